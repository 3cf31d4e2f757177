"""
What profile_program.py records of other processes: each Python that the program starts writes its own profile into one
folder. Forks are heard of, and command lines of Python that multiprocessing and subprocess start are led through
profile_program.py; nothing is put into the environment.

A file `.begun` stands for a process until its profile is there: those left were killed, or still run. A file `.missed`
stands for a Python that ran code of `-c`, which is not led through.
"""
import os
import sys
import time

RUNNER = os.path.join(os.path.dirname(__file__), 'profile_program.py')

FLAGS = set('bBdEiIOPqsSuvx')  # options of Python that take no word after them: they may stand together
VALUED = ('-W', '-X')

TRIES, SECONDS = 100, 0.02  # a worker that means to end writes its profile in that

SPAWNED = 'from multiprocessing.spawn import'
FORK_SERVER = 'from multiprocessing.forkserver import'


def new_place(folder):
    """Process numbers come again; the file is there from the beginning of the process."""
    place = os.path.join(folder, '%d-%d' % (os.getpid(), time.time() * 1e6))
    try:
        open(place + '.begun', 'w').close()
    except OSError:
        pass  # the program has ended, and the folder is gone: nobody waits for this profile
    return place + '.prof'


def follow(recording, folder):
    def kept():
        """The program may empty the temporary folder. What outlives the program makes no folder that nobody removes."""
        if recording.is_program():
            ensure_folder(folder)
        return folder

    hear_of_forks(lambda: recording.begin_again(new_place(kept())))
    lead_multiprocessing(kept)
    lead_subprocess(recording, kept)


def ensure_folder(folder):
    try:
        os.mkdir(folder, 0o700)  # a built-in: what makedirs calls would be in the profile
    except OSError:
        pass  # it is there, or the children are not recorded


def hear_of_forks(begin):
    if hasattr(os, 'register_at_fork'):
        os.register_at_fork(after_in_child=begin)
        return
    fork = os.fork  # Python 3.6

    def fork_and_begin():
        child = fork()
        if child == 0:
            begin()
        return child

    os.fork = fork_and_begin


def lead_multiprocessing(kept):
    from multiprocessing import spawn, util

    get_command_line, spawnv_passfds = spawn.get_command_line, util.spawnv_passfds

    def get_led_command_line(**options):
        return [led_code(word, SPAWNED, kept()) for word in get_command_line(**options)]

    def spawnv_led(path, words, descriptors):
        return spawnv_passfds(path, [led_code(word, FORK_SERVER, kept()) for word in words], descriptors)

    spawn.get_command_line, util.spawnv_passfds = get_led_command_line, spawnv_led
    if hasattr(os, 'fork'):
        terminate_for_sure()


def terminate_for_sure():
    """
    A signal that comes just before a worker waits for a lock is heard only when another one interrupts that: Pool would
    wait for ever for a worker that Python alone had ended at once.
    """
    from multiprocessing.popen_fork import Popen

    terminate = Popen.terminate

    def terminate_again(worker):
        for _ in range(TRIES):
            terminate(worker)
            if worker.poll() is not None:
                return
            time.sleep(SECONDS)

    Popen.terminate = terminate_again


def led_code(word, beginning, folder):
    """The code behind `-c`, if it is the one that is meant. The server that forks is no worker: its forks are."""
    code = os.fsdecode(word)
    if not code.startswith(beginning):
        return word
    led = 'def lead(names): exec(compile(open(%r).read(), %r, "exec"), names); names["start_child"](%r, %r)\n' % (
        RUNNER,
        RUNNER,
        folder,
        beginning == SPAWNED,
    )
    led += 'lead({"__name__": "profile_program", "__file__": %r}); del lead\n%s' % (RUNNER, code)
    return led if isinstance(word, str) else os.fsencode(led)


def lead_subprocess(recording, kept):
    import subprocess

    begin = subprocess.Popen.__init__

    def begin_led(self, args, *others, **options):
        prepare = options.get('preexec_fn')
        if prepare is not None:
            options['preexec_fn'] = forgotten(recording, prepare)
        return begin(self, args if options.get('executable') else led_words(args, kept()), *others, **options)

    subprocess.Popen.__init__ = begin_led


def forgotten(recording, prepare):
    """A fork that becomes another program where nothing of Python hears that."""

    def prepare_and_forget():
        try:
            prepare()
        finally:
            recording.forget()

    return prepare_and_forget


def led_words(words, folder):
    """`[python, ...options, script or -m module, ...]` through our file, where it is this Python; else as it is."""
    if not isinstance(words, (list, tuple)) or len(words) < 2 or words[0] != sys.executable:
        return words
    at = 1
    while at < len(words) and is_option(os.fsdecode(words[at])):
        at += 2 if words[at] in VALUED else 1
    rest = list(words[at:])
    if len(rest) > 1 and rest[0] == '-m':
        rest[0] = 'module'
    elif rest and not os.fsdecode(rest[0]).startswith('-'):
        rest.insert(0, 'script')
    else:
        if rest and os.fsdecode(rest[0]).startswith('-c'):
            leave_mark(folder)
        return words
    return list(words[:at]) + [RUNNER, 'child=' + folder] + rest


def leave_mark(folder):
    """Of a Python that is not recorded. Built-ins alone: other calls would be in the profile."""
    try:
        os.close(os.open('%s/%d-%d.missed' % (folder, os.getpid(), time.time() * 1e6), os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError:
        pass  # the folder is gone, and nobody reads it


def is_option(word):
    return word.startswith(VALUED) or word[:1] == '-' and len(word) > 1 and FLAGS.issuperset(word[1:])
