"""Some hundred pieces appended to a local text in a loop, against a list of them and join()."""
N = 200
REPEATS = 100
LINES = ['line %06d of the text' % i for i in range(N)]
NUMBERS = list(range(100_000, 100_000 + N))


def before_append_whole(n):
    """a loop of nothing but text += line"""
    for _ in range(REPEATS):
        text = ''
        for line in LINES:
            text += line
    return text


def after_append_whole(n):
    for _ in range(REPEATS):
        parts = []
        for line in LINES:
            parts.append(line)
        text = ''.join(parts)
    return text


def before_comprehension_whole(n):
    """a loop of nothing but text += line"""
    for _ in range(REPEATS):
        text = ''
        for line in LINES:
            text += line
    return text


def after_comprehension_whole(n):
    for _ in range(REPEATS):
        text = ''.join([line for line in LINES])
    return text


def before_items_whole(n):
    """a loop of nothing but text += line"""
    for _ in range(REPEATS):
        text = ''
        for line in LINES:
            text += line
    return text


def after_items_whole(n):
    for _ in range(REPEATS):
        text = ''.join(LINES)
    return text


def before_append_sum(n):
    """a loop of nothing but text += line + '\\n'"""
    for _ in range(REPEATS):
        text = ''
        for line in LINES:
            text += line + '\n'
    return text


def after_append_sum(n):
    for _ in range(REPEATS):
        parts = []
        for line in LINES:
            parts.append(line + '\n')
        text = ''.join(parts)
    return text


def before_comprehension_sum(n):
    """a loop of nothing but text += line + '\\n'"""
    for _ in range(REPEATS):
        text = ''
        for line in LINES:
            text += line + '\n'
    return text


def after_comprehension_sum(n):
    for _ in range(REPEATS):
        text = ''.join([line + '\n' for line in LINES])
    return text


def before_append_call(n):
    """a loop of nothing but text += str(number)"""
    for _ in range(REPEATS):
        text = ''
        for number in NUMBERS:
            text += str(number)
    return text


def after_append_call(n):
    for _ in range(REPEATS):
        parts = []
        for number in NUMBERS:
            parts.append(str(number))
        text = ''.join(parts)
    return text


def before_comprehension_call(n):
    """a loop of nothing but text += str(number)"""
    for _ in range(REPEATS):
        text = ''
        for number in NUMBERS:
            text += str(number)
    return text


def after_comprehension_call(n):
    for _ in range(REPEATS):
        text = ''.join([str(number) for number in NUMBERS])
    return text


def before_append_fstring(n):
    """a loop of nothing but text += f'{line}\\n'"""
    for _ in range(REPEATS):
        text = ''
        for line in LINES:
            text += f'{line}\n'
    return text


def after_append_fstring(n):
    for _ in range(REPEATS):
        parts = []
        for line in LINES:
            parts.append(f'{line}\n')
        text = ''.join(parts)
    return text


def before_comprehension_fstring(n):
    """a loop of nothing but text += f'{line}\\n'"""
    for _ in range(REPEATS):
        text = ''
        for line in LINES:
            text += f'{line}\n'
    return text


def after_comprehension_fstring(n):
    for _ in range(REPEATS):
        text = ''.join([f'{line}\n' for line in LINES])
    return text


def before_append_two(n):
    """a loop of text += line and text += '\\n'"""
    for _ in range(REPEATS):
        text = ''
        for line in LINES:
            text += line
            text += '\n'
    return text


def after_append_two(n):
    for _ in range(REPEATS):
        parts = []
        for line in LINES:
            parts.append(line)
            parts.append('\n')
        text = ''.join(parts)
    return text
