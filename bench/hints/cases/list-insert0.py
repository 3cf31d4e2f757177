"""Items inserted at the front of a list, against a deque."""
from collections import deque

N = 20_000


def before(n):
    items = []
    for i in range(n):
        items.insert(0, i)
    return items


def after(n):
    items = deque()
    for i in range(n):
        items.appendleft(i)
    return list(items)
