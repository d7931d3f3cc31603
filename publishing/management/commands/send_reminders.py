from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.domain.reminders import send_due


class Command(BaseCommand):
    help = _(
        "Sends reminders of deadlines that come or were missed, and receipts for those that are met. For a timer, e.g. every morning."
    )

    def handle(self, **_options: Any) -> None:
        sent = send_due(timezone.localdate())
        text = _("%(reminders)d reminders, %(missed)d of missed deadlines, and %(receipts)d receipts sent.")
        words = {"reminders": sent.reminders, "missed": sent.missed, "receipts": sent.receipts}
        self.stdout.write(text % words)
