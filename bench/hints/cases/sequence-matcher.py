"""Scores of n names against one word: a matcher each, against one with the word as its second sequence."""
import difflib

N = 2_000
WORD = 'kalopredanzi'
NAMES = ['%s%d' % ('kalomiturven'[: 4 + number % 8], number) for number in range(N)]


def before_made(n):
    return [difflib.SequenceMatcher(None, name, WORD).real_quick_ratio() for name in NAMES[:n]]


def after_made(n):
    matcher = difflib.SequenceMatcher(b=WORD)
    scores = []
    for name in NAMES[:n]:
        matcher.set_seq1(name)
        scores.append(matcher.real_quick_ratio())
    return scores
