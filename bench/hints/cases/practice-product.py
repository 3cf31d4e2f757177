"""Nested loops, against itertools.product(); some short lists put together by +, against chain.from_iterable()."""
from itertools import chain, product

N = 300
PARTS = [list(range(i, i + 5)) for i in range(10)]


def before(n):
    total = 0
    for a in range(n):
        for b in range(n):
            total += a ^ b
    return total


def after(n):
    total = 0
    for a, b in product(range(n), range(n)):
        total += a ^ b
    return total


def before_chain(n):
    for i in range(n):
        found = []
        for part in PARTS:
            found = found + part
    return found


def after_chain(n):
    for i in range(n):
        found = list(chain.from_iterable(PARTS))
    return found
