"""Copies of records: through a text, against one level."""
import json

N = 5_000
RECORDS = [{'id': n, 'price': n * 1.5, 'name': 'thing %d' % n, 'tags': ['a', 'b']} for n in range(N)]


def before(n):
    return [json.loads(json.dumps(record)) for record in RECORDS[:n]]


def after(n):
    return [{**record, 'tags': [*record['tags']]} for record in RECORDS[:n]]
