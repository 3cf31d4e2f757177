"""A method bound to a local name before the loop. On 3.11 and later CPython does most of this itself."""
import math

N = 50_000


class Counter:
    def __init__(self):
        self.total = 0

    def add(self, value):
        self.total += value


def before_method(n):
    """a loop of nothing but counter.add(i), a method of one short line of Python"""
    counter = Counter()
    for i in range(n):
        counter.add(i)
    return counter.total


def after_method(n):
    counter = Counter()
    add = counter.add
    for i in range(n):
        add(i)
    return counter.total


def before_append(n):
    """a loop of nothing but out.append(i)"""
    out = []
    for i in range(n):
        out.append(i)
    return out


def after_append(n):
    out = []
    append = out.append
    for i in range(n):
        append(i)
    return out


def before_module_function(n):
    """a loop of nothing but total += math.sqrt(i)"""
    total = 0.0
    for i in range(n):
        total += math.sqrt(i)
    return total


def after_module_function(n):
    sqrt = math.sqrt
    total = 0.0
    for i in range(n):
        total += sqrt(i)
    return total
