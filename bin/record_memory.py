"""
What profile_program.py records of memory: the tracemalloc snapshot nearest to the peak.

A thread looks every 10 ms and takes one whenever there is 10 % more than in the last. From 3.12 on the profiler hears every
thread, and would take calls of this one for the program's, but not what C calls by itself. So the thread calls nothing:
iterators do, and they are made before it starts.
"""
import _thread
import itertools
import os
import time
import tracemalloc

FRAMES = 10
GROWTH = 1.1
SECONDS = 0.01


class MemoryRecorder:
    def __init__(self, path):
        self.path = path
        self.facts = {'peak': 0, 'snapshot': 0}
        self.size = 0
        self.peak = 0
        self.traces = []
        self.is_on = False
        self.looks = zip(map(time.sleep, itertools.repeat(SECONDS)), iter(tracemalloc.get_traced_memory, None))
        self.takes = iter(tracemalloc._get_traces, None)

    def start(self):
        tracemalloc.start(FRAMES)
        _thread.start_new_thread(self.watch, ())
        while not self.is_on:  # a call that is heard before the profiler is on is not recorded
            time.sleep(SECONDS / 10)

    def watch(self):
        self.is_on = True
        for _, (size, peak) in self.looks:
            if not self.is_on:
                return
            if peak > self.peak:  # kept, for the program may stop tracemalloc itself
                self.peak = peak
            if size > self.size * GROWTH:
                for self.traces in self.takes:
                    break
                self.size = size

    def stop(self):
        size, peak = tracemalloc.get_traced_memory()
        self.is_on = False
        if size > self.size:
            self.traces = tracemalloc._get_traces()
        tracemalloc.stop()
        # what is said of the snapshot is of what is written, without what recording itself took
        self.traces = [trace for trace in map(without_ours, self.traces) if trace[2]]
        self.facts['peak'] = max(peak, self.peak, self.facts['peak'])
        self.facts['snapshot'] = sum(trace[1] for trace in self.traces)

    def save(self, path):
        tracemalloc.Snapshot(self.traces, FRAMES).dump(path)


def without_ours(trace):
    """(domain, size, frames), and from 3.9 on how many frames there were."""
    frames = tuple(frame for frame in trace[2] if os.path.dirname(frame[0]) != os.path.dirname(__file__))
    gone = len(trace[2]) - len(frames)
    return trace[:2] + (frames,) + tuple(count - gone for count in trace[3:])
