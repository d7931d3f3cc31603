"""How the tables are emptied after a test that commits: only rows are deleted, in one go."""

from django.db import connection

from publishing import triggers

OF_THE_MODELS = {"auth_permission", "django_content_type"}


def empty_tables() -> None:
    """Without triggers and foreign keys: what is kept for ever is deleted too, in whatever order."""
    names = set(connection.introspection.django_table_names(only_existing=True)) - OF_THE_MODELS
    deletes = [f"DELETE FROM {connection.ops.quote_name(name)}" for name in sorted(names)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("; ".join(["SET session_replication_role = replica", *deletes]))
            cursor.execute("SET session_replication_role = DEFAULT")
        return
    triggers.remove(connection)
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for delete in deletes:
            cursor.execute(delete)
    triggers.install(connection)
