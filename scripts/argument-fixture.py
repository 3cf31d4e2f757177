"""Profiles fixtures/hint-arguments/repeats.py with each Python, and counts its arguments.

    python3 scripts/argument-fixture.py python3.11 python3.13
"""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
FOLDER = os.path.join(ROOT, 'fixtures', 'hint-arguments')
NAME = 'repeats'


def run(words, python):
    subprocess.run([python, *words], cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)


def main():
    for python in sys.argv[1:]:
        text = 'import sys; print("py%d%d" % sys.version_info[:2])'
        version = subprocess.check_output([python, '-c', text], encoding='ascii').strip()
        run(['-m', 'cProfile', '-o', '%s-%s.prof' % (NAME, version), NAME + '.py'], python)
        counts = os.path.join(FOLDER, '%s-%s.arguments.json' % (NAME, version))
        with tempfile.TemporaryDirectory() as folder:
            runner = os.path.join(ROOT, 'bin', 'profile_program.py')
            facts = 'facts=' + os.path.join(folder, 'facts.json')
            run([runner, 'arguments=' + counts, facts, 'script', NAME + '.py'], python)
        with open(counts, encoding='ascii') as file:
            text = file.read()
        with open(counts, 'w', encoding='ascii') as file:
            file.write(text.replace(os.path.realpath(FOLDER) + os.sep, ''))  # as cProfile has it


main()
