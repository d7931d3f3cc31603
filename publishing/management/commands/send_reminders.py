from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from publishing.domain.reminders import send_due


class Command(BaseCommand):
    help = "Sender påmindelser om frister og kvitteringer for dem, der er nået. Til en timer, fx hver morgen."

    def handle(self, **_options: Any) -> None:
        sent = send_due(timezone.localdate())
        self.stdout.write(f"{sent.reminders} påmindelser og {sent.receipts} kvitteringer sendt.")
