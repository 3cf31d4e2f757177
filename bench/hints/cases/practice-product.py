"""Nested loops, against itertools.product()."""
from itertools import product

N = 300


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
