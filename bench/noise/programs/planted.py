"""The function whose slowdown the gates are to find: about a tenth of each program's time is spent in it."""
import os

WORK = float(os.environ.get("NOISE_WORK", "1"))


def crunch(units):
    """The same number of calls whatever the work is: only time tells."""
    total = 0
    for step in range(int(units * WORK)):
        total += step * step % 7
    return total
