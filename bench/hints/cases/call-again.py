"""Words of each text for each pair, against once for each text."""
N = 100
TEXTS = [' '.join('word%d' % (at * step % 50) for step in range(1, 30)) for at in range(N)]


def words_of(text):
    return {word.strip('.,').lower() for word in text.split()}


def before(n):
    texts = TEXTS[:n]
    return sum(len(words_of(one) & words_of(other)) for one in texts for other in texts)


def after(n):
    words = [words_of(text) for text in TEXTS[:n]]
    return sum(len(one & other) for one in words for other in words)
