"""A database with published editions is brought up to date, and they stay as untouchable as before."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = "0001_initial", "0002_corrections_and_schedule"
Apps = Any
STATEMENTS = [
    "UPDATE publishing_edition SET change_note = 'x'",
    "DELETE FROM publishing_edition",
    "UPDATE publishing_withdrawal SET reason = 'x'",
    "DELETE FROM publishing_withdrawal",
]


def migrate(name: str) -> Apps:
    """To that migration of this room; the rooms below stay as they are now."""
    executor = MigrationExecutor(connection)
    executor.migrate([("publishing", name)])
    below = [node for node in executor.loader.graph.leaf_nodes() if node[0] in {"plans", "goals"}]
    return executor.loader.project_state([("publishing", name), *below]).apps


@pytest.fixture
def apps_before() -> Iterator[Apps]:
    yield migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def edition_of(apps: Apps, year: int, number: int = 1, withdrawn: bool = False) -> int:
    Municipality, Plan = apps.get_model("plans", "Municipality"), apps.get_model("plans", "Plan")
    Edition, Withdrawal = apps.get_model("publishing", "Edition"), apps.get_model("publishing", "Withdrawal")
    town, _ = Municipality.objects.get_or_create(slug="prøve", code="999", name="Prøve", short_name="Prøve")
    plan, _ = Plan.objects.get_or_create(municipality=town, year=year, last_year=year, title="Plan")
    edition = Edition.objects.create(
        plan=plan,
        series=f"plan-{plan.pk}",
        number=number,
        change_note="Første",
        published_at=timezone.now(),
        pdf_size=1,
        pdf_pages=1,
        year=year,
        last_year=year,
    )
    if withdrawn:
        Withdrawal.objects.create(edition=edition, reason="Fejl", withdrawn_at=timezone.now())
    return int(edition.pk)


def refused() -> list[str]:
    """Those of the statements that the database refuses."""
    found = []
    for statement in STATEMENTS:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError as error:
            assert "never changed" in str(error)  # noqa: PT017 - of every one
            found.append(statement)
    return found


def test_database_still_refuses_every_change_after_the_migration_and_back_again(apps_before: Apps) -> None:
    key = edition_of(apps_before, 2018, number=3, withdrawn=True)
    Edition = migrate(AFTER).get_model("publishing", "Edition")
    assert refused() == STATEMENTS
    edition = Edition.objects.get(pk=key)
    assert (edition.number, edition.correction, edition.change_note) == (3, 0, "Første")
    migrate(BEFORE)
    assert refused() == STATEMENTS


def test_plan_is_published_where_its_newest_edition_stands(apps_before: Apps) -> None:
    edition_of(apps_before, 2018)
    edition_of(apps_before, 2019, withdrawn=True)
    edition_of(apps_before, 2020, number=1, withdrawn=True)
    edition_of(apps_before, 2020, number=2)
    edition_of(apps_before, 2021, number=1)
    edition_of(apps_before, 2021, number=2, withdrawn=True)
    Plan = migrate(AFTER).get_model("plans", "Plan")
    assert dict(Plan.objects.values_list("year", "state")) == {
        2018: "published",
        2019: "draft",
        2020: "published",
        2021: "draft",
    }


def test_withdrawals_say_afterwards_what_is_in_force() -> None:
    apps = migrate("0006_withdrawal_in_force")
    Withdrawal = apps.get_model("publishing", "Withdrawal")
    old, newest = edition_of(apps, 2019, number=1), edition_of(apps, 2019, number=2)
    Withdrawal.objects.create(edition_id=old, reason="Fejl", withdrawn_at=timezone.now())
    edition_of(apps, 2020, number=1)
    alone = edition_of(apps, 2020, number=2, withdrawn=True)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    apps = executor.loader.project_state(executor.loader.graph.leaf_nodes()).apps
    rows = apps.get_model("publishing", "Withdrawal").objects.values_list("edition", "in_force")
    assert dict(rows) == {old: newest, alone: None}
    assert refused() == STATEMENTS
