"""A dict, and a set, made anew with one entry more, against the same one changed."""
N = 2_000


def before_dict(n):
    found = {}
    for number in range(n):
        found = {**found, number: number}
    return found


def after_dict(n):
    found = {}
    for number in range(n):
        found[number] = number
    return found


def before_set(n):
    found = set()
    for number in range(n):
        found = found | {number}
    return found


def after_set(n):
    found = set()
    for number in range(n):
        found.add(number)
    return found
