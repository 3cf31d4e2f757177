"""A text taken apart from its beginning: what is left is copied, or a position kept, or all is split at once."""
import re

N = 20_000
TOKEN = re.compile(r'\w+|\W')


def before_slice(n):
    text, found = 'word ' * (n // 2), []
    while text:
        match = TOKEN.match(text)
        found.append(match.group())
        text = text[match.end():]
    return found


def after_slice(n):
    text, found, at = 'word ' * (n // 2), [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        found.append(match.group())
        at = match.end()
    return found


def before_partition(n):
    rest, found = 'word,' * n, []
    while rest:
        word, _, rest = rest.partition(',')
        found.append(word)
    return found


def after_partition(n):
    return ('word,' * n).split(',')[:-1]
