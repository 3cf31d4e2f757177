"""Tells whether the hints stay the same on a busy machine: dumps of one program at different load, held against one another.

    npm run build
    python3 bench/hints/steady.py FOLDER [--dumps DIR] [--programs a.py b.py] [--show] python3.11 python3.13

FOLDER holds programs, as for score.py. Each is profiled ten times by each Python, with 0, 2, 4 or 8 busy loops beside it, and
asked for all of its hints. A place is a rule in a function; what counts is the surest of its hints. --dumps keeps the profiles,
and takes those that are there.
"""
import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile

from score import PROGRAM, run, version_of

BUSY = (0, 0, 0, 2, 2, 4, 4, 8, 8, 8)
LOOP = 'import os\nfirst = os.getppid()\nwhile os.getppid() == first:\n    sum(range(100000))'
LEVELS = ('confirmed', 'likely', 'possible', 'none')
TOLD = 2


@contextlib.contextmanager
def busy_loops(count):
    loops = [subprocess.Popen([sys.executable, '-c', LOOP]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def dumps_of(folder, program, python, version, kept):
    for at, busy in enumerate(BUSY):
        dump = os.path.join(kept, '%s-%s-%d-busy%d.prof' % (program, version, at, busy))
        if not os.path.exists(dump):
            with busy_loops(busy):
                run([python, '-m', 'cProfile', '-o', dump, program], folder)
        yield dump


def levels_in(dump, folder):
    text = subprocess.check_output([*PROGRAM, 'hints', '--json', '--level', 'possible', dump], cwd=folder, text=True)
    found = {}
    for hint in json.loads(text)['hints']:
        place = hint['rule'], hint['function']
        found[place] = min(LEVELS.index(hint['level']), found.get(place, len(LEVELS) - 1))
    return found


def kind_of(levels):
    """`one` and `two`: by how many levels a place moved at most."""
    if max(levels) - min(levels) >= 2:
        return 'two'
    if max(levels) == min(levels):
        return 'stayed'
    return 'one'


def compare(folder, program, python, kept, counts, show):
    version = version_of(python)
    seen = [levels_in(dump, folder) for dump in dumps_of(folder, program, python, version, kept)]
    for place in sorted({place for levels in seen for place in levels}):
        levels = [found.get(place, len(LEVELS) - 1) for found in seen]
        kind = kind_of(levels)
        counts[kind] += 1
        counts['told and not'] += min(levels) < TOLD <= max(levels)
        if kind == 'two' or (show and kind == 'one'):
            print('  %s %s %s in %s: %s' % (program, version, *place, ' '.join(LEVELS[level][:4] for level in levels)))
    sys.stdout.flush()


def programs_in(folder):
    with open(os.path.join(folder, 'labels.json')) as file:
        return [label['program'] for label in json.load(file) if label['faults']]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('pythons', nargs='*', default=[sys.executable])
    parser.add_argument('--programs', nargs='*')
    parser.add_argument('--dumps')
    parser.add_argument('--show', action='store_true')
    given = parser.parse_intermixed_args()
    counts = dict.fromkeys(('stayed', 'one', 'two', 'told and not'), 0)
    programs = given.programs or programs_in(given.folder)
    with tempfile.TemporaryDirectory() as work:
        kept = os.path.abspath(given.dumps or work)
        os.makedirs(kept, exist_ok=True)
        for program in programs:
            for python in given.pythons:
                compare(given.folder, program, python, kept, counts, given.show)
    print('%d programs, %d dumps each by %d Pythons: %d places stayed, %d moved by one level, %d by two or more; %d were told in some only' % (
        len(programs), len(BUSY), len(given.pythons),
        counts['stayed'], counts['one'], counts['two'], counts['told and not']))


if __name__ == '__main__':
    main()
