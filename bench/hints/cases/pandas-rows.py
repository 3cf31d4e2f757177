"""pandas row by row, against whole columns; a frame that is put together anew for each row, against one (needs pandas)."""
import pandas

N = 2_000
FRAME = pandas.DataFrame({'price': [number * 1.5 for number in range(N)], 'count': [number % 7 for number in range(N)]})


def check(value):
    return [float(one) for one in value]


def before_iterrows(n):
    return [row['price'] * row['count'] for index, row in FRAME.iterrows()]


def after_iterrows(n):
    return list(FRAME['price'] * FRAME['count'])


def before_itertuples(n):
    return [row['price'] * row['count'] for index, row in FRAME.iterrows()]


def after_itertuples(n):
    return [price * count for _, price, count in FRAME.itertuples()]


def before_apply(n):
    return list(FRAME.apply(lambda row: row['price'] * row['count'], axis=1))


def after_apply(n):
    return list(FRAME['price'] * FRAME['count'])


def before_cells(n):
    return [FRAME.loc[number, 'price'] * FRAME.loc[number, 'count'] for number in range(n)]


def after_cells(n):
    return [price * count for _, price, count in FRAME.itertuples()]


def before_grow(n):
    frame = FRAME.iloc[:0]
    for number in range(n // 5):
        frame = pandas.concat([frame, pandas.DataFrame({'price': [1.5], 'count': [number]})], ignore_index=True)
    return list(frame['count'])


def after_grow(n):
    frame = pandas.DataFrame([{'price': 1.5, 'count': number} for number in range(n // 5)])
    return list(frame['count'])
