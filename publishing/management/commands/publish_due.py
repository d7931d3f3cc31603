from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.domain import public_changes
from publishing.domain.due import carry_out_due
from publishing.enums import ScheduleState


class Command(BaseCommand):
    help = _(
        "Publishes the plans and follow-ups whose planned time has come. For a timer, e.g. every minute."
    )

    def handle(self, **_options: Any) -> None:
        public_changes.tell_of_day(timezone.localdate())
        failed = 0
        for row in carry_out_due(timezone.now()):
            if row.state == ScheduleState.FAILED:
                failed += 1
                self.stderr.write(
                    _("%(text)s: not published. %(error)s") % {"text": row.subject, "error": row.error}
                )
            elif row.edition:
                text = _("%(text)s: %(edition)s is published.")
                self.stdout.write(text % {"text": row.subject, "edition": row.edition.name})
        if failed:
            text = ngettext(
                "%(failed)d planned publication failed. The approvers have been told.",
                "%(failed)d planned publications failed. The approvers have been told.",
                failed,
            )
            raise CommandError(text % {"failed": failed})
