"""What a loop does in steps, against the built-in that does it in C."""
from collections import Counter

N = 20_000
VALUES = [(i * 7919) % 10_007 for i in range(N)]
WORDS = ['word%d' % (value % 50) for value in VALUES]


def before_sum(n):
    """a list of whole numbers"""
    total = 0
    for value in VALUES:
        total += value
    return total


def after_sum(n):
    total = 0
    total += sum(VALUES)
    return total


def before_largest(n):
    """a list of whole numbers in any order"""
    largest = VALUES[0]
    for value in VALUES:
        if value > largest:
            largest = value
    return largest


def after_largest(n):
    largest = VALUES[0]
    largest = max([largest, *VALUES])
    return largest


def before_tally(n):
    """50 words in any order"""
    counts = {}
    for word in WORDS:
        counts[word] = counts.get(word, 0) + 1
    return counts


def after_tally(n):
    return dict(Counter(WORDS))


def before_number(n):
    """a loop that reads values[i] once"""
    total = 0
    for i in range(len(VALUES)):
        total += i ^ VALUES[i]
    return total


def after_number(n):
    total = 0
    for i, value in enumerate(VALUES):
        total += i ^ value
    return total
