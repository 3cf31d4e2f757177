"""A file opened at each step, against opened once."""
import os
import tempfile

N = 2_000
_handle, PATH = tempfile.mkstemp()
os.close(_handle)


def before(n):
    open(PATH, 'w').close()
    for i in range(n):
        with open(PATH, 'a') as file:
            file.write('a line\n')
    return os.path.getsize(PATH)


def after(n):
    with open(PATH, 'w') as file:
        for i in range(n):
            file.write('a line\n')
    return os.path.getsize(PATH)


def tear_down():
    os.remove(PATH)
