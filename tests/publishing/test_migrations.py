"""A database with published editions is brought up to date, and they stay as untouchable as before."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = "0001_initial", "0002_corrections_and_schedule"
BELOW = [("plans", "0008_roles_from_claims"), ("goals", "0004_dropped_as_themes")]
Apps = Any
STATEMENTS = [
    "UPDATE publishing_edition SET change_note = 'x'",
    "DELETE FROM publishing_edition",
    "UPDATE publishing_withdrawal SET reason = 'x'",
    "DELETE FROM publishing_withdrawal",
]


def migrate(name: str) -> Apps:
    """To that migration of this room; the rooms below as they were before this room took the steps over."""
    executor = MigrationExecutor(connection)
    executor.migrate([("publishing", name), *BELOW])
    return MigrationExecutor(connection).loader.project_state([("publishing", name), *BELOW]).apps


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


def to(*targets: tuple[str, str]) -> Apps:
    MigrationExecutor(connection).migrate([*targets])
    return MigrationExecutor(connection).loader.project_state([*targets]).apps


def test_steps_and_waivers_are_kept_when_this_room_takes_them_over(apps_before: Apps) -> None:
    old = to(("publishing", "0003_variants"), *BELOW)
    key = edition_of(old, 2019)
    plan = old.get_model("publishing", "Edition").objects.get(pk=key).plan
    person = old.get_model("auth", "User").objects.create(username="ane")
    states = {"from_state": "draft", "to_state": "submitted"}
    step = old.get_model("plans", "WorkflowStep").objects.create(
        plan=plan, step="submit", by=person, **states
    )
    waived = {"check_id": "long_title", "place": "plan::title", "text_hash": "a" * 64, "reason": "Vedtaget"}
    waiver = old.get_model("plans", "CheckWaiver").objects.create(plan=plan, by=person, **waived)
    old.get_model("plans", "Plan").objects.filter(pk=plan.pk).update(state="submitted")
    draft, public = (
        old.get_model("goals", "FollowUp").objects.create(plan=plan, title=kind, kind=kind)
        for kind in ("mid_year", "final")
    )
    old.get_model("publishing", "Edition").objects.create(
        plan=plan,
        follow_up=public,
        series=f"follow-up-{plan.pk}",
        number=1,
        change_note="Ny",
        published_at=timezone.now(),
        pdf_size=1,
        pdf_pages=1,
        year=2019,
        last_year=2019,
    )

    new = to(("publishing", "0005_frozen_texts"), ("plans", "0009_workflow_to_publishing"))

    kept = new.get_model("publishing", "WorkflowStep").objects.values_list("pk", "step", "by", "plan", "text")
    assert list(kept) == [(step.pk, "submit", person.pk, plan.pk, None)]
    kept = new.get_model("publishing", "CheckWaiver").objects.values_list("pk", "reason", "by", "follow_up")
    assert list(kept) == [(waiver.pk, "Vedtaget", person.pk, None)]
    found = dict(new.get_model("goals", "FollowUp").objects.values_list("pk", "state"))
    assert found == {draft.pk: "draft", public.pk: "published"}
    assert new.get_model("plans", "Plan").objects.get().state == "submitted"
