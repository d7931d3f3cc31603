"""E-mails about deadlines: once before the day, once after it where they were missed, and once when they have
been met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from plans.models import Deadline
from publishing.domain import notices


@dataclass(frozen=True, slots=True)
class Sent:
    reminders: int
    receipts: int
    missed: int = 0


def send_due(today: date) -> Sent:
    """Sends what is due by `today` and has not been sent. What could not be sent is tried again."""
    deadlines = Deadline.objects.filter(plan__archived_at=None)
    waiting = deadlines.select_related("plan__municipality").order_by("date", "pk")
    ahead = waiting.filter(done_on=None, reminded_at=None, date__gte=today)
    soon = [row for row in ahead if row.date - timedelta(days=row.remind_days) <= today]
    missed = waiting.filter(done_on=None, missed_at=None, date__lt=today)
    met = waiting.filter(done_on__isnull=False, receipt_at=None)
    return Sent(
        reminders=sum(_tell(row, "reminded_at") for row in soon),
        receipts=sum(_tell(row, "receipt_at") for row in met),
        missed=sum(_tell(row, "missed_at") for row in missed),
    )


def _tell(row: Deadline, sent_field: str) -> bool:
    """Claimed before it is sent, so that two timers at the same moment do not send it twice."""
    if not Deadline.objects.filter(pk=row.pk, **{sent_field: None}).update(**{sent_field: timezone.now()}):
        return False
    with translation.override("da"):
        subject, lines = MESSAGES[sent_field](row)
        lines = [*lines, *_recipients(row)]
    to = notices.addresses_of(row.plan.municipality_id) - {""}
    if to and not notices.send(row.plan, to, subject, lines):
        return True
    Deadline.objects.filter(pk=row.pk).update(**{sent_field: None})
    return False


def _reminder(row: Deadline) -> tuple[str, list[str]]:
    subject = _("Deadline %(date)s: %(what)s") % {"date": _day(row.date), "what": row.what}
    return subject, [str(row.plan), row.what, _("Last day: %(date)s.") % {"date": _day(row.date)}]


def _receipt(row: Deadline) -> tuple[str, list[str]]:
    subject = _("Done: %(what)s") % {"what": row.what}
    done = {"date": _day(row.done_on or row.date), "deadline": _day(row.date)}
    return subject, [str(row.plan), row.what, _("Done %(date)s. The last day was %(deadline)s.") % done]


def _missed(row: Deadline) -> tuple[str, list[str]]:
    subject = _("Missed deadline: %(what)s") % {"what": row.what}
    text = _("The last day was %(date)s, and it has not been marked as done.")
    return subject, [str(row.plan), row.what, text % {"date": _day(row.date)}]


MESSAGES = {"reminded_at": _reminder, "receipt_at": _receipt, "missed_at": _missed}
"""By the field that remembers that it has been sent."""


def _recipients(row: Deadline) -> Iterable[str]:
    for recipient in row.plan.recipients.all():
        if recipient.sent_on:
            text = _("Sent to %(name)s on %(date)s.")
            yield text % {"name": recipient.name, "date": _day(recipient.sent_on)}
        else:
            yield _("To be sent to %(name)s.") % {"name": recipient.name}


def _day(day: date) -> str:
    return formats.date_format(day, "j. F Y")
