"""A database with published editions is brought up to date, and they stay as untouchable as before."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from documents import tree
from documents.codec import to_json
from publishing import triggers
from publishing.domain import proof
from publishing.domain.verifying import verify
from publishing.models import EditionFile, ProofEntry
from tests import past_database
from tests.publishing.edition_factory import FIRST_DAY, document_of, small_pdf

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER, OLD = "0001_initial", "0002_corrections_and_schedule", "0003_variants"
BELOW = [("plans", "0008_roles_from_claims"), ("goals", "0004_dropped_as_themes")]
"""As they were when these migrations were written."""
Apps = Any
STATEMENTS = [
    "UPDATE publishing_edition SET change_note = 'x'",
    "DELETE FROM publishing_edition",
    "UPDATE publishing_withdrawal SET reason = 'x'",
    "DELETE FROM publishing_withdrawal",
]


def migrate(name: str) -> Apps:
    """To that migration of this room."""
    return past_database.migrate([("publishing", name), *BELOW])


@pytest.fixture(autouse=True)
def _no_tables() -> Iterator[None]:
    with past_database.no_tables():
        yield


@pytest.fixture
def apps_before() -> Apps:
    return migrate(BEFORE)


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
        document_json=json.dumps({"plan": {"year": year, "goals": [], "themes": []}}),
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
    apps = past_database.migrate(
        [("publishing", "0006_withdrawal_in_force"), ("plans", "0011_plan_put_away_at")]
    )
    Withdrawal = apps.get_model("publishing", "Withdrawal")
    old, newest = edition_of(apps, 2019, number=1), edition_of(apps, 2019, number=2)
    Withdrawal.objects.create(edition_id=old, reason="Fejl", withdrawn_at=timezone.now())
    edition_of(apps, 2020, number=1)
    alone = edition_of(apps, 2020, number=2, withdrawn=True)
    apps = past_database.migrate(
        [("publishing", "0007_withdrawals_say_what_is_in_force"), ("plans", "0011_plan_put_away_at")]
    )
    rows = apps.get_model("publishing", "Withdrawal").objects.values_list("edition", "in_force")
    assert dict(rows) == {old: newest, alone: None}
    assert refused() == STATEMENTS


@pytest.fixture
def apps_of_old() -> Apps:
    """An installation as it was before there was a chain."""
    return migrate(OLD)


def stored(name: str, text: str = "") -> dict[str, Any]:
    content = small_pdf(text)
    path = storages["editions"].save(name, ContentFile(content))
    sha256 = hashlib.sha256(content).hexdigest()
    return {"pdf": path, "pdf_sha256": sha256, "pdf_size": len(content), "pdf_pages": 1}


def old_edition(apps: Apps, document: tree.PlanDocument, number: int) -> Any:
    Plan, text = apps.get_model("plans", "Plan"), to_json(document)
    plan = Plan.objects.get(year=document.year)
    return apps.get_model("publishing", "Edition").objects.create(
        plan=plan,
        series=f"plan-{plan.pk}",
        number=number,
        change_note=f"Udgave {number}",
        published_at=FIRST_DAY + timedelta(days=number),
        document_json=text,
        document_sha256=hashlib.sha256(text.encode()).hexdigest(),
        municipality_slug="herning",
        municipality_name="Herning Kommune",
        year=document.year,
        last_year=document.year,
        title=document.title,
        themes=[{"slug": "tema-1", "number": 1}],
        **stored(f"herning/{document.year}/plan-{number}.pdf", text),
    )


def test_existing_installation_gets_its_chain_and_is_as_it_was_published(apps_of_old: Apps) -> None:
    Municipality, Plan = (
        apps_of_old.get_model("plans", "Municipality"),
        apps_of_old.get_model("plans", "Plan"),
    )
    town = Municipality.objects.create(
        slug="herning", code="657", name="Herning Kommune", short_name="Herning"
    )
    Plan.objects.create(municipality=town, year=2019, last_year=2019, title="Beskæftigelsesplan 2019")
    annex, picture = f"bilag/{town.pk}/notat.pdf", f"billeder/{town.pk}/kort.png"
    for path in (annex, picture):
        default_storage.save(path, ContentFile(b"indhold"))
    document = replace(
        document_of(),
        sections=(tree.Section("Indledning", "indledning", body=f"![Kortet](/media/{picture})"),),
        attachments=(tree.Attachment("Notat", annex, 7, hashlib.sha256(b"indhold").hexdigest()),),
    )
    first = old_edition(apps_of_old, document, 1)
    second = old_edition(apps_of_old, replace(document, summary="Rettet."), 2)
    apps_of_old.get_model("publishing", "Withdrawal").objects.create(
        edition=second, reason="Fejl", withdrawn_at=FIRST_DAY + timedelta(days=9)
    )
    rendition = apps_of_old.get_model("publishing", "Variant").objects.create(
        edition=first,
        kind="press",
        made_at=FIRST_DAY + timedelta(days=1, hours=1),
        **stored("herning/2019/plan-1/trykkeri.pdf"),
    )

    past_database.migrate_to_now()

    assert [finding.faults for finding in verify()] == [(), ()]
    entries = list(ProofEntry.objects.order_by("sequence"))
    assert [(entry.kind, entry.subject) for entry in entries][:2] == [
        ("edition", first.pk),
        ("variant", rendition.pk),
    ]
    assert [entry.kind for entry in entries] == ["edition", "variant", "edition", "withdrawal"]
    assert {json.loads(entry.content)["note"] for entry in entries} == {"optaget ved opgradering"}
    assert sorted(EditionFile.objects.values_list("edition", "path")) == sorted(
        (edition.pk, path) for edition in (first, second) for path in (annex, picture)
    )
    assert triggers.missing(connection) == []
    with transaction.atomic():
        assert proof.append("edition", 9000, {}).sequence == 5


def test_steps_and_waivers_are_kept_when_this_room_takes_them_over() -> None:
    old = migrate(OLD)
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

    new = past_database.migrate(
        [("publishing", "0005_frozen_texts"), ("plans", "0009_workflow_to_publishing")]
    )

    kept = new.get_model("publishing", "WorkflowStep").objects.values_list("pk", "step", "by", "plan", "text")
    assert list(kept) == [(step.pk, "submit", person.pk, plan.pk, None)]
    kept = new.get_model("publishing", "CheckWaiver").objects.values_list("pk", "reason", "by", "follow_up")
    assert list(kept) == [(waiver.pk, "Vedtaget", person.pk, None)]
    found = dict(new.get_model("goals", "FollowUp").objects.values_list("pk", "state"))
    assert found == {draft.pk: "draft", public.pk: "published"}
    assert new.get_model("plans", "Plan").objects.get().state == "submitted"
