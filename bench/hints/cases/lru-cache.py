"""The same results computed again and again, against functools.lru_cache."""
import functools

N = 18


def _plain(n):
    return n if n < 2 else _plain(n - 1) + _plain(n - 2)


def before(n):
    return _plain(n)


def after(n):
    @functools.lru_cache(maxsize=None)
    def cached(k):
        return k if k < 2 else cached(k - 1) + cached(k - 2)

    return cached(n)
