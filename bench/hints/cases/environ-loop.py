"""A variable of the environment read for each row, against once."""
import os

N = 10_000
os.environ['ROW_LIMIT'] = '1000'


def before(n):
    return sum(row < int(os.environ.get('ROW_LIMIT', '0')) for row in range(n))


def after(n):
    limit = int(os.environ.get('ROW_LIMIT', '0'))
    return sum(row < limit for row in range(n))
