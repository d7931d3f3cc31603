"""The database's own refusal to change or delete what is kept for ever, whichever program asks.

The table of every `AppendOnlyModel` is guarded, also of rooms above this one: declaring such a model is
enough. `manage.py migrate` sets the triggers up at its end (`publishing/apps.py`), also where a migration has
made a table anew and its triggers went with the old one.

`docs/proof.md` says what triggers cannot do: whoever owns the tables can take them away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from plans.models.append_only import AppendOnlyModel

MESSAGE = "what is kept for ever is never changed or deleted"
FUNCTION = "publishing_refuse"
BODY = f"\nBEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END;\n"
EVENTS = {
    "sqlite": ("insert", "update", "delete"),
    "postgresql": ("change", "truncate"),
}
"""On SQLite, `REPLACE` deletes the row in its way without calling the trigger for deleting; on PostgreSQL,
`TRUNCATE` calls one of its own only."""


@dataclass(frozen=True, slots=True)
class Trigger:
    name: str
    table: str
    sql: str


def install(connection: BaseDatabaseWrapper) -> None:
    """Sets up what is missing or is not as it should be, and takes away what is no longer asked for."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_function())
        wanted = {trigger.name: trigger for trigger in _wanted(connection, cursor)}
        for name, table in _ours(connection, cursor):
            if name not in wanted:
                _drop(connection, cursor, name, table)
        there = _there(connection, cursor)
        for trigger in wanted.values():
            if there.get(trigger.name) != trigger.sql:
                _drop(connection, cursor, trigger.name, trigger.table)
                cursor.execute(trigger.sql)


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name, table in _ours(connection, cursor):
            _drop(connection, cursor, name, table)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that lack a trigger, or have another by its name, or one that is switched off."""
    with connection.cursor() as cursor:
        there = _there(connection, cursor)
        if connection.vendor == "postgresql" and not _function_stands(cursor):
            return _tables(connection)
        wanted = _wanted(connection, cursor)
        return sorted({trigger.table for trigger in wanted if there.get(trigger.name) != trigger.sql})


def kept_tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel))


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Those that there are: migrations set the triggers up before the last table has been made."""
    return sorted(set(kept_tables()) & set(connection.introspection.table_names()))


def _name(table: str, event: str) -> str:
    return f"{table}_kept_{event}"


def _drop(connection: BaseDatabaseWrapper, cursor: CursorWrapper, name: str, table: str) -> None:
    on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on_table}')


def _wanted(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> Iterator[Trigger]:
    for table in _tables(connection):
        of_table = _postgresql(table) if connection.vendor == "postgresql" else _sqlite(cursor, table)
        for event, sql in of_table.items():
            yield Trigger(_name(table, event), table, sql)


def _postgresql(table: str) -> Mapping[str, str]:
    """In the words in which PostgreSQL gives a trigger's definition back."""
    refuse = f"EXECUTE FUNCTION {FUNCTION}()"
    return {
        "change": f"CREATE TRIGGER {_name(table, 'change')} BEFORE DELETE OR UPDATE"
        f" ON {table} FOR EACH ROW {refuse}",
        "truncate": f"CREATE TRIGGER {_name(table, 'truncate')} BEFORE TRUNCATE"
        f" ON {table} FOR EACH STATEMENT {refuse}",
    }


def _sqlite(cursor: CursorWrapper, table: str) -> Mapping[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    taken = " OR ".join(_taken(cursor, table))
    before = {
        event: f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event.upper()} ON "{table}"'
        for event in EVENTS["sqlite"]
    }
    return {
        "insert": f"{before['insert']} WHEN {taken} {refuse}",
        "update": f"{before['update']} {refuse}",
        "delete": f"{before['delete']} {refuse}",
    }


def _taken(cursor: CursorWrapper, table: str) -> Iterator[str]:
    """For each key of the table: whether a row has it that the new one would replace."""
    yield f'EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id)'
    columns = [row[1] for row in cursor.execute(f'PRAGMA table_info("{table}")').fetchall()]
    new_row = ", ".join(f'NEW."{column}" AS "{column}"' for column in columns)
    indexes = cursor.execute(f'PRAGMA index_list("{table}")').fetchall()
    for _number, index, is_unique, _origin, is_partial in sorted(indexes, key=lambda row: row[1]):
        if not is_unique:
            continue
        key = [row[2] for row in cursor.execute(f'PRAGMA index_info("{index}")').fetchall()]
        same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
        if not is_partial:
            yield f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'
            continue
        condition = _condition(cursor, index)
        yield (
            f'(EXISTS (SELECT 1 FROM "{table}" WHERE {same} AND ({condition}))'
            f" AND EXISTS (SELECT 1 FROM (SELECT {new_row}) WHERE {condition}))"
        )


def _condition(cursor: CursorWrapper, index: str) -> str:
    """Of a key that only some rows have."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = %s", [index])
    sql: str = cursor.fetchone()[0]
    return sql.partition(" WHERE ")[2]


def _there(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> dict[str, str]:
    """By name, the definition of each trigger that is switched on."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(oid, true) FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
    else:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return dict(cursor.fetchall())


def _ours(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> list[tuple[str, str]]:
    """Name and table of each, also of those on a table that has got another name since."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE proname = %s",
            [FUNCTION],
        )
    else:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE %s",
            ["%RAISE(ABORT, '%never changed or deleted')%"],
        )
    return [(name, table) for name, table in cursor.fetchall()]


def _function() -> str:
    return f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger AS $${BODY}$$ LANGUAGE plpgsql"


def _function_stands(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [FUNCTION])
    return [row[0] for row in cursor.fetchall()] == [BODY]
