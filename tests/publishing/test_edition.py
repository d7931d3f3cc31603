"""An edition can be added and read, and nothing else: not in the model, not in the database."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from plans.enums import PlanState
from plans.errors import RefusedError
from publishing.domain.withdraw import withdraw
from publishing.models import Edition, ImmutableError, Withdrawal
from tests.factories import ThemeFactory
from tests.plans.people import approver_of
from tests.steps import publish


@pytest.fixture
def edition(db: None) -> Edition:
    plan = ThemeFactory(plan__state=PlanState.APPROVED).plan
    return publish(plan, by=approver_of(plan), note="Første")


CHANGES: dict[str, Callable[[Edition], object]] = {
    "save": lambda edition: edition.save(),
    "save of fields": lambda edition: edition.save(update_fields=["change_note"]),
    "delete": lambda edition: edition.delete(),
    "update": lambda _: Edition.objects.update(change_note="Ændret"),
    "bulk_update": lambda edition: Edition.objects.bulk_update([edition], ["change_note"]),
    "filtered delete": lambda _: Edition.objects.all().delete(),
    "related update": lambda edition: edition.plan.editions.update(change_note="Ændret"),
    "update_or_create": lambda edition: Edition.objects.update_or_create(
        pk=edition.pk, defaults={"change_note": "Ændret"}
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_edition_refuses_every_change(edition: Edition, name: str) -> None:
    with pytest.raises(ImmutableError):
        CHANGES[name](edition)
    assert Edition.objects.get().change_note == "Første"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publishing_edition SET change_note = 'Ændret'",
        "DELETE FROM publishing_edition",
        "UPDATE publishing_withdrawal SET reason = 'Ændret'",
        "DELETE FROM publishing_withdrawal",
    ],
)
def test_database_refuses_every_change(edition: Edition, statement: str) -> None:
    withdraw(edition, by=None, reason="Fejl i mål 1")
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Edition.objects.get().withdrawal.reason == "Fejl i mål 1"


def test_plan_with_an_edition_cannot_be_deleted(edition: Edition) -> None:
    with pytest.raises(ProtectedError):
        edition.plan.delete()


def test_person_who_published_cannot_be_deleted(edition: Edition) -> None:
    with pytest.raises(ProtectedError):
        edition.published_by.delete()


def test_current_is_the_newest_unless_withdrawn(edition: Edition) -> None:
    edition.plan.themes.update(ambition="Ny tekst")
    second = publish(edition.plan, by=None, note="Anden")
    assert list(Edition.objects.current()) == [second]
    withdraw(second, by=None, reason="Forkert bilag")
    assert list(Edition.objects.current()) == []
    assert list(Edition.objects.newest()) == [second]


def test_withdrawn_text_can_be_published_again_unchanged(edition: Edition) -> None:
    withdraw(edition, by=None, reason="For tidligt")
    assert publish(edition.plan, by=None, note="Nu vedtaget").number == 2


def test_withdraw_keeps_the_reason_and_the_moment(edition: Edition) -> None:
    before = timezone.now()
    withdraw(edition, by=edition.published_by, reason=" Fejl i mål 1 ")
    stored = Withdrawal.objects.get()
    assert (stored.edition, stored.reason, stored.withdrawn_by) == (
        edition,
        "Fejl i mål 1",
        edition.published_by,
    )
    assert before <= stored.withdrawn_at <= timezone.now()


@pytest.mark.parametrize("reason", ["", " "])
def test_withdraw_without_a_reason_is_refused(edition: Edition, reason: str) -> None:
    with pytest.raises(RefusedError):
        withdraw(edition, by=None, reason=reason)
    assert not Withdrawal.objects.exists()


def test_withdraw_twice_is_refused(edition: Edition) -> None:
    withdraw(edition, by=None, reason="Fejl")
    with pytest.raises(RefusedError):
        withdraw(edition, by=None, reason="Fejl igen")
    assert Withdrawal.objects.count() == 1
