"""Runs a program under cProfile for `pyprof-view run`: Python 3.6 to 3.15, nothing beyond the standard library.

    python profile_program.py (calls|memory|lines|arguments)=FILE... facts=FILE [children=FOLDER] (script|module) TARGET [ARGUMENT...]
    python profile_program.py child=FOLDER (script|module) TARGET [ARGUMENT...]

The program finds what plain Python gives it: `__main__`, sys.argv, sys.path[0], tracebacks, its exit status. The profile
is written however it ends, as far as Python can tell: exceptions, sys.exit, Ctrl-C, SIGTERM, SIGHUP, os._exit, os.exec*.
Beside it the facts, which src/cli/run/record-program.ts reads: what else there is to say of this run.
"""
import os
import signal
import sys
import types

TOO_OLD = 213  # src/cli/run/record-program.ts knows it: no other message is wanted

if sys.version_info < (3, 6):
    version = sys.version.split()[0]
    try:
        sys.stderr.write('pyprof-view: run needs Python 3.6 or newer, and %s is %s.\n' % (sys.executable, version))
    except (IOError, OSError):
        pass  # find_program.say does the same, and is not for these Pythons
    sys.exit(TOO_OLD)

import _signal  # Python 3 alone has it; what signal has in Python would be recorded
from _thread import get_ident

FOLDER = os.path.dirname(__file__)


def piece(name):
    """A file beside this one, which the program must not find among its modules."""
    path = os.path.join(FOLDER, name + '.py')
    names = {'__file__': path, '__name__': name, 'piece': piece}
    with open(path) as file:
        exec(compile(file.read(), path, 'exec', dont_inherit=True), names)
    return types.SimpleNamespace(**names)


program = piece('find_program')


class Recording:
    """What is recorded of this process: written at most once, unless the program goes on after all."""

    def __init__(self, recorders, facts, follows_forks=False):
        self.recorders = recorders
        self.facts = facts
        self.follows_forks = follows_forks
        self.process = os.getpid()
        self.is_written = False
        self.is_writing = False
        self.ended_by = []
        self.compile_source = next((each.compile_source for each in recorders if hasattr(each, 'compile_source')), program.compiled)

    def is_program(self):
        """A process that it started has no facts of its own."""
        return self.facts is not None

    def start(self):
        self.is_written = False
        for recorder in reversed(self.recorders):
            recorder.start()

    def begin_again(self, path):
        """This is a forked child, which records itself: of its parent's memory and lines it knows nothing."""
        calls = self.recorders[0]
        self.recorders, self.facts, self.process = [calls], None, os.getpid()
        self.is_written = False
        calls.begin_again(path)

    def drop(self):
        """There was no program to record."""
        self.is_written = True
        for recorder in self.recorders:
            recorder.stop()

    def write(self):
        """A forked child has its parent's recording and must not write it."""
        if self.is_written or os.getpid() != self.process:
            return
        self.is_writing = True
        interrupted = set_interrupt(_signal.SIG_IGN)  # people press Ctrl-C twice
        try:
            self.drop()
            self.write_files()
        except OSError as error:
            if self.is_program():  # of a child the file that it began with is left
                program.say('pyprof-view: the profile cannot be written: %s\n' % error)
        finally:
            set_interrupt(interrupted)
            self.is_writing = False
        for number in self.ended_by:
            end_by(number)

    def write_files(self):
        """The facts come last: where they are, all is."""
        files = [(recorder.path, recorder.save) for recorder in self.recorders]
        if self.is_program():
            files.append((self.facts, self.save_facts))
        for path, save in files:
            if self.is_program():  # it may have emptied the temporary folder
                os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
            write_whole(path, save)
        self.forget()

    def forget(self):
        """Of a child there is a profile now, or there is to be none."""
        if not self.is_program():
            discard(os.path.splitext(self.recorders[0].path)[0] + '.begun')

    def save_facts(self, path):
        facts = ['"%s": %d' % fact for recorder in self.recorders for fact in recorder.facts.items()]
        with open(path, 'w') as file:
            file.write('{%s}' % ', '.join(facts))


def write_whole(path, save):
    path = os.path.realpath(path)  # a link leads where it led
    beside = '%s.%d' % (path, os.getpid())
    try:
        save(beside)
        os.replace(beside, path)
    except BaseException:
        discard(beside)
        raise


def discard(path):
    try:
        os.remove(path)
    except OSError:
        pass  # it was never there


def save_on_every_exit(recording):
    """Ways out on which no `finally` runs."""

    def saves_first(leave):
        def leave_saved(*arguments, **options):
            recording.write()
            try:
                return leave(*arguments, **options)
            except BaseException:  # no such program: this one goes on
                if os.getpid() == recording.process:
                    recording.start()
                raise

        return leave_saved

    os._exit = saves_first(os._exit)
    os.execv = saves_first(os.execv)
    os.execve = saves_first(os.execve)

    def end(number, frame):
        if recording.is_writing:  # Pool.terminate sends it to workers that are at their end
            recording.ended_by.append(number)
            return
        recording.write()
        end_by(number)

    def forget():
        for number in endings:
            if signal.getsignal(number) is end:
                signal.signal(number, signal.SIG_DFL)

    endings = [getattr(signal, name) for name in ('SIGTERM', 'SIGHUP') if hasattr(signal, name)]
    for number in endings:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, end)
    if hasattr(os, 'fork'):
        hold_back_while_forking(endings, keep if recording.follows_forks else forget)


def keep():
    """A child that is recorded ends as its parent does."""


