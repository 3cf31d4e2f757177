"""Lines of CSV: a reader, or a writer with its buffer, for each, against one for all."""
import csv
import io

N = 5_000
LINES = ['name%d,%d,"x, y",%d' % (number, number, number % 7) for number in range(N)]
FIELDS = ['name', 'number', 'place', 'kind']
ROWS = [['name%d' % number, number, 'x, y', number % 7] for number in range(N)]


def before_reader(n):
    return [next(csv.reader([line])) for line in LINES[:n]]


def after_reader(n):
    return list(csv.reader(LINES[:n]))


def before_dict(n):
    return [next(csv.DictReader([line], fieldnames=FIELDS)) for line in LINES[:n]]


def after_dict(n):
    return list(csv.DictReader(LINES[:n], fieldnames=FIELDS))


def before_writer(n):
    texts = []
    for row in ROWS[:n]:
        buffer = io.StringIO()
        csv.writer(buffer).writerow(row)
        texts.append(buffer.getvalue())
    return ''.join(texts)


def after_writer(n):
    buffer = io.StringIO()
    csv.writer(buffer).writerows(ROWS[:n])
    return buffer.getvalue()
