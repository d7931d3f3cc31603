"""A duty that comes again: the next time is added when one has been done."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from desk.domain.next_year import copy_plan
from plans.enums import Repeat
from plans.models import Deadline
from plans.models.deadline import months_later
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "repeat", "done_on", "next_day"),
    [
        (date(2026, 6, 1), Repeat.TWO_YEARS, date(2026, 5, 20), date(2028, 6, 1)),
        (date(2026, 6, 1), Repeat.YEAR, date(2026, 8, 1), date(2027, 6, 1)),
        (date(2026, 6, 1), Repeat.YEAR, date(2028, 8, 1), date(2029, 6, 1)),
        (date(2026, 8, 31), Repeat.QUARTER, date(2026, 8, 31), date(2026, 11, 30)),
        (date(2026, 6, 1), Repeat.NEVER, date(2026, 6, 1), None),
        (date(2026, 6, 1), Repeat.YEAR, None, None),
    ],
)
def test_next_time_is_counted_from_the_day_that_was_set(
    day: date, repeat: Repeat, done_on: date | None, next_day: date | None
) -> None:
    row = DeadlineFactory(date=day, repeat_months=repeat, remind_days=30, what="Planen evalueres")
    row.done_on = done_on
    row.save()
    row.save()
    added = Deadline.objects.exclude(pk=row.pk)
    same = (row.plan_id, "Planen evalueres", 30, repeat, None)
    assert [(one.plan_id, one.what, one.remind_days, one.repeat_months, one.done_on) for one in added] == (
        [same] if next_day else []
    )
    assert [one.date for one in added] == ([next_day] if next_day else [])


def test_calendar_ends() -> None:
    assert months_later(date(9999, 6, 1), 12) == date.max
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_database_knows_how_often() -> None:
    row = DeadlineFactory()
    with pytest.raises(IntegrityError):
        Deadline.objects.filter(pk=row.pk).update(repeat_months=5)


def test_next_plan_has_what_waits_of_a_duty_that_comes_again() -> None:
    row = DeadlineFactory(
        date=date(2019, 6, 1), done_on=date(2019, 6, 1), repeat_months=Repeat.YEAR, plan__year=2019
    )
    copy = copy_plan(row.plan, 2020)
    assert [(one.date, one.repeat_months, one.done_on) for one in copy.deadlines.all()] == [
        (date(2021, 6, 1), Repeat.YEAR, None)
    ]


def test_day_at_the_calendar_s_end_is_refused_and_never_counted_to() -> None:
    deadline = DeadlineFactory(date=date(2026, 1, 31), repeat_months=1)
    deadline.done_on = date.max
    with pytest.raises(ValidationError, match="2100"):
        deadline.full_clean()
    deadline.save()
    assert not Deadline.objects.filter(continues=deadline).exists()


def test_deadline_that_is_put_off_is_told_of_anew() -> None:
    deadline = DeadlineFactory(date=date(2026, 3, 1), reminded_at=timezone.now(), missed_at=timezone.now())
    deadline.save()
    assert Deadline.objects.exclude(missed_at=None).exists()
    deadline.date = date(2026, 6, 1)
    deadline.save()
    assert (deadline.reminded_at, deadline.missed_at) == (None, None)
