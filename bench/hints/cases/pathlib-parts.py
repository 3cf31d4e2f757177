"""Suffixes of names, by a path each, against os.path."""
import os.path
from pathlib import PurePosixPath

N = 5_000
NAMES = ['home/docs/file%d.txt' % number for number in range(N)]


def before(n):
    return [PurePosixPath(name).suffix for name in NAMES[:n]]


def after(n):
    return [os.path.splitext(name)[1] for name in NAMES[:n]]
