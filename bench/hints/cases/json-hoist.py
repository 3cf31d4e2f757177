"""The same JSON text decoded at each step, against once."""
import json

N = 2_000
CONFIG = json.dumps({'rates': {'key%d' % i: i for i in range(100)}})


def before(n):
    total = 0
    for i in range(n):
        total += json.loads(CONFIG)['rates']['key7']
    return total


def after(n):
    rates = json.loads(CONFIG)['rates']
    total = 0
    for i in range(n):
        total += rates['key7']
    return total
