"""Writes a profile as a dump in which the cells of a notebook are files.

IPython compiles a cell under a name that is no file: ``<ipython-input-3-6f2c...>`` in a terminal,
``/tmp/ipykernel_PID/HASH.py`` in a notebook. The code of all cells that ran is written beside the dump, and the dump
names those files, so that every view finds the source, of functions from earlier cells too.
"""

import linecache
import marshal
import os
import re
from cProfile import Profile
from typing import Container, Dict, Iterable, Optional

from IPython.core.compilerop import CachingCompiler

from .place import cells_beside, put


def write_dump(profile: Profile, path: str, compiler: CachingCompiler) -> None:
    """Write a profile to a file, and its cells to the folder beside it; ``put`` says what that promises."""
    profile.create_stats()
    cells = name_cells(sorted({file for file, _line, _name in profile.stats}), compiler)
    folder = cells_beside(path)

    def moved(function: tuple) -> tuple:
        file, *rest = function
        return (os.path.join(folder, cells[file]) if file in cells else file, *rest)

    stats = {
        moved(function): (*numbers, {moved(caller): edge for caller, edge in callers.items()})
        for function, (*numbers, callers) in profile.stats.items()
    }
    sources = {file: "".join(linecache.getlines(name)) for name, file in cells.items()}
    put(path, marshal.dumps(stats), sources)


def name_cells(names: Iterable[str], compiler: CachingCompiler) -> Dict[str, str]:
    """A file name for each of those names that is a cell."""
    files: Dict[str, str] = {}
    for name in names:
        number = cell_number(name, compiler)
        if number is not None:
            files[name] = free_name(f"cell-{number}", files.values())
    return files


def free_name(title: str, taken: Container[str]) -> str:
    """``cell-3.py``; ``cell-3_2.py`` for a second code of one cell, which may hold a function and %pyprof behind it."""
    name = f"{title}.py"
    count = 1
    while name in taken:
        count += 1
        name = f"{title}_{count}.py"
    return name


def cell_number(name: str, compiler: CachingCompiler) -> Optional[str]:
    """``3`` for a file name that is IPython's own for In[3]; None for any other."""
    if hasattr(compiler, "format_code_name"):
        label = compiler.format_code_name(name)
        return label[1].strip("In[]") if label is not None else None
    # IPython 8.0 to 8.5 keep the numbers to themselves; in IPython 7 the name alone tells
    numbers = getattr(compiler, "_filename_map", {})
    if name in numbers:
        return str(numbers[name])
    found = re.match(r"<ipython-input-(\d+)-", name)
    return found.group(1) if found is not None else None
