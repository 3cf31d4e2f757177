"""A look-up that fails half the time and is caught, against get(); and one that fails once in a hundred."""
N = 20_000
HALF = {i: i for i in range(0, N, 2)}
MOST = {i: i for i in range(N) if i % 100}


def _with_except(n, known):
    total = 0
    for i in range(n):
        try:
            total += known[i]
        except KeyError:
            total += 1
    return total


def _with_get(n, known):
    total = 0
    for i in range(n):
        total += known.get(i, 1)
    return total


def before_half(n):
    return _with_except(n, HALF)


def after_half(n):
    return _with_get(n, HALF)


def before_one_percent(n):
    return _with_except(n, MOST)


def after_one_percent(n):
    return _with_get(n, MOST)
