"""Records without doubles: keys that are texts, against tuples of what they hold."""
import hashlib
import json
import pickle

N = 5_000
RECORDS = [{'id': number % 500, 'name': 'x%d' % (number % 300), 'kind': number % 7} for number in range(N)]


def before_json(n):
    seen = set()
    for record in RECORDS[:n]:
        seen.add(json.dumps(record, sort_keys=True))
    return len(seen)


def after_json(n):
    seen = set()
    for record in RECORDS[:n]:
        seen.add(tuple(sorted(record.items())))
    return len(seen)


def before_digest(n):
    seen = set()
    for record in RECORDS[:n]:
        seen.add(hashlib.md5(json.dumps(record, sort_keys=True).encode()).hexdigest())
    return len(seen)


after_digest = after_json


def before_pickle(n):
    seen = set()
    for record in RECORDS[:n]:
        seen.add(pickle.dumps((record['id'], record['name'], record['kind'])))
    return len(seen)


def after_pickle(n):
    seen = set()
    for record in RECORDS[:n]:
        seen.add((record['id'], record['name'], record['kind']))
    return len(seen)


def before_joined(n):
    seen = set()
    for x in range(n):
        for y in range(10):
            seen.add(f'{x},{y}')
    return len(seen)


def after_joined(n):
    seen = set()
    for x in range(n):
        for y in range(10):
            seen.add((x, y))
    return len(seen)
