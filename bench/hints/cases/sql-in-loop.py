"""Rows of sqlite3, one statement each, against executemany; a commit for each row of a file, against one; a query a key."""
import os
import sqlite3
import tempfile

N = 2_000
ROWS = [(number, number * 1.5) for number in range(N)]
INSERT = 'INSERT INTO sales VALUES (?, ?)'


def opened(path=':memory:'):
    db = sqlite3.connect(path)
    db.execute('DROP TABLE IF EXISTS sales')
    db.execute('CREATE TABLE sales (key INTEGER PRIMARY KEY, price REAL)')
    return db


def total(db):
    found = db.execute('SELECT sum(price) FROM sales').fetchone()[0]
    db.close()
    return found


def before_insert(n):
    db = opened()
    for row in ROWS[:n]:
        db.execute(INSERT, row)
    db.commit()
    return total(db)


def after_insert(n):
    db = opened()
    db.executemany(INSERT, ROWS[:n])
    db.commit()
    return total(db)


PATH = os.path.join(tempfile.mkdtemp(), 'sales.db')


def before_commit(n):
    db = opened(PATH)
    for row in ROWS[:n // 10]:
        db.execute(INSERT, row)
        db.commit()
    return total(db)


def after_commit(n):
    db = opened(PATH)
    for row in ROWS[:n // 10]:
        db.execute(INSERT, row)
    db.commit()
    return total(db)


def filled():
    db = opened()
    db.executemany(INSERT, ROWS)
    return db


FILLED = filled()


def before_query(n):
    return [FILLED.execute('SELECT price FROM sales WHERE key = ?', (key,)).fetchone()[0] for key in range(n)]


def after_query(n):
    prices = dict(FILLED.execute('SELECT key, price FROM sales'))
    return [prices[key] for key in range(n)]
