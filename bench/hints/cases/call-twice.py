"""The length of each route asked for twice in a comprehension, against a name that keeps it."""
N = 2_000
TABLE = [[(one * 37 + other * 91) % 101 for other in range(30)] for one in range(30)]
ROUTES = [[(start + step * 7) % 30 for step in range(30)] for start in range(N)]


def length(route):
    return sum(TABLE[one][other] for one, other in zip(route, route[1:]))


def before(n):
    return [length(route) for route in ROUTES[:n] if length(route) is not None]


def after(n):
    found = []
    for route in ROUTES[:n]:
        long = length(route)
        if long is not None:
            found.append(long)
    return found
