"""A text evaluated each time, against its code."""
N = 2_000
TEXT = 'price * max(count, 10)'


def before(n):
    return [eval(TEXT, {'price': number, 'count': 3}) for number in range(n)]


def after(n):
    code = compile(TEXT, 'rule', 'eval')
    return [eval(code, {'price': number, 'count': 3}) for number in range(n)]
