"""Times fixes without the profiler, and profiles the programs as they were.

    python3 bench/hints/savings/measure.py RESULTS [--blind FOLDER] [--as-is] PYTHON [PYTHON ...]

For each place of places.py (or of a FOLDER of programs with labels.json, of which the n-th fault of NAME.py is mended in
NAME.fixN.py) the program runs as it was and with the fix, in turn, each time in a process of its own: medians of the time
it took, with its waiting for files and other programs, less the time in which it was ready to run and had no processor.
RESULTS gets the profiles, the least disturbed of up to four each, and measured.json, which score.mjs sets against the hints.
--as-is makes one profile each, by the clock as it is: what a user of a busy machine has. --labelled takes what a fix saves
from the labels ("saves", a part of the program's time) and times only the programs.
"""
import argparse
import ast
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))

RUN = '''
import cProfile, json, os, sys
from time import perf_counter, process_time, time
def delayed():
    try:
        return int(open('/proc/self/schedstat').read().split()[1]) / 1e9
    except OSError:
        return None
path, dump = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
sys.path[0] = os.path.dirname(path)
sys.argv = [path]
out, sys.stdout = sys.stdout, open(os.devnull, 'w')
names = {'__name__': '__main__', '__file__': path, '__builtins__': __builtins__, '__package__': None}
module = type(sys)('__main__')
module.__dict__.update(names)
sys.modules['__main__'] = module
code = compile(open(path).read(), path, 'exec')
profiler = cProfile.Profile() if dump else None
wall, real, cpu, before = perf_counter(), time(), process_time(), delayed()
try:
    if profiler:
        profiler.runctx(code, module.__dict__, module.__dict__)
    else:
        exec(code, module.__dict__)
except SystemExit:
    pass
wall, real, cpu, after = perf_counter() - wall, time() - real, process_time() - cpu, delayed()
if profiler:
    profiler.dump_stats(dump)
out.write(json.dumps([cpu if before is None else real - (after - before), wall]))
'''


def quiet_clock(folder):
    """Where there is a C compiler, profiles are made by a clock that leaves out what other programs took of the machine."""
    library = os.path.join(folder, 'quiet_clock.so')
    command = ['cc', '-O2', '-shared', '-fPIC', os.path.join(HERE, 'quiet_clock.c'), '-o', library, '-ldl']
    try:
        return library if subprocess.run(command).returncode == 0 else None
    except OSError:
        return None


def run(python, path, dump=None, clock=None):
    environment = dict(os.environ, **({'LD_PRELOAD': clock} if clock else {}))
    command = [python, '-c', RUN, path] + ([dump] if dump else [])
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=os.path.dirname(path), universal_newlines=True)
    if done.returncode:
        raise SystemExit('%s of %s: %s' % (python, path, done.stderr[-2000:]))
    return json.loads(done.stdout)


def edited(source, edits):
    for old, new in edits:
        assert source.count(old) == 1, (source.count(old), old)
        source = source.replace(old, new)
    return source


def only(source, main):
    """The program with another main."""
    if main is None:
        return source
    node = next(one for one in ast.parse(source).body if getattr(one, 'name', '') == 'main')
    lines = source.split('\n')
    return '\n'.join(lines[:node.lineno - 1] + ['def main():'] + main.rstrip('\n').split('\n') + lines[node.end_lineno:])


def own_programs():
    sys.path.insert(0, HERE)
    from places import PROGRAMS
    for path, places in PROGRAMS.items():
        source = open(os.path.join(ROOT, path)).read()
        named = path.replace('fixtures/', '').replace('/', '-')
        yield named, source, [
            {'function': place[0], 'rule': place[3] if len(place) > 3 else None, 'before': only(source, place[2]),
             'after': only(edited(source, place[1]), place[2])}
            for place in places]


def blind_programs(folder):
    with open(os.path.join(folder, 'labels.json')) as file:
        labels = json.load(file)
    for label in labels:
        name = label['program']
        source = open(os.path.join(folder, name)).read()
        places = []
        for number, fault in enumerate(label['faults'], 1):
            fix = os.path.join(folder, fault.get('fix') or '%s.fix%d.py' % (name[:-len('.py')], number))
            if os.path.exists(fix):
                places.append({'function': fault['function'], 'lines': fault['lines'], 'rule': None, 'kind': fault['kind'],
                               'before': source, 'after': open(fix).read(), 'saves': fault.get('saves')})
        yield name, source, places


