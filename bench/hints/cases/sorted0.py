"""The first of a sorted copy, against min(); the first ten, against heapq.nsmallest()."""
import heapq
import random

N = 20_000
_random = random.Random(7)
VALUES = [_random.random() for _ in range(N)]


def before_first(n):
    return sorted(VALUES)[0]


def after_first(n):
    return min(VALUES)


def before_ten(n):
    return sorted(VALUES)[:10]


def after_ten(n):
    return heapq.nsmallest(10, VALUES)
