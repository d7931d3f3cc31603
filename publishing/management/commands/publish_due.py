from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from publishing.domain.due import carry_out_due
from publishing.enums import ScheduleState


class Command(BaseCommand):
    help = (
        "Udgiver de planer og opfølgninger, hvis planlagte tidspunkt er kommet. Til en timer, fx hvert minut."
    )

    def handle(self, **_options: Any) -> None:
        failed = 0
        for row in carry_out_due(timezone.now()):
            if row.state == ScheduleState.FAILED:
                failed += 1
                self.stderr.write(f"{row.subject}: ikke udgivet. {row.error}")
            elif row.edition:
                self.stdout.write(f"{row.subject}: udgave {row.edition.label} er udgivet.")
        if failed:
            raise CommandError(f"{failed} planlagte udgivelser mislykkedes. Godkenderne har fået besked.")
