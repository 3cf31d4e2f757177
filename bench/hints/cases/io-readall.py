"""A whole file as a list of lines, against one line at a time."""
import os
import tempfile

N = 100_000
_handle, PATH = tempfile.mkstemp()
with os.fdopen(_handle, 'w') as _file:
    for _i in range(N):
        _file.write('a line of the file, number %d, with some text behind it\n' % _i)


def before_readlines(n):
    total = 0
    with open(PATH) as file:
        for line in file.readlines():
            total += len(line)
    return total


def after_readlines(n):
    total = 0
    with open(PATH) as file:
        for line in file:
            total += len(line)
    return total


def before_split(n):
    total = 0
    with open(PATH) as file:
        for line in file.read().split('\n'):
            total += len(line)
    return total


def after_split(n):
    total = 0
    with open(PATH) as file:
        for line in file:
            total += len(line.rstrip('\n'))
    return total


def tear_down():
    os.remove(PATH)
