"""append() in a loop, against a comprehension and map()."""
N = 20_000
WORDS = ['word%d' % i for i in range(N)]


def before_comprehension(n):
    out = []
    for word in WORDS:
        out.append(word.upper())
    return out


def after_comprehension(n):
    return [word.upper() for word in WORDS]


def before_extend(n):
    out = []
    for start in range(0, N, 100):
        for word in WORDS[start:start + 100]:
            out.append(word.upper())
    return out


def after_extend(n):
    out = []
    for start in range(0, N, 100):
        out.extend([word.upper() for word in WORDS[start:start + 100]])
    return out


def before_extend_whole(n):
    out = []
    for start in range(0, N, 100):
        for word in WORDS[start:start + 100]:
            out.append(word)
    return out


def after_extend_whole(n):
    out = []
    for start in range(0, N, 100):
        out.extend(WORDS[start:start + 100])
    return out


def before_map(n):
    out = []
    for word in WORDS:
        out.append(word.upper())
    return out


def after_map(n):
    return list(map(str.upper, WORDS))


def before_map_lambda(n):
    return list(map(lambda word: word.upper(), WORDS))


after_map_lambda = after_comprehension
