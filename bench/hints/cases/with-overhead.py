"""suppress around each step, against try; where half of the steps raise and where none does."""
from contextlib import suppress

N = 10_000


def suppressed(keys, prices):
    found = 0
    for key in keys:
        with suppress(KeyError):
            found += prices[key]
    return found


def tried(keys, prices):
    found = 0
    for key in keys:
        try:
            found += prices[key]
        except KeyError:
            pass
    return found


HALF = {key: key for key in range(0, N, 2)}
ALL = {key: key for key in range(N)}


def before_suppress(n):
    return suppressed(range(n), ALL)


def after_suppress(n):
    return tried(range(n), ALL)


def before_suppress_half(n):
    return suppressed(range(n), HALF)


def after_suppress_half(n):
    return tried(range(n), HALF)
