"""pstats_steps.py FILE: the CPU time of pstats' own steps on a dump, in one process: {"step": ms} on descriptor 3."""
import json
import marshal
import os
import pstats
import sys
import time

steps = {}


def step(name, do):
    before = time.process_time()
    result = do()
    steps[name] = (time.process_time() - before) * 1000
    return result


path = sys.argv[1]
null = open(os.devnull, 'w', errors='surrogateescape')
with open(path, 'rb') as file:
    data = file.read()
step('marshal.loads', lambda: marshal.loads(data)).clear()
del data
stats = step('decode', lambda: pstats.Stats(path, stream=null))
step('print all', stats.print_stats)
for keys in ('cumulative', 'calls', 'line', 'filename', 'name', 'stdname', 'time,name', 'nfl'):
    step('sort ' + keys, lambda: stats.sort_stats(*keys.split(',')))
os.write(3, json.dumps(steps).encode())
