"""sum() of lists, against chain.from_iterable()."""
from itertools import chain

N = 2_000
LISTS = [[i] * 5 for i in range(N)]


def before(n):
    return sum(LISTS, [])


def after(n):
    return list(chain.from_iterable(LISTS))
