"""Scores the hints on programs that were written without sight of the rules: precision and recall.

    npm run build
    python3 bench/hints/score.py FOLDER [--show] [--arguments] [--dumps DIR] python3.11 python3.13

FOLDER holds programs and labels.json, a list of {"program": "league.py", "faults": [{"function", "lines", "what", "kind"}]};
a clean program has none. Each program is profiled by each Python, in a folder of its own, and asked for its hints at
levels confirmed and likely. A hint is right if one of its lines is a line of a fault, or one beside it, or if it stands in
the fault's function and names the same kind of thing: that is for a reader to say, and --show lists what to judge.
--dumps keeps the profiles, and takes those that are there. --arguments counts arguments too, and gives them to the hints.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
PROGRAM = [os.environ.get('NODE', 'node'), os.path.join(ROOT, 'bin', 'pyprof-view.js')]
RUNNER = os.path.join(ROOT, 'bin', 'profile_program.py')
LONGEST_RUN = 120


def version_of(python):
    return subprocess.check_output([python, '-c', 'import platform; print(platform.python_version())'], text=True).strip()


def hints_of(folder, program, python, dumps, has_counts):
    dump = os.path.join(dumps, '%s-%s.prof' % (program, version_of(python)))
    counts = dump[: -len('.prof')] + '.arguments.json'
    with tempfile.TemporaryDirectory() as work:
        place = os.path.join(work, 'set')
        shutil.copytree(folder, place)
        if not os.path.exists(dump):
            run([python, '-m', 'cProfile', '-o', dump, program], place)
        if has_counts and not os.path.exists(counts):
            facts = 'facts=' + os.path.join(work, 'facts.json')
            run([python, RUNNER, 'arguments=' + counts, facts, 'script', program], place)
        more = ['--arguments', counts] if has_counts and os.path.exists(counts) else []
        text = subprocess.check_output([*PROGRAM, 'hints', '--json', *more, dump], cwd=place, text=True)
        return json.loads(text)['hints']


def run(words, folder):
    subprocess.run(
        words, cwd=folder, timeout=LONGEST_RUN, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )


def lines_of(fault):
    return {near for line in fault['lines'] for near in (line - 1, line, line + 1)}


def is_right(hint, fault):
    return bool(lines_of(fault) & {hint['line'], *hint.get('lines', [])})


def score(folder, python, show, dumps, has_counts):
    with open(os.path.join(folder, 'labels.json')) as file:
        labels = json.load(file)
    right = wrong = found = missed = alarms = 0
    for label in labels:
        faults = label['faults']
        hints = hints_of(folder, label['program'], python, dumps, has_counts)
        good = [hint for hint in hints if any(is_right(hint, fault) for fault in faults)]
        right += len(good)
        wrong += len(hints) - len(good)
        alarms += bool(hints and not faults)
        hits = [fault for fault in faults if any(is_right(hint, fault) for hint in hints)]
        found += len(hits)
        missed += len(faults) - len(hits)
        if show:
            show_program(label, hints, good, hits)
    precision, recall = right / max(1, right + wrong), found / max(1, found + missed)
    print('%s: precision %.2f (%d of %d hints), recall %.2f (%d of %d faults), %d clean programs alarmed' % (
        version_of(python), precision, right, right + wrong, recall, found, found + missed, alarms))


def show_program(label, hints, good, hits):
    for hint in hints:
        if hint not in good:
            print('  false? %s:%d %s in %s, %s, %.1f %%' % (
                label['program'], hint['line'], hint['rule'], hint['function'], hint['level'], 100 * hint['share']))
    for fault in label['faults']:
        if fault not in hits:
            print('  missed %s:%s %s: %s' % (label['program'], fault['lines'], fault['function'], fault['what']))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('pythons', nargs='*', default=[sys.executable])
    parser.add_argument('--show', action='store_true')
    parser.add_argument('--arguments', action='store_true')
    parser.add_argument('--dumps')
    given = parser.parse_intermixed_args()
    with tempfile.TemporaryDirectory() as work:
        dumps = os.path.abspath(given.dumps or work)
        os.makedirs(dumps, exist_ok=True)
        for python in given.pythons:
            score(given.folder, python, given.show, dumps, given.arguments)


if __name__ == '__main__':
    main()
