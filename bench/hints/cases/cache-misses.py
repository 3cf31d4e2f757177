"""A cache that is too small for what comes round in turn, and one whose arguments never come again."""
import functools

N = 2_000


def freight(postcode):
    zone = postcode
    for leg in range(1, 60):
        zone = (zone * 31 + leg) % 9973
    return zone


def before_small(n):
    asked = functools.lru_cache(maxsize=32)(freight)
    return [asked(10000 + number * 7 % 90) for number in range(n)]


def after_small(n):
    asked = functools.lru_cache(maxsize=128)(freight)
    return [asked(10000 + number * 7 % 90) for number in range(n)]


def label(number):
    return '%06d' % number


def before_useless(n):
    asked = functools.lru_cache(maxsize=None)(label)
    return [asked(number) for number in range(n)]


def after_useless(n):
    return [label(number) for number in range(n)]
