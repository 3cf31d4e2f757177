"""Millions of calls that do next to nothing: recursion, properties, generators, keys of sorts: 2 s."""
from planted import crunch


class Point:
    def __init__(self, x, y):
        self._x, self._y = x, y

    @property
    def x(self):
        return self._x

    @property
    def y(self):
        return self._y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def squares(count):
    for n in range(count):
        yield n * n


def is_odd(n):
    return n % 2 == 1


def walk(steps):
    place = Point(0, 0)
    for _ in range(steps):
        place = place + Point(1, 2)
    return place.x, place.y


def main():
    for _ in range(60):
        fibonacci(19)
        walk(9000)
        sum(n for n in squares(20000) if is_odd(n))
        sorted(range(20000), key=lambda n: -n)
        crunch(50000)


main()
