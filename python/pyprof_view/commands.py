"""Runs the program's commands for the magics, and catches what they print: a notebook shows only what goes through
Python's own print."""

import marshal
import re
import subprocess
from typing import List

from IPython.core.error import UsageError

from .node import CannotStart, command_for

EXIT_USAGE = 2

SMALLEST_PROFILE = marshal.dumps({("~", 0, "<trial>"): (1, 1, 0.0, 0.0, {})})

TELLING_LINE = re.compile(r"^(\S*Error\b|\S*node\S*: ).*", re.MULTILINE)
"""Node's own words for what is wrong, between the source that it quotes and the stack."""


def check_program(sort: str) -> None:
    """Stop if the program does not run here, or does not know these sort keys: it tries on a profile of one row."""
    answer = run(["stats", "-s", sort, "-"], stdin=SMALLEST_PROFILE)
    if answer.returncode == 0:
        return
    said = answer.stderr.decode("utf-8", "replace").strip()
    if answer.returncode == EXIT_USAGE:
        raise UsageError(said)
    found = TELLING_LINE.search(said)
    line = found.group().strip() if found is not None else said.split("\n")[0]
    raise UsageError(
        f"%pyprof: pyprof-view does not run here (exit code {answer.returncode}): {line or 'it says nothing'}. "
        "Nothing was profiled. Look at NODE_OPTIONS, and try: pyprof-view --version"
    )


def run(arguments: List[str], stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run pyprof-view and catch what it prints."""
    try:
        command = command_for(arguments)
    except CannotStart as reason:
        raise UsageError(f"%pyprof: {reason}") from None
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
