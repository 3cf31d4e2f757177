"""Functions of the standard library, against siblings that do no more than is needed."""
import ast
import json
import pprint
import struct
import fnmatch
import fractions
import math
import re
import statistics
import string
from xml.dom import minidom
from xml.etree import ElementTree

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


def tree():
    root = ElementTree.Element('page')
    for number in range(100):
        ElementTree.SubElement(root, 'row', id=str(number)).text = 'value %d' % number
    return root


def before_indent(n):
    return [len(minidom.parseString(ElementTree.tostring(tree())).toprettyxml(indent='  ').split()) - 2 for _ in range(n // 200)]


def after_indent(n):
    counts = []
    for _ in range(n // 200):
        root = tree()
        ElementTree.indent(root)
        counts.append(len(ElementTree.tostring(root, encoding='unicode').split()))
    return counts


RESULTS = [{'id': n, 'name': 'name %d' % n, 'parts': [1, 2, n]} for n in range(200)]


def before_pformat(n):
    return [pprint.pformat(result) for result in RESULTS]


def after_pformat(n):
    return [repr(result) for result in RESULTS]


LITERALS = [repr(['row', n, n / 8]).replace("'", '"') for n in range(500)]


def before_literal(n):
    return [ast.literal_eval(text) for text in LITERALS]


def after_literal(n):
    return [json.loads(text) for text in LITERALS]


def before_sum(n):
    total = fractions.Fraction(0)
    for number in range(1, n // 4):
        total += fractions.Fraction(number % 5, 1 + number % 30)
    return [total]


def after_sum(n):
    parts = {}
    for number in range(1, n // 4):
        below = 1 + number % 30
        parts[below] = parts.get(below, 0) + number % 5
    return [sum((fractions.Fraction(above, below) for below, above in parts.items()), fractions.Fraction(0))]


def before_float(n):
    total = fractions.Fraction(0)
    for number in range(1, n // 4):
        total += fractions.Fraction(1, number)
    return [round(float(total), 9)]


def after_float(n):
    return [round(math.fsum(1 / number for number in range(1, n // 4)), 9)]
