"""A cheap method whose result is the same in each pass, against one call before the loop."""
N = 20_000
WORDS = ['word%d' % (i % 50) for i in range(N)]
WANTED = 'Word7'


def before(n):
    found = 0
    for word in WORDS:
        if word == WANTED.lower():
            found += 1
    return found


def after(n):
    found = 0
    wanted = WANTED.lower()
    for word in WORDS:
        if word == wanted:
            found += 1
    return found
