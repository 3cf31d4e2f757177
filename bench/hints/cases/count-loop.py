"""Counting by a dict and get, against collections.Counter; and Counter.update with one item, against all of them."""
import collections

N = 20_000
WORDS = ['word%d' % (i * 7919 % 400) for i in range(N)]


def before(n):
    counts = {}
    for word in WORDS:
        counts[word] = counts.get(word, 0) + 1
    return counts


def after(n):
    return collections.Counter(WORDS)


def before_branches(n):
    counts = {}
    for word in WORDS:
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def after_branches(n):
    return collections.Counter(WORDS)


def before_update(n):
    counts = collections.Counter()
    for word in WORDS:
        counts.update([word])
    return counts


def after_update(n):
    counts = collections.Counter()
    for word in WORDS:
        counts[word] += 1
    return counts
