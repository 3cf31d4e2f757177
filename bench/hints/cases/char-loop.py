"""Characters left out one by one, against a compiled regex."""
import re

N = 20_000
TEXT = 'The quick, brown Fox; it jumps! '  * (N // 32)
UNWANTED = re.compile('[^A-Za-z0-9 ]+')


def before(n):
    kept = []
    for char in TEXT:
        if char.isalnum() or char == ' ':
            kept.append(char.lower())
    return ''.join(kept)


def after(n):
    return UNWANTED.sub('', TEXT).lower()
