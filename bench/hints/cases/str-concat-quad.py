"""A text that grows piece by piece where CPython cannot grow it in place, against pieces joined at the end."""
N = 20_000


class Page:
    def __init__(self):
        self.text = ''
        self.parts = []


def before_attribute(n):
    page = Page()
    for i in range(n):
        page.text += 'row of text\n'
    return page.text


def after_attribute(n):
    page = Page()
    for i in range(n):
        page.parts.append('row of text\n')
    return ''.join(page.parts)


def before_three_operands(n):
    text = ''
    for i in range(n):
        text = text + 'row of ' + 'text\n'
    return text


def after_three_operands(n):
    text = ''
    for i in range(n):
        text += 'row of ' + 'text\n'
    return text


def before_prepend(n):
    text = ''
    for i in range(n):
        text = 'row of text\n' + text
    return text


def after_prepend(n):
    parts = []
    for i in range(n):
        parts.append('row of text\n')
    parts.reverse()
    return ''.join(parts)
