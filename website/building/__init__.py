"""The public site as files: every address of `website/domain/addresses.py`, as Django's own views answer it.

A *unit* is built at once: a municipality, or what several share. `folders` says what lies where and switches, `rendering`
asks the views, `build` makes a unit, `waiting` says which units have to be built and builds them, `changes` is told of
what has changed, `serving` answers with the files."""
