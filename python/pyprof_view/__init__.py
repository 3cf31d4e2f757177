"""pyprof-view from Python.

Nothing is imported here: ``python -m pyprof_view`` runs this file while the current folder is still the first place
where Python looks for modules (see __main__.py).
"""
