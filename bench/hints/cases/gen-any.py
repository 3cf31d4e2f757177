"""any() over a list that is made whole first, against any() that stops at the first hit."""
N = 20_000


def before_early(n):
    return any([i > 50 for i in range(n)])


def after_early(n):
    return any(i > 50 for i in range(n))


def before_never(n):
    return any([i > n for i in range(n)])


def after_never(n):
    return any(i > n for i in range(n))
