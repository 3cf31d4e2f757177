"""A list sorted again after each new item, against insort()."""
import bisect
import random

N = 2_000
VALUES = [random.Random(i).random() for i in range(N)]


def before(n):
    ordered = []
    for value in VALUES:
        ordered.append(value)
        ordered.sort()
    return ordered


def after(n):
    ordered = []
    for value in VALUES:
        bisect.insort(ordered, value)
    return ordered
