"""Re-measures every case of cases/ and writes measured.json, which rules and docs quote.

    python3 bench/hints/measure.py [--case MODULE[/NAME]] python3.11 python3.12 python3.13

A case is a pair of functions before_<name>(n) and after_<name>(n) of one module (or before and after, called main); they must
return the same. The documentation of before_<name> says of which code the figure is; practices quote it. Time is the least CPU time of several runs, in turn; memory is the peak of tracemalloc in one run of its own.
Ratios count: absolute times are of one machine. Those interpreters that are not there keep their old figures.
"""
import importlib.util
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, 'cases')
RESULT = os.path.join(HERE, 'measured.json')
LEAST_SECONDS = 0.5
LEAST_RUNS, MOST_RUNS = 9, 60


def cases(module):
    for name in sorted(vars(module)):
        if name.startswith('before'):
            yield name[len('before'):].lstrip('_') or 'main', getattr(module, name), getattr(module, 'after' + name[len('before'):])


def seconds(function, n):
    from time import process_time

    start = process_time()
    function(n)
    return process_time() - start


def measure_time(before, after, n):
    pairs = []
    while len(pairs) < LEAST_RUNS or (sum(map(sum, pairs)) < LEAST_SECONDS and len(pairs) < MOST_RUNS):
        pairs.append((seconds(before, n), seconds(after, n)))
    return min(b for b, _ in pairs), min(a for _, a in pairs)


def peak(function, n):
    import tracemalloc

    tracemalloc.start()
    function(n)
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size


def load(name):
    spec = importlib.util.spec_from_file_location('case', os.path.join(CASES, name + '.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure_module(name, only=None):
    import gc

    module = load(name)
    chosen = [case for case in cases(module) if only is None or case[0].replace('_', '-') == only]
    if not chosen:
        sys.exit('%s has no case %s' % (name, only))
    shapes = {case: before.__doc__ for case, before, _ in cases(module) if before.__doc__}
    out = {'n': module.N, 'cases': {}, 'shapes': shapes}
    check = getattr(module, 'check', lambda value: value)
    for case, before, after in chosen:
        assert check(before(module.N)) == check(after(module.N)), (name, case)
        gc.collect()
        before_s, after_s = measure_time(before, after, module.N)
        out['cases'][case] = {
            'beforeMs': round(before_s * 1e3, 3),
            'afterMs': round(after_s * 1e3, 3),
            'ratio': float('%.2g' % (before_s / max(after_s, 1e-7))),
            'peakBeforeKiB': round(peak(before, module.N) / 1024),
            'peakAfterKiB': round(peak(after, module.N) / 1024),
        }
    getattr(module, 'tear_down', lambda: None)()
    return out


def version_of(python):
    """None for a shim of pyenv whose Python is not active, and for what is not there."""
    try:
        return subprocess.check_output([python, '-c', 'import platform; print(platform.python_version())'], text=True).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def modules():
    return sorted(f[:-3] for f in os.listdir(CASES) if f.endswith('.py'))


def merge(result, name, version, measured):
    rule = result['cases'].setdefault(name, {'n': measured['n'], 'variants': {}})
    rule['n'] = measured['n']
    if measured['shapes']:
        rule['shapes'] = {case.replace('_', '-'): shape for case, shape in measured['shapes'].items()}
    for case, numbers in measured['cases'].items():
        rule['variants'].setdefault(case.replace('_', '-'), {})[version] = numbers


def main(pythons, names):
    try:
        with open(RESULT) as file:
            result = json.load(file)
    except FileNotFoundError:
        result = {'cases': {}}
    for python in pythons:
        version = version_of(python)
        if version is None:
            print('NOT MEASURED: %s does not start' % python, file=sys.stderr)
            continue
        for name in names:
            text = subprocess.check_output([python, '-B', os.path.abspath(__file__), '--one', *name.split('/')], text=True)
            measured = json.loads(text)
            merge(result, name.split('/')[0], version, measured)
            for case, numbers in measured['cases'].items():
                print(version, name.split('/')[0], case, '%s times faster' % numbers['ratio'], file=sys.stderr)
    with open(RESULT, 'w') as file:
        json.dump(result, file, indent=2, sort_keys=True)
        file.write('\n')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--one']:
        print(json.dumps(measure_module(*sys.argv[2:4])))
    else:
        words = sys.argv[1:]
        names = [words[1]] if words[:1] == ['--case'] else modules()
        main(words[2 if words[:1] == ['--case'] else 0:] or [sys.executable], names)
