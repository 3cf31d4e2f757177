"""Says on descriptor 3 what this process has used, as usage.cjs does for Node: CPU time in ms, peak memory in MiB."""
import json
import os
import resource


def say():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = {
        'cpu': (usage.ru_utime + usage.ru_stime) * 1000,
        'rss': usage.ru_maxrss / 1024,
        'faults': usage.ru_minflt,
    }
    os.write(3, json.dumps(used).encode())
