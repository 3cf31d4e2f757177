"""Objects put in order by their __lt__: a sort against one by a key, a heap against one of tuples."""
import heapq
import itertools
import operator

N = 5_000


class Job:
    def __init__(self, due):
        self.due = due

    def __lt__(self, other):
        return self.due < other.due


def check(jobs):
    return [job.due for job in jobs]


JOBS = [Job(number * 7919 % 10007) for number in range(N)]


def before_sort(n):
    return sorted(JOBS[:n])


def after_sort(n):
    return sorted(JOBS[:n], key=operator.attrgetter('due'))


def before_heap(n):
    queue = []
    for job in JOBS[:n]:
        heapq.heappush(queue, job)
    return [heapq.heappop(queue) for _ in range(n)]


def after_heap(n):
    queue, counter = [], itertools.count()
    for job in JOBS[:n]:
        heapq.heappush(queue, (job.due, next(counter), job))
    return [heapq.heappop(queue)[2] for _ in range(n)]


class Ranked:
    def __init__(self, due, number):
        self.due = due
        self.number = number

    def __lt__(self, other):
        return (self.due, self.number) < (other.due, other.number)


RANKED = [Ranked(number * 7919 % 10007, number) for number in range(N)]


def before_heap_of_parts(n):
    queue = []
    for job in RANKED[:n]:
        heapq.heappush(queue, job)
    return [heapq.heappop(queue) for _ in range(n)]


def after_heap_of_parts(n):
    queue = []
    for job in RANKED[:n]:
        heapq.heappush(queue, (job.due, job.number, job))
    return [heapq.heappop(queue)[2] for _ in range(n)]
