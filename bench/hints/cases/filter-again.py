"""A list made anew to take out one item, against a dict."""
N = 1_000


def before(n):
    left = list(range(n))
    done = []
    while left:
        best = left[0]
        left = [one for one in left if one != best]
        done.append(best)
    return done


def after(n):
    left = dict.fromkeys(range(n))
    done = []
    while left:
        best = next(iter(left))
        del left[best]
        done.append(best)
    return done
