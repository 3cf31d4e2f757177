"""A sort by a comparing function, against a sort by a key."""
import functools
import random

N = 20_000
ROWS = [(random.Random(i).random(), i) for i in range(N)]


def _compare(a, b):
    return (a[0] > b[0]) - (a[0] < b[0])


def before(n):
    return sorted(ROWS, key=functools.cmp_to_key(_compare))


def after(n):
    return sorted(ROWS, key=lambda row: row[0])
