from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from plans.models import Deadline
from publishing.domain.reminders import Sent, send_due
from tests.factories import DeadlineFactory, RecipientFactory
from tests.mail_server import closed_port
from tests.plans.people import editor_of

pytestmark = pytest.mark.django_db
LAST = date(2018, 12, 15)


def deadline(**values: Any) -> Deadline:
    """With a writer who can be told."""
    row: Deadline = DeadlineFactory(**{"date": LAST, "remind_days": 14, **values})
    editor_of(row.plan)
    return row


@pytest.mark.parametrize(
    ("days_before", "reminders"), [(15, 0), (14, 1), (3, 1), (0, 1), (-1, 0)], ids=lambda value: str(value)
)
def test_reminder_is_sent_from_so_many_days_before_until_the_day_itself(
    days_before: int, reminders: int
) -> None:
    deadline()
    assert send_due(LAST - timedelta(days=days_before)).reminders == reminders


def test_missed_deadline_is_told_of_once_and_not_where_it_was_met() -> None:
    row = deadline()
    deadline(done_on=LAST, receipt_at=timezone.now())
    day_after = LAST + timedelta(days=1)
    assert send_due(day_after) == Sent(0, 0, 1)
    assert send_due(day_after) == Sent(0, 0, 0)
    [message] = mail.outbox
    assert message.subject == f"Overskredet frist: {row.what}"
    assert "15. december 2018" in message.body


def test_reminder_is_sent_once() -> None:
    row = deadline()
    assert send_due(LAST) == Sent(1, 0)
    assert send_due(LAST) == Sent(0, 0)
    [message] = mail.outbox
    assert row.what in message.subject
    assert "15. december 2018" in message.body


def test_deadline_that_was_met_gets_a_receipt_once_and_no_reminder() -> None:
    row = deadline(done_on=date(2018, 12, 10))
    assert send_due(LAST) == Sent(0, 1)
    assert send_due(LAST) == Sent(0, 0)
    [message] = mail.outbox
    assert row.what in message.subject
    assert "10. december 2018" in message.body


def test_receipt_follows_a_reminder() -> None:
    row = deadline()
    send_due(LAST)
    Deadline.objects.filter(pk=row.pk).update(done_on=LAST)
    assert send_due(LAST) == Sent(0, 1)
    assert len(mail.outbox) == 2


def test_letter_names_whom_the_plan_is_sent_to_and_whom_it_has_been() -> None:
    row = deadline()
    RecipientFactory(plan=row.plan, name="RAR Østjylland")
    RecipientFactory(plan=row.plan, name="Handicaprådet", sent_on=date(2018, 12, 1))
    RecipientFactory(name="En anden plans")
    send_due(LAST)
    named = [
        name
        for line in mail.outbox[0].body.splitlines()
        for name in ("RAR Østjylland", "Handicaprådet", "En anden plans")
        if name in line
    ]
    assert sorted(named) == ["Handicaprådet", "RAR Østjylland"]
    assert "1. december 2018" in mail.outbox[0].body


def test_letter_goes_to_all_who_write_the_plan() -> None:
    row = deadline()
    second = editor_of(row.plan)
    send_due(LAST)
    assert second.email in mail.outbox[0].to
    assert len(mail.outbox[0].to) == 2


def test_what_could_not_be_sent_is_tried_again(settings: Settings) -> None:
    row = deadline()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", closed_port(), 2
    assert send_due(LAST) == Sent(0, 0)
    row.refresh_from_db()
    assert row.reminded_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(LAST) == Sent(1, 0)


def test_deadline_of_a_plan_that_nobody_writes_waits() -> None:
    DeadlineFactory(date=LAST)
    assert send_due(LAST) == Sent(0, 0)


def test_command_reminds_as_of_today() -> None:
    deadline(date=timezone.localdate() + timedelta(days=2))
    deadline(date=timezone.localdate() + timedelta(days=200))
    output = StringIO()
    call_command("send_reminders", stdout=output)
    assert output.getvalue() == "1 påmindelser, 0 om overskredne frister og 0 kvitteringer sendt.\n"


def test_recipient_has_an_email_or_an_address() -> None:
    with pytest.raises(ValidationError):
        RecipientFactory.build(plan=DeadlineFactory().plan, email="", address="").clean()


def test_reminder_is_at_most_a_year_before() -> None:
    DeadlineFactory(remind_days=366).full_clean()
    with pytest.raises(ValidationError) as refused:
        DeadlineFactory(remind_days=367).full_clean()
    assert list(refused.value.message_dict) == ["remind_days"]
