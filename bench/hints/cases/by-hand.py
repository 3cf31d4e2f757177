"""Loops for what the library does: a sort by swapping, a divisor step by step, letters counted and bytes added up one by one."""
import math

N = 300
TEXT = 'the quick brown fox jumps over the lazy dog ' * 20
DATA = TEXT.encode()


def numbers(n):
    return [i * 7919 % 1009 for i in range(n)]


def before_sort(n):
    rows = numbers(n)
    for end in range(len(rows)):
        for at in range(len(rows) - 1 - end):
            if rows[at] > rows[at + 1]:
                rows[at], rows[at + 1] = rows[at + 1], rows[at]
    return rows


def after_sort(n):
    rows = numbers(n)
    rows.sort()
    return rows


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def before_gcd(n):
    return sum(gcd(a, b) for a in range(1, n) for b in range(1, n))


def after_gcd(n):
    return sum(math.gcd(a, b) for a in range(1, n) for b in range(1, n))


def count(text, letter):
    found = 0
    for one in text:
        if one == letter:
            found += 1
    return found


def before_count(n):
    return sum(count(TEXT, 'e') for _ in range(n))


def after_count(n):
    return sum(TEXT.count('e') for _ in range(n))


def checksum(data):
    total = 0
    for byte in data:
        total = (total + byte) & 0xFFFF
    return total


def before_sum(n):
    return sum(checksum(DATA) for _ in range(n))


def after_sum(n):
    return sum(sum(DATA) & 0xFFFF for _ in range(n))
