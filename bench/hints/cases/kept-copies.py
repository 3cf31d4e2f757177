"""A copy of all cells kept at each step, against what the step changes."""
N = 2_000


def before(n):
    cells = [0] * n
    history = []
    for at in range(n):
        history.append(list(cells))
        cells[at] = at
    while history:
        cells = history.pop()
    return cells


def after(n):
    cells = [0] * n
    history = []
    for at in range(n):
        history.append((at, cells[at]))
        cells[at] = at
    while history:
        at, value = history.pop()
        cells[at] = value
    return cells
