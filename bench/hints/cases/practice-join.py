"""Pieces appended to a local text in a loop, and the few lines of one message, against join()."""
N = 20_000
NAME = 'An'


def before(n):
    text = ''
    for i in range(n):
        text += 'row of text\n'
    return text


def after(n):
    return ''.join(['row of text\n' for i in range(n)])


def before_few(n):
    for i in range(n):
        text = 'line1\n'
        text += NAME
        text += '\nline3\n'
    return text


def after_few(n):
    for i in range(n):
        text = ''.join(['line1\n', NAME, '\nline3\n'])
    return text
