"""Draws one by one, against choices."""
import random

N = 20_000


def check(values):
    return len(values)


def before_choice(n):
    return [random.choice('ABCDEF') for _ in range(n)]


def after_choice(n):
    return random.choices('ABCDEF', k=n)


def before_randint(n):
    return [random.randint(1, 6) for _ in range(n)]


def after_randint(n):
    return random.choices(range(1, 7), k=n)


def before_randrange(n):
    return [random.randrange(6) for _ in range(n)]


def after_randrange(n):
    return random.choices(range(6), k=n)