def hold_back_while_forking(numbers, begin):
    """
    Python drops the signals that a forked child gets before its first step, where something hears them: a Pool would wait
    for ever for a worker that plain Python had ended. They come once the child has begun.
    """
    masks = {}

    def hold():
        masks[get_ident()] = _signal.pthread_sigmask(_signal.SIG_BLOCK, numbers)

    def release():
        _signal.pthread_sigmask(_signal.SIG_SETMASK, masks.pop(get_ident()))

    def begin_and_release():
        begin()
        release()

    if hasattr(os, 'register_at_fork'):
        os.register_at_fork(before=hold, after_in_parent=release, after_in_child=begin_and_release)
        return
    fork = os.fork  # Python 3.6

    def fork_held():
        hold()
        try:
            return fork()
        finally:
            release()

    os.fork = fork_held


def set_interrupt(handler):
    """What Ctrl-C does; gives what it did. None is for what only C knows, and for threads, which may not set it."""
    try:
        return None if handler is None else _signal.signal(_signal.SIGINT, handler)
    except ValueError:
        return None


def end_by(number):
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)  # not the process that was recorded: this may be a forked child


def show_only_the_program(error):
    """Tracebacks begin in the user's file. Python's own hook, or the program's, prints them later."""
    hook = sys.excepthook

    def print_trimmed(kind, raised, traceback):
        if raised is error:
            traceback = trimmed(traceback)
            raised.__traceback__ = traceback
        hook(kind, raised, traceback)

    sys.excepthook = print_trimmed


def trimmed(traceback):
    while traceback is not None and os.path.dirname(traceback.tb_frame.f_code.co_filename) == FOLDER:
        traceback = traceback.tb_next
    return traceback


def run_script(recording, path, arguments):
    sys.argv[:] = [path] + arguments
    if os.path.exists(path) and program.is_package_path(path):
        sys.path.insert(0, program.whole_path(path))
        return run_module(recording, '__main__', [])
    if not program.is_path_safe():
        sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    shown = program.whole_path(path)
    try:
        code = program.script_code(shown, recording.compile_source)
    except SyntaxError as error:
        show_only_the_program(error)
        raise
    from importlib.machinery import SourceFileLoader

    names = program.fresh_main()
    names.update(__file__=shown, __loader__=SourceFileLoader('__main__', shown), __cached__=None)
    record(recording, lambda: (code, names))


def run_module(recording, name, arguments):
    import runpy

    is_main = name == '__main__'
    if not is_main:
        sys.argv[:] = ['-m'] + arguments
        if not program.is_path_safe():
            sys.path.insert(0, os.getcwd() if sys.version_info >= (3, 7) else '')

    def find():
        try:
            if is_main:
                _, spec, code = runpy._get_main_module_details(runpy._Error)
            else:
                _, spec, code = runpy._get_module_details(name, runpy._Error)
        except runpy._Error as error:
            recording.drop()
            sys.exit('%s: %s' % (sys.executable, error))
        except SyntaxError:
            recording.drop()
            raise
        names = program.fresh_main()
        names.update(
            __file__=spec.origin,
            __cached__=spec.cached,
            __loader__=spec.loader,
            __package__=spec.parent,
            __spec__=spec,
        )
        if not is_main:
            sys.argv[0] = spec.origin
        return code, names

    program.fresh_main()
    record(recording, find)


def record(recording, find):
    """Finding a module imports its packages: that is a part of what the program does."""
    save_on_every_exit(recording)
    try:
        recording.start()
        code, names = find()
        exec(code, names)
    except BaseException as error:
        recording.write()
        show_only_the_program(error)
        raise
    recording.write()


RECORDERS = (
    ('calls', 'record_calls', 'CallRecorder'),
    ('memory', 'record_memory', 'MemoryRecorder'),
    ('lines', 'record_lines', 'LineRecorder'),
    ('arguments', 'record_arguments', 'ArgumentRecorder'),
)


def main():
    at = next(at for at, word in enumerate(sys.argv) if word in ('script', 'module'))
    asked = dict(word.split('=', 1) for word in sys.argv[1:at])
    kind, target, arguments = sys.argv[at], sys.argv[at + 1], sys.argv[at + 2 :]
    if not program.is_path_safe():
        del sys.path[0]  # the folder of this file
    if hasattr(sys, 'orig_argv'):  # from 3.10 on
        sys.orig_argv[-len(sys.argv) :] = (['-m'] if kind == 'module' else []) + sys.argv[at + 1 :]
    if 'child' in asked:
        return run(record_child(asked['child'], True), kind, target, arguments)
    recorders = [getattr(piece(file), make)(os.path.abspath(asked[name])) for name, file, make in RECORDERS if name in asked]
    recording = Recording(recorders, os.path.abspath(asked['facts']), 'children' in asked)
    if 'children' in asked:
        piece('record_children').follow(recording, asked['children'])
    run(recording, kind, target, arguments)


def run(recording, kind, target, arguments):
    (run_module if kind == 'module' else run_script)(recording, target, arguments)


def start_child(folder, is_worker):
    """A process that multiprocessing starts anew. The server that forks workers is none itself."""
    recording = record_child(folder, is_worker)
    save_on_every_exit(recording)
    if is_worker:
        import atexit

        recording.start()
        atexit.register(recording.write)


def record_child(folder, is_worker):
    children = piece('record_children')
    path = children.new_place(folder) if is_worker else None
    recording = Recording([piece('record_calls').CallRecorder(path)], None, True)
    recording.is_written = not is_worker
    children.follow(recording, folder)
    return recording


if __name__ == '__main__':
    main()
