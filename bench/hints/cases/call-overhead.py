"""A tiny function called for each item, against its expression in the loop."""
N = 100_000


def _scale(value):
    return value * 3 + 1


def before(n):
    total = 0
    for i in range(n):
        total += _scale(i)
    return total


def after(n):
    total = 0
    for i in range(n):
        total += i * 3 + 1
    return total
