"""The highest of all so far, and a sum that does not change."""
N = 2_000


def numbers(n):
    return [number * 7919 % 10007 for number in range(n)]


def before_max(n):
    seen, found = [], 0
    for number in numbers(n):
        seen.append(number)
        found += number == max(seen)
    return found


def after_max(n):
    seen, found, highest = [], 0, -1
    for number in numbers(n):
        seen.append(number)
        highest = max(highest, number)
        found += number == highest
    return found


def before_sum(n):
    values = numbers(n)
    return [value / sum(values) for value in values]


def after_sum(n):
    values = numbers(n)
    whole = sum(values)
    return [value / whole for value in values]
