"""+, % and str.format(), each against an f-string, for one message."""
N = 50_000
NAME = 'An'


def before_plus(n):
    for i in range(n):
        text = 'hello ' + NAME + ' number ' + str(i)
    return text


def before_percent(n):
    for i in range(n):
        text = 'hello %s number %s' % (NAME, i)
    return text


def before_format(n):
    for i in range(n):
        text = 'hello {} number {}'.format(NAME, i)
    return text


def _fstring(n):
    for i in range(n):
        text = f'hello {NAME} number {i}'
    return text


after_plus = after_percent = after_format = _fstring


def before_two(n):
    for i in range(n):
        text = 'hello ' + NAME
    return text


def after_two(n):
    for i in range(n):
        text = f'hello {NAME}'
    return text
