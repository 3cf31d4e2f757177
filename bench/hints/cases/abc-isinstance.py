"""Numbers asked for an abstract class, and dicts, against the plain class."""
from collections.abc import Mapping

N = 20_000
VALUES = [{} if number % 2 else number for number in range(N)]


def before(n):
    return sum(isinstance(value, Mapping) for value in VALUES[:n])


def after(n):
    return sum(isinstance(value, dict) for value in VALUES[:n])
