"""Membership in a list, against membership in a set."""
N = 2_000
KNOWN = list(range(N))


def before(n):
    known = list(KNOWN)
    return sum(1 for i in range(n) if i in known)


def after(n):
    known = set(KNOWN)
    return sum(1 for i in range(n) if i in known)
