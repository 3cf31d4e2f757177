"""A dict a record, against objects with __slots__. A matter of memory: they take longer to build."""
N = 20_000


class Row:
    __slots__ = ('number', 'name', 'price')

    def __init__(self, number, name, price):
        self.number = number
        self.name = name
        self.price = price


def before(n):
    return [{'number': i, 'name': 'An', 'price': 2.5} for i in range(n)]


def after(n):
    return [Row(i, 'An', 2.5) for i in range(n)]


def check(rows):
    return len(rows)
