"""Pieces appended to a local text, against join()."""
N = 20_000


def before(n):
    text = ''
    for i in range(n):
        text += 'row of text\n'
    return text


def after(n):
    return ''.join(['row of text\n' for i in range(n)])
