"""Positions and counts asked of a list, against a dict of them; items removed from a list, against a dict."""
from collections import Counter

N = 2_000


def words(n):
    return ['word %d' % (number * 7919 % n) for number in range(n)]


def before_index(n):
    items = words(n)
    return [items.index(word) for word in items]


def after_index(n):
    items = words(n)
    positions = {}
    for at, word in enumerate(items):
        positions.setdefault(word, at)
    return [positions[word] for word in items]


def before_count(n):
    items = words(n)
    return [items.count(word) for word in items]


def after_count(n):
    items = words(n)
    counts = Counter(items)
    return [counts[word] for word in items]


def before_remove(n):
    items = words(n)
    for word in sorted(items):
        items.remove(word)
    return len(items)


def after_remove(n):
    items = dict.fromkeys(words(n))
    for word in sorted(items):
        del items[word]
    return len(items)
