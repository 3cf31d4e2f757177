"""What profile_program.py records of calls: cProfile's profile, without rows of these files."""
import marshal
import os

try:
    from cProfile import Profile
except ImportError:  # Python 3.15 moves it, and means to take the old name away
    from profiling.tracing import Profile

BUILTIN = '~'  # the file of built-in functions in a profile


class CallRecorder:
    def __init__(self, path):
        self.path = path
        self.profiler = Profile()
        self.start, self.stop = self.profiler.enable, self.profiler.disable
        self.facts = {'guests': 0}
        self.guests = []
        give_way(self)

    def save(self, path):
        self.profiler.snapshot_stats()
        with open(path, 'wb') as file:
            marshal.dump(without_ours(self.profiler.stats), file)


def give_way(recorder):
    """The program may use cProfile itself: from 3.12 on there is room for one, before that the second ended the first."""
    enable, disable = Profile.enable, Profile.disable
    guests = recorder.guests

    def enable_alone(profiler, *arguments, **options):
        if not guests:
            recorder.stop()
            recorder.facts['guests'] += 1
        guests.append(profiler)
        return enable(profiler, *arguments, **options)

    def disable_and_return(profiler):
        disable(profiler)
        if profiler in guests:
            guests.clear()
            recorder.start()

    Profile.enable, Profile.disable = enable_alone, disable_and_return


def is_ours(function):
    return os.path.dirname(function[0]) == os.path.dirname(__file__)


def without_ours(stats):
    """
    Functions without those of these files, and without the calls of built-ins that these files made themselves. The `exec`
    of the program stays, as `python -m cProfile` has it: nobody called it who was recorded.
    """
    ours = {function for function in stats if is_ours(function)}
    kept = {}
    for function, (primitive, calls, tottime, cumtime, callers) in stats.items():
        if function in ours:
            continue
        foreign = {caller: numbers for caller, numbers in callers.items() if caller not in ours}
        for caller in ours.intersection(callers):
            above = list(stats[caller][4])
            if len(above) == 1 and function[0] != BUILTIN:
                foreign.setdefault(above[0], callers[caller])  # who called it by way of us
        if function[0] == BUILTIN:
            for made, primitives, own, whole in (callers[caller] for caller in callers if caller in ours):
                calls -= made
                primitive -= primitives
                tottime -= own
                cumtime -= whole
            if calls <= 0:
                continue
        kept[function] = (primitive, calls, tottime, cumtime, foreign)
    return kept
