"""append() in a loop, against a comprehension and map()."""
N = 20_000
WORDS = ['word%d' % i for i in range(N)]
NUMBERS = list(range(N))
LIMIT = N // 2


def before_comprehension(n):
    """a loop of nothing but out.append(word.upper())"""
    out = []
    for word in WORDS:
        out.append(word.upper())
    return out


def after_comprehension(n):
    return [word.upper() for word in WORDS]


def before_extend(n):
    """loops over 100 items of nothing but out.append(word.upper())"""
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
    """loops over 100 items of nothing but out.append(word)"""
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
    """a loop of nothing but out.append(word.upper())"""
    out = []
    for word in WORDS:
        out.append(word.upper())
    return out


def after_map(n):
    return list(map(str.upper, WORDS))


def before_map_lambda(n):
    """list(map(lambda word: word.upper(), words))"""
    return list(map(lambda word: word.upper(), WORDS))


after_map_lambda = after_comprehension


def before_comprehension_whole(n):
    """a loop of nothing but out.append(word)"""
    out = []
    for word in WORDS:
        out.append(word)
    return out


def after_comprehension_whole(n):
    return [word for word in WORDS]


def before_list_whole(n):
    """a loop of nothing but out.append(word)"""
    out = []
    for word in WORDS:
        out.append(word)
    return out


def after_list_whole(n):
    return list(WORDS)


def before_comprehension_sum(n):
    """a loop of nothing but out.append(i * 3)"""
    out = []
    for i in NUMBERS:
        out.append(i * 3)
    return out


def after_comprehension_sum(n):
    return [i * 3 for i in NUMBERS]


def before_filtered_whole(n):
    """a loop of nothing but if i > limit: out.append(i), true for half of them"""
    out = []
    for i in NUMBERS:
        if i > LIMIT:
            out.append(i)
    return out


def after_filtered_whole(n):
    return [i for i in NUMBERS if i > LIMIT]


def before_map_lambda_sum(n):
    """list(map(lambda i: i * 3, numbers))"""
    return list(map(lambda i: i * 3, NUMBERS))


after_map_lambda_sum = after_comprehension_sum


def before_lazy(n):
    """a loop over map(lambda word: word.upper(), words)"""
    for word in map(lambda word: word.upper(), WORDS):
        pass
    return word


def after_lazy(n):
    for word in (word.upper() for word in WORDS):
        pass
    return word


def before_lazy_sum(n):
    """a loop over map(lambda i: i * 3, numbers)"""
    for i in map(lambda i: i * 3, NUMBERS):
        pass
    return i


def after_lazy_sum(n):
    for i in (i * 3 for i in NUMBERS):
        pass
    return i
