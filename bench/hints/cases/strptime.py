"""datetime.strptime(): of an ISO date, against fromisoformat(); of another, against its numbers cut out by hand."""
from datetime import datetime

N = 5_000
TEXTS = ['2024-%02d-%02dT%02d:10:20' % (1 + i % 12, 1 + i % 28, i % 24) for i in range(N)]


LOG_TEXTS = ['%02d.%02d.2024 %02d:10' % (1 + i % 28, 1 + i % 12, i % 24) for i in range(N)]


def before(n):
    return [datetime.strptime(text, '%Y-%m-%dT%H:%M:%S') for text in TEXTS]


def after(n):
    return [datetime.fromisoformat(text) for text in TEXTS]


def before_by_hand(n):
    return [datetime.strptime(text, '%d.%m.%Y %H:%M') for text in LOG_TEXTS]


def after_by_hand(n):
    return [
        datetime(int(text[6:10]), int(text[3:5]), int(text[:2]), int(text[11:13]), int(text[14:16])) for text in LOG_TEXTS
    ]
