"""All garbage collected after each batch, against none collected by hand."""
import gc

N = 2_000


def before(n):
    store = {}
    for number in range(n):
        store[number] = [{'second': number}]
        if number % 20 == 0:
            gc.collect()
    return store


def after(n):
    store = {}
    for number in range(n):
        store[number] = [{'second': number}]
    return store
