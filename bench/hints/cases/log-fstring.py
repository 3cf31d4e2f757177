"""A message that is formatted for a level that is off, against arguments that logging never formats."""
import logging

N = 20_000
LOG = logging.getLogger('bench')
LOG.setLevel(logging.WARNING)
ITEM = {'id': 12, 'name': 'An', 'tags': ['a', 'b', 'c'], 'sizes': {'x': 1.5, 'y': 2.5}}


def before(n):
    for i in range(n):
        LOG.debug(f'item {i}: {ITEM}')


def after(n):
    for i in range(n):
        LOG.debug('item %d: %s', i, ITEM)
