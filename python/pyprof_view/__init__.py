"""pyprof-view from Python: the command, and the magics %pyprof and %%pyprof of IPython."""

# Nothing is imported here: `python -m pyprof_view` runs this file while the current folder is still the first place
# where Python looks for modules (see __main__.py).


def load_ipython_extension(shell: object) -> None:
    """Give IPython the magics: what ``%load_ext pyprof_view`` calls."""
    from .magics import register

    register(shell)


def unload_ipython_extension(shell: object) -> None:
    """Take the magics away again: what ``%unload_ext pyprof_view`` calls."""
    from .magics import unregister

    unregister(shell)
