"""A new list at each step, against one that grows."""
N = 20_000


def before(n):
    rows = []
    for i in range(n):
        rows = rows + [i]
    return rows


def after(n):
    rows = []
    for i in range(n):
        rows.append(i)
    return rows
