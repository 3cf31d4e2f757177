"""One of n items by its key: a walk over the list, against a dict."""
N = 2_000


class Account:
    def __init__(self, number):
        self.number = number


ACCOUNTS = [Account(number * 7) for number in range(N)]


def account(accounts, number):
    for one in accounts:
        if one.number == number:
            return one
    raise KeyError(number)


def before(n):
    return [account(ACCOUNTS, number * 7).number for number in range(n)]


def after(n):
    by_number = {one.number: one for one in ACCOUNTS}
    return [by_number[number * 7].number for number in range(n)]
