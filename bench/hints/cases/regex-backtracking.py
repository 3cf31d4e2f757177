"""A pattern that can be cut in many ways, against one that says the same in one way, for a text that does not fit."""
import re

N = 18
MANY = re.compile(r'^([a-z0-9]+[._-]?)+@')
ONE = re.compile(r'^[a-z0-9]+(?:[._-][a-z0-9]+)*@')


def before(n):
    return MANY.match('a' * n + '!')


def after(n):
    return ONE.match('a' * n + '!')
