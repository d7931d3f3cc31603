"""What an installation knows of its accounts after the upgrade that first keeps it: the invitations that were
accepted, and whose links the history of the people says were shown. (That triggers are there after all migrations is
asked in `tests.publishing.test_migrations`.)"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests import past_database

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [
    ("plans", "0011_plan_put_away_at"),
    ("publishing", "0022_more_triggers"),
    ("desk", "0032_history_of_targets"),
]
AFTER = [("desk", "0040_links_shown")]
DAY = datetime(2020, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def apps_before() -> Iterator[Any]:
    with past_database.no_tables():
        yield past_database.migrate(BEFORE)


def invited(apps: Any, name: str, days: int, by: Any, **answer: Any) -> Any:
    """Under a name and an address that two invitations share, some days apart."""
    town, _made = apps.get_model("plans.Municipality").objects.get_or_create(
        slug="herning", code="657", name="Herning Kommune", short_name="Herning"
    )
    row = apps.get_model("desk.Invitation").objects.create(
        municipality=town,
        email=f"{name.lower()}@herning.dk",
        first_name=name,
        last_name="Holm",
        roles=["approver"],
        invited_by=by,
        expires_at=DAY + timedelta(days=14),
        **answer,
    )
    invited_at = DAY + timedelta(days=days)
    apps.get_model("desk.Invitation").objects.filter(pk=row.pk).update(invited_at=invited_at)
    return row


def shown(apps: Any, invitation: Any, by: Any, days: int) -> None:
    step = apps.get_model("desk.PeopleStep")
    who = f"{invitation.first_name} {invitation.last_name} ({invitation.email})"
    row = step(municipality=invitation.municipality, event="link_shown", who=who, by=by)
    row._meta.get_field("at").auto_now_add = False
    row.at = DAY + timedelta(days=days)
    row.save()


def test_links_that_were_shown_are_known_and_those_that_were_only_sent_are_not(apps_before: Any) -> None:
    person = apps_before.get_model("auth.User").objects
    karen, rita = person.create(username="karen"), person.create(username="rita")
    anna, bo = person.create(username="anna"), person.create(username="bo")
    withdrawn = invited(apps_before, "Anna", 0, karen, withdrawn_at=DAY + timedelta(days=2))
    shown(apps_before, withdrawn, rita, 1)
    accepted = {"accepted_at": DAY + timedelta(days=5), "accepted_by": anna}
    shown(apps_before, invited(apps_before, "Anna", 3, karen, **accepted), karen, 4)
    invited(apps_before, "Bo", 3, karen, accepted_at=DAY + timedelta(days=6), accepted_by=bo)
    waiting = invited(apps_before, "Carl", 3, karen)
    shown(apps_before, waiting, rita, 9)
    apps = past_database.migrate(AFTER)
    events = (
        apps.get_model("plans.AccountEvent")
        .objects.order_by("pk")
        .values_list("account__username", "kind", "by__username", "address", "at")
    )
    assert list(events) == [
        ("anna", "invited", "karen", "anna@herning.dk", DAY + timedelta(days=5)),
        ("anna", "link_shown", "karen", "", DAY + timedelta(days=5)),
        ("bo", "invited", "karen", "bo@herning.dk", DAY + timedelta(days=6)),
    ]
    invitations = apps.get_model("desk.Invitation").objects.order_by("pk")
    found = invitations.values_list("first_name", "shown_to__username")
    assert list(found) == [("Anna", "rita"), ("Anna", "karen"), ("Bo", None), ("Carl", "rita")]
    events = connection.ops.quote_name(apps.get_model("plans.AccountEvent")._meta.db_table)
    for change in (f"UPDATE {events} SET address = 'x'", f"DELETE FROM {events}"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(change)
