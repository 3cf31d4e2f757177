"""The name and the line of the caller: inspect.stack(), against the frame."""
import inspect
import sys

N = 500


def noted_before(texts):
    caller = inspect.stack()[1]
    texts.append('%s %d' % (caller.function.split('_')[-1], len(texts)))


def noted_after(texts):
    frame = sys._getframe(1)
    texts.append('%s %d' % (frame.f_code.co_name.split('_')[-1], len(texts)))


def step(noted, n):
    texts = []
    for _ in range(n):
        noted(texts)
    return texts


def before(n):
    return step(noted_before, n)


def after(n):
    return step(noted_after, n)
