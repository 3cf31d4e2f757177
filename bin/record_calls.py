"""What profile_program.py records of calls: cProfile's profile, without rows of these files."""
import marshal
import os
import sys
from _thread import get_ident

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
        self.thread = get_ident()
        give_way(self)

    def begin_again(self, path):
        """In a forked child. A guest that is on goes on, and up to 3.11 would be ended."""
        self.path, self.thread = path, get_ident()
        if not self.guests:
            self.stop()
        self.profiler.clear()
        if not self.guests:
            self.start()

    def save(self, path):
        self.profiler.snapshot_stats()
        with open(path, 'wb') as file:
            marshal.dump(without_ours(self.profiler.stats), file)


def give_way(recorder):
    """
    The program may use cProfile itself: from 3.12 on there is room for one, before that for one in each thread, where a
    second one ends the first. While a guest is on, nothing is called here: it would hear that.
    """
    enable, disable = Profile.enable, Profile.disable

    def enable_alone(profiler, *arguments, **options):
        if not hears(recorder):
            return enable(profiler, *arguments, **options)
        is_first = not recorder.guests
        if is_first:
            recorder.guests = [profiler]
            recorder.stop()
        try:
            enable(profiler, *arguments, **options)
        except BaseException:  # from 3.12 on, because of another tool
            if is_first:
                recorder.guests = []
                recorder.start()
            raise
        if is_first:
            recorder.facts['guests'] += 1
        else:
            recorder.guests = recorder.guests + [profiler]

    def disable_and_return(profiler):
        disable(profiler)
        if profiler in recorder.guests and hears(recorder):
            recorder.guests = []
            recorder.start()

    Profile.enable, Profile.disable = enable_alone, disable_and_return


def hears(recorder):
    """Whether calls of this thread are recorded, unless a guest is on."""
    return sys.version_info >= (3, 12) or get_ident() == recorder.thread


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
        if function[0] != BUILTIN:
            for caller in ours.intersection(callers):
                add_callers(foreign, callers[caller], stats[caller][4])
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


def add_callers(foreign, numbers, above):
    """Calls that one of our functions passed on, as those of its own callers: each has a part of them."""
    counts = {caller: calls for caller, (calls, *_) in above.items()}
    if not any(counts.values()):  # a call that is still going on as the profile is written counts as none
        counts = dict.fromkeys(counts, 1)
    whole = sum(counts.values())
    before = 0
    for caller, calls in counts.items():
        part = [number * (before + calls) // whole - number * before // whole for number in numbers[:2]]
        part += [number * calls / whole for number in numbers[2:]]
        before += calls
        foreign[caller] = tuple(map(sum, zip(part, foreign.get(caller, (0, 0, 0, 0)))))
