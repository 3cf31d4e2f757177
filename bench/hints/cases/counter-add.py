"""Counts of n texts put together: by +, by += and by update. `few` has 26 different items in all, `many` ever more."""
from collections import Counter

N = 300
FEW = [Counter('the quick brown fox jumps over the lazy dog'[number % 9:]) for number in range(N)]
MANY = [Counter('w%d' % (number * step % 3000) for step in range(60)) for number in range(N)]


def update(parts):
    total = Counter()
    for part in parts:
        total.update(part)
    return total


def before_few(n):
    total = Counter()
    for part in FEW:
        total = total + part
    return total


def after_few(n):
    return update(FEW)


def before_in_place(n):
    total = Counter()
    for part in FEW:
        total += part
    return total


after_in_place = after_few


def before_many(n):
    total = Counter()
    for part in MANY:
        total = total + part
    return total


def after_many(n):
    return update(MANY)


def before_many_in_place(n):
    total = Counter()
    for part in MANY:
        total += part
    return total


after_many_in_place = after_many
