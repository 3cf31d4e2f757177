"""Functions of the standard library, against siblings that do no more than is needed."""
import json
import struct
import fnmatch
import fractions
import math
import re
import statistics
import string

N = 2_000

VALUES = [(n * 37 % 101) / 7 for n in range(100)]
FILES = ['file%d.%s' % (n, 'py' if n % 3 else 'txt') for n in range(100)]
TEMPLATE = string.Template('$name: $count of $whole')


def check(values):
    return len(values)


def before_mean(n):
    return [round(statistics.mean(VALUES), 9) for _ in range(n // 20)]


def after_mean(n):
    return [round(statistics.fmean(VALUES), 9) for _ in range(n // 20)]


def spread(values):
    n = len(values)
    mean = math.fsum(values) / n
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (n - 1))


def before_spread(n):
    return [round(statistics.stdev(VALUES), 9) for _ in range(n // 20)]


def after_spread(n):
    return [round(spread(VALUES), 9) for _ in range(n // 20)]


def before_fnmatch(n):
    return [sum(fnmatch.fnmatch(name, '*.py') for name in FILES) for _ in range(n // 100)]


def after_fnmatch(n):
    matches = re.compile(fnmatch.translate('*.py')).match
    return [sum(matches(name) is not None for name in FILES) for _ in range(n // 100)]


def before_template(n):
    return [TEMPLATE.substitute(name='row', count=count, whole=n) for count in range(n)]


def after_template(n):
    return ['{name}: {count} of {whole}'.format(name='row', count=count, whole=n) for count in range(n)]


PRICES = [n * 137 % 9001 for n in range(1000)]


def before_fraction(n):
    return [int(price * fractions.Fraction(97, 100)) for price in PRICES for _ in range(n // 1000)]


def after_fraction(n):
    return [price * 97 // 100 for price in PRICES for _ in range(n // 1000)]


PACKED = b''.join(struct.pack('>Ihh', i, i % 99, i % 77) for i in range(2_000))


def before_unpack(n):
    found = []
    for at in range(0, len(PACKED), 8):
        time = struct.unpack('>I', PACKED[at:at + 4])[0]
        one = struct.unpack('>h', PACKED[at + 4:at + 6])[0]
        other = struct.unpack('>h', PACKED[at + 6:at + 8])[0]
        found.append((time, one, other))
    return found


def after_unpack(n):
    return list(struct.iter_unpack('>Ihh', PACKED))


RECORDS = [{'id': i // 2, 'tags': ['a', 'b'], 'name': 'record %d' % (i // 2)} for i in range(2_000)]


def before_compare(n):
    dumps = json.dumps
    return [dumps(a, sort_keys=True) == dumps(b, sort_keys=True) for a, b in zip(RECORDS, RECORDS[1:])]


def after_compare(n):
    return [a == b for a, b in zip(RECORDS, RECORDS[1:])]
