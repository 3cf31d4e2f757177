"""Runs the cells that standard input holds (a JSON array) in an IPython shell, and prints what each of them printed."""

import contextlib
import io
import json
import sys

from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance(colors="NoColor")
outcomes = []
for cell in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        success = shell.run_cell(cell, store_history=True).success
    outcomes.append({"success": success, "out": out.getvalue(), "err": err.getvalue()})
json.dump(outcomes, sys.__stdout__)
