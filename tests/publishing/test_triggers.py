"""The database itself refuses to change what is kept for ever, in whatever words it is asked."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from plans.models.append_only import AppendOnlyModel
from publishing import triggers
from publishing.enums import RenditionKind
from publishing.models import Edition
from publishing.system_checks import check_triggers
from tests.desk.rows import FACTORIES
from tests.factories import EditionFactory, FollowUpFactory, RenditionFactory

pytestmark = pytest.mark.django_db
ON_SQLITE = connection.vendor == "sqlite"
TABLES = triggers.kept_tables()
ONLY_SOME = {"against", "follow_up"}
"""What the rows of a second key have and those of the first lack: a row is never of both."""


def model_of(table: str) -> type[models.Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def columns(table: str) -> list[str]:
    return [field.column for field in model_of(table)._meta.concrete_fields]


def refused(statement: str, words: str = "never changed") -> None:
    with (
        pytest.raises(DatabaseError, match=words),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def contents(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        return [tuple(row) for row in cursor.fetchall()]


@pytest.fixture
def filled() -> None:
    for table in TABLES:
        FACTORIES[model_of(table)]()
    connection.check_constraints()  # PostgreSQL truncates no table that still waits for a check
    empty = [table for table in TABLES if not contents(table)]
    assert empty == [], "a kept table without a row here is a test that cannot fail"


def test_tables_are_those_of_everything_that_is_kept() -> None:
    assert {"plans_workflowstep", "publishing_workflowstep"} & set(TABLES)
    assert {"publishing_edition", "publishing_editionfile", "publishing_proofentry"} < set(TABLES)
    assert {"desk_peoplestep", "publishing_withdrawal", "publishing_variant"} < set(TABLES)
    assert all(issubclass(model_of(table), AppendOnlyModel) for table in TABLES)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_changed_deleted_or_replaced(table: str) -> None:
    before = contents(table)
    names = ", ".join(f'"{name}"' for name in columns(table))
    refused(f"UPDATE {table} SET id = id")
    refused(f"DELETE FROM {table}")
    if ON_SQLITE:
        refused(f"REPLACE INTO {table} SELECT * FROM {table}")
        refused(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")
        refused(f"UPDATE OR REPLACE {table} SET id = id")
    else:
        refused(f"TRUNCATE {table} CASCADE")
        refused(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} ON CONFLICT (id) DO UPDATE SET id = 0"
        )
    assert contents(table) == before


def keys_of(table: str) -> list[tuple[str, ...]]:
    meta = model_of(table)._meta
    single = [(field.name,) for field in meta.concrete_fields if field.unique and not field.primary_key]
    return [*single, *(one.fields for one in meta.constraints if isinstance(one, models.UniqueConstraint))]


def altered(table: str, key: tuple[str, ...]) -> Iterator[str]:
    """For each column what the new row has there: the same, but for one column of every other key."""
    meta = model_of(table)._meta
    changed = set()
    for other in keys_of(table):
        if not (set(other) <= set(key) or ONLY_SOME & set(key)):
            free = [meta.get_field(name) for name in other if name not in key]
            changed.add(next(field.column for field in free if not field.choices))
    for field in meta.concrete_fields:
        if field.primary_key:
            yield "id + 9000"
        elif field.column not in changed:
            yield f'"{field.column}"'
        elif field.get_internal_type() in {"CharField", "SlugField"}:
            yield f"'0' || substr(\"{field.column}\", 2)"
        else:
            yield f'"{field.column}" + 9000'


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(("table", "key"), [(table, key) for table in TABLES for key in keys_of(table)])
def test_no_row_is_replaced_by_way_of_another_key(table: str, key: tuple[str, ...]) -> None:
    """By a row with another primary key, and that one key of a row that is there."""
    if "against" in key:
        row = RenditionFactory(kind=RenditionKind.SINCE_EDITION, against=EditionFactory())
    elif "follow_up" in key:
        row = FACTORIES[model_of(table)](follow_up=FollowUpFactory())
    else:
        row = model_of(table)._default_manager.order_by("-pk").first()
    before = contents(table)
    names = ", ".join(f'"{name}"' for name in columns(table))
    new = ", ".join(altered(table, key))
    insert, refusal = ("INSERT OR REPLACE", "never changed") if ON_SQLITE else ("INSERT", "duplicate key")
    refused(f"{insert} INTO {table} ({names}) SELECT {new} FROM {table} WHERE id = {row.pk}", refusal)
    assert contents(table) == before


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("table", TABLES)
def test_missing_trigger_is_noticed_and_set_up_again(table: str) -> None:
    assert check_triggers(["default"]) == []
    on_table = "" if ON_SQLITE else f' ON "{table}"'
    event = triggers.EVENTS[connection.vendor][0]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{table}_kept_{event}"{on_table}')
    assert triggers.missing(connection) == [table]
    (warning,) = check_triggers(["default"])
    assert warning.id == "publishing.W001"
    assert table in warning.msg
    triggers.install(connection)
    assert triggers.missing(connection) == []


@pytest.mark.parametrize("way", ["another body", "switched off"])
def test_trigger_that_refuses_nothing_is_noticed(way: str) -> None:
    with connection.cursor() as cursor:
        if ON_SQLITE:
            cursor.execute('DROP TRIGGER "publishing_edition_kept_update"')
            cursor.execute(
                'CREATE TRIGGER "publishing_edition_kept_update" BEFORE UPDATE ON "publishing_edition"'
                " BEGIN SELECT 1; END"
            )
        elif way == "switched off":
            cursor.execute("ALTER TABLE publishing_edition DISABLE TRIGGER publishing_edition_kept_change")
        else:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {triggers.FUNCTION}() RETURNS trigger AS"
                " $$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql"
            )
    assert "publishing_edition" in triggers.missing(connection)
    triggers.install(connection)
    assert triggers.missing(connection) == []


@pytest.mark.usefixtures("filled")
def test_migrate_sets_them_up() -> None:
    triggers.remove(connection)
    assert triggers.missing(connection) == TABLES
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        models.QuerySet(Edition).update(change_note="x")


@pytest.mark.django_db(transaction=True)
def test_going_back_past_themes_with_results_is_refused_and_leaves_every_table_guarded() -> None:
    """Before 0042 a theme was compared with nothing, and what is kept cannot be taken away."""
    RenditionFactory(kind=RenditionKind.THEME, subject="unge", against=EditionFactory())
    try:
        with pytest.raises(DatabaseError, match="variant_is_compared_where_it_compares"):
            call_command("migrate", "publishing", "0041", verbosity=0)
        assert triggers.missing(connection) == []
    finally:
        call_command("migrate", verbosity=0)
