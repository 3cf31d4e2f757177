"""Where a dump and its cells go: what stands in their way, and how both get there together."""

import os
import re
import shutil
import stat
from tempfile import TemporaryDirectory
from typing import Callable, List, Mapping, Optional, Tuple

CELL_FILE = re.compile(r"cell-\d+(_\d+)?\.py")
"""The names that we give. Whatever else is in a folder of cells is somebody else's and stays."""


def cells_beside(path: str) -> str:
    """The folder for the source of a dump's cells."""
    return f"{path}.cells"


def resolve(given: str) -> str:
    """The path that a name stands for: of a link its target, so that the link stays one."""
    path = os.path.abspath(os.path.expanduser(given))
    return os.path.realpath(path) if os.path.islink(path) else path


def obstacle(path: str) -> Optional[str]:
    """Why a dump and its cells cannot be written there, or None. It tries, because permissions alone do not tell."""
    folder, cells = os.path.dirname(path), cells_beside(path)
    try:
        if not os.path.isdir(folder):
            return f"there is no folder {folder}"
        if not is_free_for(path, stat.S_ISREG):
            return "it is not a regular file"
        if not is_free_for(cells, stat.S_ISDIR):
            return f"{cells}, the place for the source of the cells, is no folder"
        if os.path.isdir(cells) and not os.access(cells, os.W_OK):
            return f"the folder {cells} cannot be written"
        with stage_beside(path):
            return None
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)


def is_free_for(path: str, is_wanted: Callable[[int], bool]) -> bool:
    """Whether nothing is there, or something of the wanted kind, which may be replaced."""
    try:
        return is_wanted(os.lstat(path).st_mode)
    except FileNotFoundError:
        return True


def put(path: str, dump: bytes, cells: Mapping[str, str]) -> None:
    """Write a dump, and its cells (source by file name) to the folder beside it, in the place of the older ones.

    Promised: up to the last rename, an error or Ctrl-C leaves the older dump and the older cells as they were. After
    it, the dump and the cells that it names are there, and no others of ours. Nothing is written through a link.

    Not promised, because no system renames two things at once: a process killed between the renames leaves what it
    had moved in a folder .pyprof-view-* beside the dump; who reads in that moment may miss the cells; two processes that
    write to one place at once may mix theirs.
    """
    reason = obstacle(path)
    if reason is not None:
        raise OSError(reason)
    with stage_beside(path) as stage:
        new_dump, new_cells = os.path.join(stage, "dump"), os.path.join(stage, "cells")
        with open(new_dump, "wb") as file:
            file.write(dump)
        os.mkdir(new_cells)
        for name, source in cells.items():
            with open(os.path.join(new_cells, name), "w", encoding="utf-8") as file:
                file.write(source)
        for old, new in ((path, new_dump), (cells_beside(path), new_cells)):
            if os.path.exists(old):
                shutil.copymode(old, new)
        move_all([*cell_moves(cells_beside(path), stage), (new_dump, path)])


def cell_moves(cells: str, stage: str) -> List[Tuple[str, str]]:
    """The renames that put the folder of new cells in the place of the older one, and keep what is not ours."""
    new, older = os.path.join(stage, "cells"), os.path.join(stage, "older")
    if not os.path.isdir(cells):
        return [(new, cells)] if os.listdir(new) else []
    kept = [name for name in os.listdir(cells) if CELL_FILE.fullmatch(name) is None]
    moves = [(cells, older), *((os.path.join(older, name), os.path.join(new, name)) for name in kept)]
    return [*moves, (new, cells)] if kept or os.listdir(new) else moves


def move_all(moves: List[Tuple[str, str]]) -> None:
    """Rename one after the other. If one fails, those before are undone, and the error goes on."""
    try:
        for source, target in moves:
            os.replace(source, target)
    except BaseException:
        # Ctrl-C may come between a rename and the next line: only the disk knows what is done. The last one has
        # replaced the older dump: after it there is no way back, and no need for one.
        if os.path.lexists(moves[-1][0]):
            for source, target in reversed(moves):
                if os.path.lexists(target) and not os.path.lexists(source):
                    os.rename(target, source)
        raise


def stage_beside(path: str) -> "TemporaryDirectory[str]":
    """A new folder on the same file system, for what gets ready there; it goes whatever happens."""
    return TemporaryDirectory(prefix=".pyprof-view-", dir=os.path.dirname(path))
