"""The nearest of many, by a loop that measures the best again, against one that keeps what it gave, and against min by a key."""
N = 20_000
CARS = [(number * 37 % 1009, number * 61 % 1013) for number in range(N)]


def distance(one, other):
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def before(n):
    best = None
    for car in CARS[:n]:
        if best is None or distance(car, (500, 500)) < distance(best, (500, 500)):
            best = car
    return best


def after(n):
    best, least = None, 0
    for car in CARS[:n]:
        away = distance(car, (500, 500))
        if best is None or away < least:
            best, least = car, away
    return best


def before_by_min(n):
    return before(n)


def after_by_min(n):
    return min(CARS[:n], key=lambda car: distance(car, (500, 500)))
