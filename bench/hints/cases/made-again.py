"""Sets of pairs made anew, against sets made once."""
N = 200
TAGS = [[i % 7, i % 11, i] for i in range(N)]


def before(n):
    return sum(len(set(one) & set(other)) > 1 for one in TAGS for other in TAGS)


def after(n):
    sets = [set(tags) for tags in TAGS]
    return sum(len(one & other) > 1 for one in sets for other in sets)
