"""Loops for what the library does: sorts, searches, numbers, letters and bytes step by step."""
import bisect
import functools
import math
import operator

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


def mirrored(text):
    i, j = 0, len(text) - 1
    while i < j:
        if text[i] != text[j]:
            return False
        i += 1
        j -= 1
    return True


def before_mirror(n):
    return sum(mirrored('ab' * n + 'a') for _ in range(n))


def after_mirror(n):
    return sum(text == text[::-1] for text in ['ab' * n + 'a'] * n)


def before_hex(n):
    return sum(len(''.join('%02x' % byte for byte in DATA)) for _ in range(n))


def after_hex(n):
    return sum(len(DATA.hex()) for _ in range(n))


def before_comb(n):
    return sum(math.factorial(n) // (math.factorial(k) * math.factorial(n - k)) for k in range(n))


def after_comb(n):
    return sum(math.comb(n, k) for k in range(n))


def before_matrix(n):
    size = 30
    a = [[i * j % 7 for j in range(size)] for i in range(size)]
    c = [[0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            for k in range(size):
                c[i][j] += a[i][k] * a[k][j]
    return c


def after_matrix(n):
    size = 30
    a = [[i * j % 7 for j in range(size)] for i in range(size)]
    columns = list(zip(*a))
    return [[sum(map(operator.mul, row, column)) for column in columns] for row in a]


def before_places(n):
    rows, doubled = numbers(n), []
    for _ in range(20):
        i = 0
        while i < len(rows):
            doubled.append(rows[i] * 2)
            i += 1
    return doubled


def after_places(n):
    rows, doubled = numbers(n), []
    for _ in range(20):
        for row in rows:
            doubled.append(row * 2)
    return doubled


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


def before_reduce(n):
    rows = numbers(n)
    return [functools.reduce(lambda a, b: a + b, rows) for _ in range(n)]


def after_reduce(n):
    rows = numbers(n)
    return [sum(rows) for _ in range(n)]
