"""A list of floats, against an array of doubles. A matter of memory."""
from array import array

N = 100_000


def before(n):
    return [i * 0.5 for i in range(n)]


def after(n):
    return array('d', (i * 0.5 for i in range(n)))


def check(values):
    return len(values)
