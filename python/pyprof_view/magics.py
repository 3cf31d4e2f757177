"""The magics %pyprof and %%pyprof of IPython: profile a statement or a cell, and show what pyprof-view says of it."""

import marshal
import os
import shlex
import subprocess
import sys
from cProfile import Profile
from tempfile import TemporaryDirectory
from types import CodeType
from typing import List, Optional

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand

from .dump import write_dump
from .node import CannotStart, command_for
from .place import obstacle, resolve

COMMANDS = (("stats", "-n", "15", "-s", "{sort}"), ("hints",))
"""What is shown of each profile, in this order."""

DEFAULT_SORT = "tottime"
EXIT_USAGE = 2


def register(shell: InteractiveShell) -> None:
    """Make the magics known to a shell."""
    shell.register_magics(PyprofMagics)


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

        The code runs in your namespace: what it assigns stays. As with %prun, the value of an expression is not shown.
        """
        __tracebackhide__ = True  # an error of the code is shown from the code on
        options, statement = self.parse_options(
            line, "s:o:", list_all=True, posix=False, strict=False, preserve_non_opts=True
        )
        sort = ",".join(options.get("s", [DEFAULT_SORT]))
        # all that can be wrong is said now, not after an hour of work
        check_sort(sort)
        check_idle()
        code = self._compiled("\n".join(filter(None, [statement, cell])))
        dump = kept_dump(options.o[-1]) if "o" in options else self._passing_dump()
        namespaces = (self.shell.user_global_ns, self.shell.user_ns)
        profile = Profile()
        try:
            profile.enable()
            exec(code, *namespaces)
        finally:
            profile.disable()
            self._show(profile, dump, sort)

    def _passing_dump(self) -> str:
        if self._folder is not None:
            self._folder.cleanup()
        self._folder = TemporaryDirectory(prefix="pyprof-view-")
        return os.path.join(self._folder.name, "out.prof")

    def _compiled(self, code: str) -> CodeType:
        """Compile code under a name that IPython knows: tracebacks show its lines, and `write_dump` finds them."""
        source = self.shell.transform_cell(code)
        if not source.strip():
            raise UsageError("%pyprof: nothing to profile. Write a statement behind it, or a cell below %%pyprof.")
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
        raise UsageError(f"-o: {path} cannot be written: {reason}. Name another file.")
    return path


def check_sort(sort: str) -> None:
    """Stop if the program does not know these sort keys; it reads them before it misses the functions of this dump."""
    answer = run(["stats", "-s", sort, "-"], stdin=marshal.dumps({}))
    if answer.returncode == EXIT_USAGE:
        raise UsageError(answer.stderr.decode("utf-8", "replace").strip())


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


def run(arguments: List[str], stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run pyprof-view and catch what it prints: a notebook shows only what goes through Python's own print."""
    try:
        command = command_for(arguments)
    except CannotStart as reason:
        raise UsageError(f"%pyprof: {reason}") from None
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
