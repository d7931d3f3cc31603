"""The database as it was after some migrations, with the rows of then, to be brought up to date."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Targets = list[tuple[str, str]]


@contextmanager
def no_tables() -> Iterator[None]:
    """A database with nothing in it. The migrated one is put aside meanwhile: from nothing to an early
    migration takes a seventh of the time that it takes from the last one back."""
    connection.close()
    if connection.vendor == "sqlite":
        yield from _new_file(Path(connection.settings_dict["NAME"]))
    else:
        yield from _new_database(str(connection.settings_dict["NAME"]))


def _new_file(path: Path) -> Iterator[None]:
    aside = path.with_suffix(".aside")
    path.rename(aside)
    try:
        yield
    finally:
        connection.close()
        for end in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        os.rename(aside, path)


def _new_database(name: str) -> Iterator[None]:
    quoted, aside = map(connection.ops.quote_name, (name, f"{name}_aside"))
    _outside(f"ALTER DATABASE {quoted} RENAME TO {aside}", f"CREATE DATABASE {quoted}")
    try:
        yield
    finally:
        connection.close()
        _outside(f"DROP DATABASE {quoted} WITH (FORCE)", f"ALTER DATABASE {aside} RENAME TO {quoted}")


def _outside(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        for statement in statements:
            cursor.execute(statement)


def migrate(targets: Targets) -> Any:
    """The models as they are then. Without what `manage.py migrate` does at its end: the migrations alone must
    set the triggers up again."""
    executor = MigrationExecutor(connection)
    executor.migrate([*targets])
    return executor.loader.project_state([*targets]).apps


def migrate_to_now() -> Any:
    return migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
