"""As practice-join, with so many and long pieces that a list of them no longer lies in the fast part of the memory."""
import os

with open(os.path.join(os.path.dirname(__file__), 'practice-join.py')) as few:
    exec(compile(few.read(), few.name, 'exec'))

# its functions look these up when they run
N = 200_000
REPEATS = 1
LINES = [('line %06d of the text' % i).ljust(80) for i in range(N)]
NUMBERS = list(range(100_000, 100_000 + N))
