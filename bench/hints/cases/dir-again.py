"""A directory listed for each name, against a set of its names."""
import os
import tempfile

N = 500
FOLDER = tempfile.mkdtemp()
for number in range(100):
    open(os.path.join(FOLDER, 'file%d' % number), 'w').close()


def before(n):
    return sum('file%d' % number in os.listdir(FOLDER) for number in range(n))


def after(n):
    names = set(os.listdir(FOLDER))
    return sum('file%d' % number in names for number in range(n))
