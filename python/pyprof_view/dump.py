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
from typing import Dict, Iterable, Optional

from IPython.core.compilerop import CachingCompiler


def write_dump(profile: Profile, path: str, compiler: CachingCompiler) -> None:
    """Write a profile to a file, whole or not at all, and its cells to the folder ``path.cells``."""
    profile.create_stats()
    files = write_cells(sorted({file for file, _line, _name in profile.stats}), f"{path}.cells", compiler)

    def moved(function: tuple) -> tuple:
        file, *rest = function
        return (files.get(file, file), *rest)

    stats = {
        moved(function): (*numbers, {moved(caller): edge for caller, edge in callers.items()})
        for function, (*numbers, callers) in profile.stats.items()
    }
    with open(f"{path}.part", "wb") as file:
        marshal.dump(stats, file)
    os.replace(f"{path}.part", path)


def write_cells(names: Iterable[str], folder: str, compiler: CachingCompiler) -> Dict[str, str]:
    """Write the code of those names that are cells to files of a folder, and return the file of each."""
    files: Dict[str, str] = {}
    for name in names:
        number = cell_number(name, compiler)
        if number is None:
            continue
        os.makedirs(folder, exist_ok=True)
        files[name] = free_path(folder, f"cell-{number}", files.values())
        with open(files[name], "w", encoding="utf-8") as file:
            file.writelines(linecache.getlines(name))
    return files


def free_path(folder: str, title: str, taken: Iterable[str]) -> str:
    """``cell-3.py``; ``cell-3_2.py`` for a second code of one cell, which may hold a function and %pyprof behind it."""
    path = os.path.join(folder, f"{title}.py")
    count = 1
    while path in taken:
        count += 1
        path = os.path.join(folder, f"{title}_{count}.py")
    return path


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
