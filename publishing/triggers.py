"""The database's own refusal to change or delete what was published."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("publishing_edition", "publishing_withdrawal", "publishing_variant")
MESSAGE = "published rows are never changed or deleted"

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION publishing_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END;
$$ LANGUAGE plpgsql
"""


def install(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        tables = _tables(connection)
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
            for table in tables:
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}"
                    " FOR EACH ROW EXECUTE FUNCTION publishing_refuse()"
                )
            return
        for table in tables:
            for event in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_kept_{event.lower()} BEFORE {event} ON {table}"
                    f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for table in _tables(connection):
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_kept ON {table}")
                continue
            for event in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_kept_{event}")


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Those that there are: migrations install the triggers before the last table has been made."""
    return sorted(set(TABLES) & set(connection.introspection.table_names()))
