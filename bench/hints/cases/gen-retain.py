"""A list that is made only to be summed or walked once, against a generator."""
N = 20_000


def before_sum(n):
    """sum([i * i for i in range(n)])"""
    return sum([i * i for i in range(n)])


def after_sum(n):
    return sum(i * i for i in range(n))


def _rows_list(n):
    rows = []
    for i in range(n):
        rows.append((i, str(i)))
    return rows


def _rows_generator(n):
    for i in range(n):
        yield (i, str(i))


def before_function(n):
    """a function of nothing but rows.append((i, str(i))) in a loop"""
    total = 0
    for number, text in _rows_list(n):
        total += len(text)
    return total


def after_function(n):
    total = 0
    for number, text in _rows_generator(n):
        total += len(text)
    return total
