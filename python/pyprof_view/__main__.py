"""What ``python -m pyprof_view`` and the command ``pyprof-view`` run."""

import sys

if __name__ == "__main__" and not getattr(sys.flags, "safe_path", sys.flags.isolated):
    # `python -m` looks for modules in the current folder first. Not one of ours shall come from there: without this
    # line, a file subprocess.py beside the profile would run. `python -P` and `python -I` leave the folder out.
    del sys.path[0]

from .node import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
