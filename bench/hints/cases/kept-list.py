"""All that was sent in a list, against the last twenty in a deque."""
import collections

N = 20_000


def check(kept):
    return list(kept)[-20:]


def before(n):
    sent = []
    for number in range(n):
        sent.append(b'frame %d' % number)
    return sent


def after(n):
    sent = collections.deque(maxlen=20)
    for number in range(n):
        sent.append(b'frame %d' % number)
    return sent
