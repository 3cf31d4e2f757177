"""copy.deepcopy() of a small record, against a copy that knows its shape."""
import copy

N = 2_000
RECORD = {'name': 'An', 'tags': ['a', 'b', 'c'], 'sizes': {'x': 1, 'y': 2}}


def before(n):
    return [copy.deepcopy(RECORD) for _ in range(n)]


def after(n):
    return [
        {'name': RECORD['name'], 'tags': list(RECORD['tags']), 'sizes': dict(RECORD['sizes'])} for _ in range(n)
    ]
