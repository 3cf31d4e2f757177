"""A pass of a pattern over the text for each of forty words, against one pattern for all with a look-up."""
import re

N = 600

GLOSSARY = {'word%d' % number: 'term-%d' % number for number in range(0, 120, 3)}
WORDS = re.compile(r'\b(?:%s)\b' % '|'.join(map(re.escape, GLOSSARY)))


def text_of(n):
    return ' '.join('word%d' % (number * 7 % 200) for number in range(n))


def before(n):
    text = text_of(n)
    for word, term in GLOSSARY.items():
        text = re.sub(r'\b%s\b' % re.escape(word), term, text)
    return text


def after(n):
    return WORDS.sub(lambda match: GLOSSARY[match[0]], text_of(n))
