"""datetime.strptime() of an ISO date, against datetime.fromisoformat()."""
from datetime import datetime

N = 5_000
TEXTS = ['2024-%02d-%02dT%02d:10:20' % (1 + i % 12, 1 + i % 28, i % 24) for i in range(N)]


def before(n):
    return [datetime.strptime(text, '%Y-%m-%dT%H:%M:%S') for text in TEXTS]


def after(n):
    return [datetime.fromisoformat(text) for text in TEXTS]
