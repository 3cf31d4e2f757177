"""A message made before the check, against one made where it fails."""
import pprint

N = 2_000
ROW = {'name': 'row', 'values': list(range(10))}


def before(n):
    for number in range(n):
        message = pprint.pformat(ROW)
        if number < 0:
            raise AssertionError(message)
    return n


def after(n):
    for number in range(n):
        if number < 0:
            raise AssertionError(pprint.pformat(ROW))
    return n
