"""Flushing after each line, against once at the end."""
import os
import tempfile

N = 2_000


def before_flush(n):
    with tempfile.TemporaryFile('w+') as file:
        for i in range(n):
            file.write('some line\n')
            file.flush()
        return file.tell()


def after_flush(n):
    with tempfile.TemporaryFile('w+') as file:
        for i in range(n):
            file.write('some line\n')
        file.flush()
        return file.tell()


def before_fsync(n):
    with tempfile.TemporaryFile('w+') as file:
        for i in range(n):
            file.write('some line\n')
            file.flush()
            os.fsync(file.fileno())
        return file.tell()


def after_fsync(n):
    with tempfile.TemporaryFile('w+') as file:
        for i in range(n):
            file.write('some line\n')
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def before_print(n):
    with tempfile.TemporaryFile('w+') as file:
        for i in range(n):
            print('some line', file=file, flush=True)
        return file.tell()


def after_print(n):
    with tempfile.TemporaryFile('w+') as file:
        for i in range(n):
            print('some line', file=file)
        file.flush()
        return file.tell()
