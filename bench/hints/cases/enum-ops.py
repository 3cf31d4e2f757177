"""Flags tested, against their numbers; members looked up by value, against a dict."""
from enum import Flag

N = 10_000


class Right(Flag):
    READ = 1
    WRITE = 2
    OWN = 4


KINDS = [Right.READ, Right.READ | Right.WRITE, Right.OWN | Right.READ, Right.WRITE]
FLAGS = [KINDS[number % 4] for number in range(N)]
NUMBERS = [flag.value for flag in FLAGS]


def before_flags(n):
    return sum(1 for rights in FLAGS[:n] if rights & Right.READ)


def after_flags(n):
    read = Right.READ.value
    return sum(1 for rights in NUMBERS[:n] if rights & read)


def before_by_value(n):
    return [Right(number) for number in NUMBERS[:n]]


def after_by_value(n):
    members = {number: Right(number) for number in set(NUMBERS)}
    return [members[number] for number in NUMBERS[:n]]
