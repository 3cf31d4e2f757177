"""A regex looked up in re's cache each time, against one compiled once; and more patterns than the cache holds."""
import re

N = 20_000
LINES = ['user%d: logged in' % (i % 50) for i in range(N)]
MATCHER = re.compile(r'^(\w+): (\w+)')
PATTERNS = [r'^user%d: ' % i for i in range(600)]
COMPILED = [re.compile(pattern) for pattern in PATTERNS]


def before_compile(n):
    """re.compile(pattern).match(line)"""
    return sum(1 for line in LINES if re.compile(r'^(\w+): (\w+)').match(line))


def after_compile(n):
    return sum(1 for line in LINES if MATCHER.match(line))


def before_module(n):
    """re.match(pattern, line)"""
    return sum(1 for line in LINES if re.match(r'^(\w+): (\w+)', line))


def after_module(n):
    return sum(1 for line in LINES if MATCHER.match(line))


def before_cache_overflow(n):
    return sum(1 for pattern in PATTERNS if re.match(pattern, LINES[0]))


def after_cache_overflow(n):
    return sum(1 for matcher in COMPILED if matcher.match(LINES[0]))
