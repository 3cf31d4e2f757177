"""The magics %pyprof and %%pyprof of IPython: profile a statement or a cell, and show what pyprof-view says of it."""

import os
import re
import shlex
import sys
from cProfile import Profile
from tempfile import TemporaryDirectory
from types import CodeType
from typing import List, Optional, Tuple

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from IPython.utils.ipstruct import Struct

from .commands import check_program, run
from .dump import write_dump
from .place import obstacle, resolve

COMMANDS = (("stats", "-n", "15", "-s", "{sort}"), ("hints",))
"""What is shown of each profile, in this order."""

DEFAULT_SORT = "tottime"

USAGE = "Usage: %pyprof [-s KEYS] [-o FILE] statement (or %%pyprof above the lines of a cell); %pyprof? explains it."

NOT_COMPILED = (OverflowError, SyntaxError, ValueError, TypeError, MemoryError)
"""What Python's compiler raises; the list is that of IPython's own `run_cell_async`."""


def register(shell: InteractiveShell) -> None:
    """Make the magics known to a shell."""
    shell.register_magics(PyprofMagics)


def unregister(shell: InteractiveShell) -> None:
    """Take the magics away, and the profile that they hold. IPython has no call for that, only its tables."""
    for magics in shell.magics_manager.magics.values():
        magics.pop(PyprofMagics.pyprof.__name__, None)
    ours = shell.magics_manager.registry.pop(PyprofMagics.__name__, None)
    if ours is not None:
        ours.drop_passing_dump()


class NotCompiled(Exception):
    """Code with an error that the compiler finds. IPython asks an exception how to show itself: as such an error in a
    cell, without the frames of IPython and of this file, which it would add to a SyntaxError that a magic raises."""

    def __init__(self, shell: InteractiveShell, error: Exception) -> None:
        super().__init__(str(error))
        self._shell = shell
        self._error = error

    def _render_traceback_(self) -> List[str]:
        return self._shell.SyntaxTB.structured_traceback(type(self._error), self._error, [])


@magics_class
class PyprofMagics(Magics):
    """The magics, and the folder of the last profile, which goes when the next one is made or Python ends."""

    _folder: Optional[TemporaryDirectory] = None

    @no_var_expand
    @line_cell_magic
    def pyprof(self, line: str, cell: Optional[str] = None) -> None:
        """Profile a statement or a cell with cProfile: its hottest functions, and hints on what to change.

        Usage:
          %pyprof [-s KEYS] [-o FILE] statement
          %%pyprof [-s KEYS] [-o FILE] [statement that runs first]
          the lines of the cell

        -s KEYS  the order of the functions, as in `pyprof-view stats -s`: tottime (the default), cumulative, ...
        -o FILE  keep the profile, and the source of the cells in the folder FILE.cells;
                 else both are there until the next %pyprof
        -h       print the usage

        The code runs in your namespace: what it assigns stays. As with %prun, the value of an expression is not shown.
        """
        __tracebackhide__ = True  # an error of the code is shown from the code on
        options, statement = self._parsed(line)
        if "h" in options or "help" in options:
            print(USAGE)
            return
        sort = ",".join(options.get("s", [DEFAULT_SORT]))
        # all that can be known to be wrong is said now, not after an hour of work
        code = self._compiled("\n".join(filter(None, [statement, cell])))
        kept = kept_dump(options.o[-1]) if "o" in options else None
        check_idle()
        check_program(sort)
        dump = kept or self._passing_dump()
        namespaces = (self.shell.user_global_ns, self.shell.user_ns)
        profile = Profile()
        try:
            profile.enable()
            exec(code, *namespaces)
        finally:
            profile.disable()
            self._show(profile, dump, sort)

    def _parsed(self, line: str) -> Tuple[Struct, str]:
        try:
            return self.parse_options(
                line, "hs:o:", "help", list_all=True, posix=False, strict=False, preserve_non_opts=True
            )
        except UsageError as error:
            reason = re.split(r" \(\s*allowed", str(error))[0]  # IPython adds the letters as getopt takes them
            raise UsageError(f"%pyprof: {reason}. {USAGE}") from None

    def _passing_dump(self) -> str:
        self.drop_passing_dump()
        try:
            self._folder = TemporaryDirectory(prefix="pyprof-view-")
        except OSError as error:
            raise UsageError(f"%pyprof: no place for the profile: {error}. Name one with -o FILE.") from None
        return os.path.join(self._folder.name, "out.prof")

    def drop_passing_dump(self) -> None:
        """Remove the profile of the last run without -o."""
        if self._folder is not None:
            self._folder.cleanup()
        self._folder = None

    def _compiled(self, code: str) -> CodeType:
        """Compile code under a name that IPython knows: tracebacks show its lines, and `write_dump` finds them."""
        if not code.strip():
            raise UsageError(f"%pyprof: nothing to profile. {USAGE}")
        try:
            return self._compile(code)
        except NOT_COMPILED as error:
            raise NotCompiled(self.shell, error) from None

    def _compile(self, code: str) -> CodeType:
        source = self.shell.transform_cell(code)
        # the number of the cell that runs: execution_count is that of the next one already, from IPython 9 on
        number = len(self.shell.history_manager.input_hist_parsed) - 1
        name = self.shell.compile.cache(source, number)
        tree = self.shell.transform_ast(self.shell.compile.ast_parse(source, name))
        return self.shell.compile(tree, name, "exec")

    def _show(self, profile: Profile, dump: str, sort: str) -> None:
        """Write the dump and print what the commands say; an error of the code goes on from here as it was."""
        try:
            write_dump(profile, dump, self.shell.compile)
        except OSError as error:
            print(f"%pyprof: the profile could not be written: {error}", file=sys.stderr)
            return
        for command in COMMANDS:
            answer = run([word.format(sort=sort) for word in command] + [dump])
            print(answer.stdout.decode("utf-8", "replace").rstrip("\n"), end="\n\n")
            print(answer.stderr.decode("utf-8", "replace"), end="", file=sys.stderr)
        print(f"The whole profile: pyprof-view {shlex.quote(dump)}")


def kept_dump(given: str) -> str:
    """The path for -o. Stop if it is known that nothing can be written there."""
    path = resolve(given.strip("\"'"))
    reason = obstacle(path)
    if reason is not None:
        raise UsageError(f"%pyprof: -o: {path} cannot be written: {reason}. Name another file.")
    return path


def check_idle() -> None:
    """Stop if another profiler is at work: up to 3.11 ours would take its place unasked, later ours could not start."""
    trial = Profile()
    try:
        if sys.getprofile() is not None:
            raise ValueError
        trial.enable()
    except ValueError:
        raise UsageError("%pyprof: another profiler is at work, and there can be only one. Stop it first.") from None
    trial.disable()
