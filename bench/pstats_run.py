"""pstats_run.py VIEW FILE...: what the pyprof-view command of that name does, by this Python's own pstats.

At its end it says on descriptor 3 what it has used: {"cpu": ms, "rss": MiB}.
"""
import json
import os
import resource
import sys


def top(files):
    import pstats
    pstats.Stats(*files).strip_dirs().sort_stats('cumulative').print_stats(50)


def table(files):
    import pstats
    pstats.Stats(*files).print_stats()


def callers(files):
    import pstats
    pstats.Stats(*files).print_callers()


def callees(files):
    import pstats
    pstats.Stats(*files).print_callees()


def nothing(_files):
    pass


sys.stdout.reconfigure(errors='surrogateescape')
{f.__name__: f for f in (top, table, callers, callees, nothing)}[sys.argv[1]](sys.argv[2:])
sys.stdout.flush()
usage = resource.getrusage(resource.RUSAGE_SELF)
os.write(3, json.dumps({'cpu': (usage.ru_utime + usage.ru_stime) * 1000, 'rss': usage.ru_maxrss / 1024}).encode())
