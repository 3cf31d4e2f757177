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


WORDS = [['left', 'right', 'stop', 'go'][at * 7 % 4] for at in range(24)]


def matching(words, pattern):
    if not words or not pattern:
        return 0
    if words[0] == pattern[0]:
        return 1 + matching(words[1:], pattern[1:])
    return matching(words[1:], pattern)


def before_step(n):
    return sum(matching(WORDS, ['stop', 'go', 'turn']) for _ in range(n // 24))


def after_step(n):
    found = 0
    for _ in range(n // 24):
        pattern, at = ['stop', 'go', 'turn'], 0
        for word in WORDS:
            if at < len(pattern) and word == pattern[at]:
                at += 1
        found += at
    return found
