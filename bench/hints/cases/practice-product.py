"""Nested loops, against itertools.product(); some short lists put together by +, against chain.from_iterable() and extend()."""
from itertools import chain, product

N = 300
NUMBERS = list(range(N))
PARTS = [list(range(i, i + 5)) for i in range(10)]


def before_ranges(n):
    """for a in range(n): for b in range(n): total += a ^ b"""
    total = 0
    for a in range(n):
        for b in range(n):
            total += a ^ b
    return total


def after_ranges(n):
    total = 0
    for a, b in product(range(n), range(n)):
        total += a ^ b
    return total


def before_chain(n):
    """ten lists of five, found = found + part"""
    for i in range(n):
        found = []
        for part in PARTS:
            found = found + part
    return found


def after_chain(n):
    for i in range(n):
        found = list(chain.from_iterable(PARTS))
    return found


before_extend = before_chain


def after_extend(n):
    for i in range(n):
        found = []
        for part in PARTS:
            found.extend(part)
    return found


def before_lists(n):
    """for a in numbers: for b in numbers: total += a ^ b"""
    total = 0
    for a in NUMBERS:
        for b in NUMBERS:
            total += a ^ b
    return total


def after_lists(n):
    total = 0
    for a, b in product(NUMBERS, NUMBERS):
        total += a ^ b
    return total
