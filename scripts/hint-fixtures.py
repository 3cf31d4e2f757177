"""Profiles the programs of fixtures/hints and of the other folders fixtures/hint-*, with a snapshot where memory is the point.

    python3.11 scripts/hint-fixtures.py [hints/<rule> | hint-programs | hint-advice | hint-practices | hint-distortions | hint-lines ...]
    python3.13 scripts/hint-fixtures.py [hints/<rule> | hint-programs | hint-advice | hint-practices | hint-distortions | hint-lines ...]

Writes <program>-py<version>.prof beside each program, and <program>-py<version>.tracemalloc. The program is compiled under
its bare name, and the library's folder is written as /usr/lib/python3.x, so that no file names the machine that made it.
hints/yaml-loader needs PyYAML (6.0.3, on PYTHONPATH if need be; with libyaml for Python 3.11), hints/orm-in-loop Django
(5.2) and SQLAlchemy (2.0), hints/requests-session requests (2.34), hints/pandas-rows pandas
(3.0, on 3.11 alone), hint-programs/drivers psycopg (3.3) and a PostgreSQL that
PGHOST and its kin name.
"""
import cProfile
import contextlib
import importlib
import io
import marshal
import os
import pickle
import subprocess
import sys
import tracemalloc

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures')
MEMORY = {'slots', 'dict-record', 'array'}
# imported before the profile begins: that would be most of it
IMPORTED = {
    'hints/orm-in-loop': ['django.db.models', 'django.db.backends.sqlite3.base', 'sqlalchemy.orm', 'sqlalchemy.dialects.sqlite'],
    'hints/pandas-rows': ['pandas'],
    'hints/requests-session': ['requests'],
    'hint-programs/sightings.py': ['dataclasses', 'typing'],
    'hint-programs/roundtrips.py': ['dataclasses', 'ipaddress'],
    'hint-programs/drivers.py': ['django.db.backends.sqlite3.base', 'psycopg', 'sqlalchemy.dialects.sqlite'],
}
VERSION = 'py%d%d' % sys.version_info[:2]
LIBRARY = os.path.dirname(os.__file__)


def program(name):
    with open(name, encoding='utf-8') as file:
        return compile(file.read(), name, 'exec')


def placeless(path):
    library = '/usr/lib/python%d.%d' % sys.version_info[:2]
    _, packages, inside = path.partition('/site-packages/')
    if packages:
        return library + packages + inside
    return library + path[len(LIBRARY):] if path.startswith(LIBRARY) else path


def profile(name, is_small):
    code = program(name)
    profiler = cProfile.Profile()
    with contextlib.redirect_stdout(io.StringIO()):
        with contextlib.suppress(SystemExit):
            profiler.runctx(code, {'__name__': '__main__', '__file__': name}, None)
    profiler.create_stats()

    def key(function):
        return (placeless(function[0]), *function[1:])

    stats = {
        key(function): (*numbers[:4], {key(caller): edge for caller, edge in numbers[4].items()})
        for function, numbers in profiler.stats.items()
    }
    if is_small:
        stats = without_small(stats, name)
    with open(name.replace('.py', '-%s.prof' % VERSION), 'wb') as file:
        marshal.dump(stats, file)


def without_small(stats, name):
    """Thousands of functions of large libraries, of which none matters, would make a dump of a megabyte."""
    kept = {
        function for function, (_, _, _, cumtime, callers) in stats.items()
        if cumtime >= 0.003 or name in (function[0], *(caller[0] for caller in callers))
    }
    return {
        function: (*numbers[:4], {caller: edge for caller, edge in numbers[4].items() if caller in kept})
        for function, numbers in stats.items() if function in kept
    }


def snapshot(name):
    code = program(name)
    globals_ = {'__name__': '__main__', '__file__': name}
    tracemalloc.start()
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, globals_)
    taken = tracemalloc.take_snapshot()
    tracemalloc.stop()
    taken = taken.filter_traces([tracemalloc.Filter(True, name)])
    with open(name.replace('.py', '-%s.tracemalloc' % VERSION), 'wb') as file:
        pickle.dump(taken, file, pickle.HIGHEST_PROTOCOL)


def make(path):
    folder, name = os.path.split(path)
    os.chdir(os.path.join(ROOT, folder))
    imported = IMPORTED.get(path, IMPORTED.get(folder, []))
    for module in imported:
        importlib.import_module(module)
    profile(name, is_small=imported != [])
    if os.path.basename(folder) in MEMORY:
        snapshot(name)


def programs(folder):
    return [os.path.join(folder, name) for name in sorted(os.listdir(os.path.join(ROOT, folder))) if name.endswith('.py')]


def main(folders):
    rules = sorted(os.listdir(os.path.join(ROOT, 'hints')))
    for folder in folders or [*(os.path.join('hints', rule) for rule in rules), 'hint-programs', 'hint-advice', 'hint-practices', 'hint-distortions', 'hint-lines']:
        for path in programs(folder):
            # a process each: what one program has imported would be missing in the profile of the next
            subprocess.run([sys.executable, '-B', os.path.abspath(__file__), '--one', path], check=True)


if __name__ == '__main__':
    make(sys.argv[2]) if sys.argv[1:2] == ['--one'] else main(sys.argv[1:])
