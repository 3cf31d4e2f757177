"""pstats_run.py VIEW FILE...: what the pyprof-view command of that name does, by this Python's own pstats.

At its end it says on descriptor 3 what it has used.
"""
import sys

import usage


def top(files):
    import pstats
    pstats.Stats(*files).strip_dirs().sort_stats('cumulative').print_stats(50)


def callers(files):
    import pstats
    pstats.Stats(*files).print_callers()


def callees(files):
    import pstats
    pstats.Stats(*files).print_callees()


sys.stdout.reconfigure(errors='surrogateescape')
{f.__name__: f for f in (top, callers, callees)}[sys.argv[1]](sys.argv[2:])
sys.stdout.flush()
usage.say()
