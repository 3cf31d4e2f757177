"""Objects with a dict each, against __slots__. A matter of memory."""
N = 20_000


class Point:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


class Slotted:
    __slots__ = ('x', 'y', 'z')

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


def before(n):
    return [Point(1.0, 2.0, i) for i in range(n)]


def after(n):
    return [Slotted(1.0, 2.0, i) for i in range(n)]


def check(points):
    return len(points)
