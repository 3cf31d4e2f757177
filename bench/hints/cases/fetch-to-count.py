"""All rows of sqlite3 as tuples only to count and sum them, against the aggregates of SQL."""
import sqlite3

N = 20_000

DB = sqlite3.connect(':memory:')
DB.execute('CREATE TABLE sales (note TEXT, cents INTEGER)')
DB.executemany('INSERT INTO sales VALUES (?, ?)', [('rush' if at % 10 == 0 else 'plain', at) for at in range(N)])


def before(n):
    rows = DB.execute('SELECT note, cents FROM sales LIMIT ?', (n,)).fetchall()
    return sum(cents for note, cents in rows if note == 'rush') / len(rows)


def after(n):
    query = "SELECT SUM(cents * (note = 'rush')) * 1.0 / COUNT(*) FROM (SELECT note, cents FROM sales LIMIT ?)"
    return DB.execute(query, (n,)).fetchone()[0]
