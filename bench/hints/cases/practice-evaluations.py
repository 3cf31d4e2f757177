"""A cheap call whose result is the same in each pass, against one call before the loop."""
N = 20_000
WORDS = ['word%d' % (i % 50) for i in range(N)]
WANTED = 'Word7'
LIMIT = '9000'


def before_lower(n):
    """a loop of nothing but if word == wanted.lower(): found += 1"""
    found = 0
    for word in WORDS:
        if word == WANTED.lower():
            found += 1
    return found


def after_lower(n):
    found = 0
    wanted = WANTED.lower()
    for word in WORDS:
        if word == wanted:
            found += 1
    return found


def before_strip(n):
    """a loop of nothing but if word == wanted.strip(): found += 1"""
    found = 0
    for word in WORDS:
        if word == WANTED.strip():
            found += 1
    return found


def after_strip(n):
    found = 0
    wanted = WANTED.strip()
    for word in WORDS:
        if word == wanted:
            found += 1
    return found


def before_int(n):
    """a loop of nothing but if i < int(limit): found += 1"""
    found = 0
    for i in range(n):
        if i < int(LIMIT):
            found += 1
    return found


def after_int(n):
    found = 0
    limit = int(LIMIT)
    for i in range(n):
        if i < limit:
            found += 1
    return found


def before_len(n):
    """while i < len(words): i += 1"""
    i = 0
    while i < len(WORDS):
        i += 1
    return i


def after_len(n):
    i = 0
    length = len(WORDS)
    while i < length:
        i += 1
    return i