def write(path, text):
    with open(path, 'w') as file:
        file.write(text)
    return path


def seconds_of(python, before, after):
    """Medians, in turn: more runs where they are short."""
    first = run(python, before)[0]
    runs = 9 if first < 0.1 else 5 if first < 1.5 else 3
    pairs = [(run(python, before)[0], run(python, after)[0]) for _ in range(runs)]
    differences = sorted(b - a for b, a in pairs)
    quarter = len(differences) // 4
    return {
        'before': statistics.median(b for b, _ in pairs),
        'after': statistics.median(a for _, a in pairs),
        'saved': statistics.median(differences),
        'spread': differences[-1 - quarter] - differences[quarter],
        'runs': runs,
    }


def labelled(total, saves):
    return {'before': total, 'after': total * (1 - saves), 'saved': total * saves, 'spread': 0, 'runs': 0}


UNDISTURBED = 0.93
MOST_RECORDINGS = 4


def profile(python, path, dump, clock, recordings):
    """The dump that was disturbed least of some, and the part of its wall time that was the program's."""
    kept = 0
    for _ in range(recordings):
        took, wall = run(python, path, dump + '.next', clock)
        if took / wall > kept:
            kept = took / wall
            os.replace(dump + '.next', dump)
        if kept >= UNDISTURBED or took > 8:
            break
    if os.path.exists(dump + '.next'):
        os.remove(dump + '.next')
    return min(1, kept)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('results')
    parser.add_argument('--blind')
    parser.add_argument('--only', default='')
    parser.add_argument('--as-is', action='store_true')
    parser.add_argument('--labelled', action='store_true')
    parser.add_argument('--profiles', action='store_true', help='make only the profiles again')
    parser.add_argument('pythons', nargs='+')
    given = parser.parse_args()
    results = os.path.abspath(given.results)
    work = tempfile.mkdtemp()
    clock = None if given.as_is else quiet_clock(work)
    os.makedirs(results, exist_ok=True)
    file = os.path.join(results, 'measured.json')
    measured = json.load(open(file)) if given.profiles else []
    for python in given.pythons:
        version = subprocess.run([python, '-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], stdout=subprocess.PIPE, universal_newlines=True).stdout.strip()
        for name, source, places in blind_programs(given.blind) if given.blind else own_programs():
            if given.only not in name:
                continue
            folder = os.path.join(results, name[:-3])
            os.makedirs(folder, exist_ok=True)
            program = write(os.path.join(folder, name), source)
            dump = os.path.join(folder, 'py%s.prof' % version)
            ran = profile(python, program, dump, clock, 1 if given.as_is else MOST_RECORDINGS)
            if given.profiles:
                for one in measured:
                    if one['program'] == name and one['python'] == version:
                        one['ran'] = ran
                write(file, json.dumps(measured, indent=1))
                print('%-36s %s %.2f' % (name, version, ran), flush=True)
                continue
            total = statistics.median(run(python, program)[0] for _ in range(3))
            for place in places:
                if given.labelled and place['saves'] is None:
                    continue
                try:
                    times = labelled(total, place['saves']) if given.labelled else seconds_of(
                        python, write(os.path.join(work, 'before.py'), place['before']), write(os.path.join(work, 'after.py'), place['after']))
                except SystemExit as error:
                    print(name, place['function'], error, file=sys.stderr)
                    continue
                measured.append({'program': name, 'python': version, 'dump': os.path.relpath(dump, results), 'ran': ran, 'total': total,
                                 'function': place['function'], 'rule': place['rule'], 'lines': place.get('lines'), 'kind': place.get('kind'), **times})
                print('%-36s %s %-28s %7.1f -> %7.1f ms (saved %.1f, spread %.1f)' % (
                    name, version, place['function'], times['before'] * 1e3, times['after'] * 1e3, times['saved'] * 1e3, times['spread'] * 1e3), flush=True)
            write(file, json.dumps(measured, indent=1))
    shutil.rmtree(work)


main()
