"""Measures the lines of fixtures/hint-lines/lines.py: needs line_profiler 4.0.2 (Debian's python3-line-profiler).

    python3.11 scripts/line-fixture.py
"""
import contextlib
import io
import os

import line_profiler

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fixtures', 'hint-lines')


def main():
    os.chdir(FOLDER)
    with open('lines.py', encoding='utf-8') as file:
        source = file.read()
    program = {}
    # the last line runs it all: here only the measured functions run
    exec(compile(source.replace('\nmain()\n', '\n'), 'lines.py', 'exec'), program)
    profiler = line_profiler.LineProfiler(program['distinct'], program['Page'].fill)
    with contextlib.redirect_stdout(io.StringIO()):
        profiler.runcall(program['main'])
    profiler.dump_stats('lines.lprof')


main()
