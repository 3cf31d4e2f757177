"""
Runs a command for `pyprof-view run --against`, and writes what it took, as JSON:

    python -I -S measure_program.py FILE COMMAND...

Wall seconds; where the system tells them, CPU seconds of it and of the children that it waited for, and the most memory
that any one of these processes had. It ends as the command does.
"""
import os
import signal
import sys
import time


def measure(command):
    """Memory has a floor on Linux, what this process had when it forked: less than any program's Python has."""
    child = None

    def pass_on(number, frame):
        if child is not None and number != signal.SIGINT:  # of Ctrl-C the command hears by itself
            os.kill(child, number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    begin = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            os.execvp(command[0], command)  # the handlers go with it
        finally:
            os._exit(127)
    status, usage = os.wait4(child, 0)[1:]
    wall = time.perf_counter() - begin
    memory = usage.ru_maxrss * (1 if sys.platform == 'darwin' else 1024)
    return status, '{"wall": %r, "cpu": %r, "memory": %d}' % (wall, usage.ru_utime + usage.ru_stime, memory)


def measure_wall(command):
    import subprocess

    begin = time.perf_counter()
    status = subprocess.call(command)
    return status << 8, '{"wall": %r}' % (time.perf_counter() - begin)


def main():
    status, taken = (measure if hasattr(os, 'fork') else measure_wall)(sys.argv[2:])
    os.makedirs(os.path.dirname(sys.argv[1]), 0o700, exist_ok=True)  # the command may empty the temporary folder
    with open(sys.argv[1], 'w') as file:
        file.write(taken)
    number = status & 127
    if number:
        if number != signal.SIGKILL:  # which has no handler to set
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(status >> 8)


main()
