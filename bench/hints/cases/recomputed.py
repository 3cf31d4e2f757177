"""A property that is computed each time, against one that is kept."""
import functools

N = 2_000


class Plain:
    def __init__(self):
        self.prices = list(range(100))

    @property
    def total(self):
        return sum(price * 2 for price in self.prices)


class Kept:
    def __init__(self):
        self.prices = list(range(100))

    @functools.cached_property
    def total(self):
        return sum(price * 2 for price in self.prices)


def before(n):
    order = Plain()
    return sum(order.total > at for at in range(n))


def after(n):
    order = Kept()
    return sum(order.total > at for at in range(n))
