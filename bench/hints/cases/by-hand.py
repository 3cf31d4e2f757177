"""Loops for what the library does: sorts, searches, numbers, letters and bytes step by step."""
import bisect
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


def halved(rows, wanted):
    low, high = 0, len(rows) - 1
    while low <= high:
        middle = (low + high) // 2
        if rows[middle] == wanted:
            return middle
        if rows[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def found(rows, wanted):
    at = bisect.bisect_left(rows, wanted)
    return at if at < len(rows) and rows[at] == wanted else -1


def before_bisect(n):
    rows = list(range(0, n * 20, 2))
    return sum(halved(rows, wanted) for wanted in range(n * 20))


def after_bisect(n):
    rows = list(range(0, n * 20, 2))
    return sum(found(rows, wanted) for wanted in range(n * 20))


def parted(rows):
    if len(rows) < 2:
        return rows
    first = rows[0]
    return parted([row for row in rows[1:] if row < first]) + [first] + parted([row for row in rows[1:] if row >= first])


def before_parted(n):
    return [parted(numbers(n)) for _ in range(10)]


def after_parted(n):
    return [sorted(numbers(n)) for _ in range(10)]


def before_divisors(n):
    primes = []
    for number in range(2, n * 10):
        if all(number % prime for prime in primes):
            primes.append(number)
    return primes


def after_divisors(n):
    primes = []
    for number in range(2, n * 10):
        for prime in primes:
            if prime * prime > number:
                primes.append(number)
                break
            if number % prime == 0:
                break
        else:
            primes.append(number)
    return primes
