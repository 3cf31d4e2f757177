"""Rows written by json.dump, against the text of json.dumps."""
import io
import json

N = 20_000
ROWS = [{'number': number, 'name': 'row %d' % number, 'parts': [number, 1.5]} for number in range(N)]


def before(n):
    file = io.StringIO()
    json.dump(ROWS, file)
    return file.getvalue()


def after(n):
    file = io.StringIO()
    file.write(json.dumps(ROWS))
    return file.getvalue()
