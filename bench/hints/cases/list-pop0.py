"""A queue in a list, against a deque."""
from collections import deque

N = 50_000


def before(n):
    queue = list(range(n))
    total = 0
    while queue:
        total += queue.pop(0)
    return total


def after(n):
    queue = deque(range(n))
    total = 0
    while queue:
        total += queue.popleft()
    return total
