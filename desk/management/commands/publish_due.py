from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from desk.domain.checking import refuse_stops
from plans.models import Plan
from publishing.domain.due import carry_out_due
from publishing.domain.variants import make_missing
from publishing.enums import ScheduleState


class Command(BaseCommand):
    help = "Udgiver de planer, hvis planlagte tidspunkt er kommet. Til en timer, fx hvert minut."

    def handle(self, **_options: Any) -> None:
        failed = 0
        published = []
        for row in carry_out_due(timezone.now(), _guard):
            if row.state == ScheduleState.FAILED:
                failed += 1
                self.stderr.write(f"{row.plan}: ikke udgivet. {row.error}")
            elif row.edition:
                published.append(row.edition)
                self.stdout.write(f"{row.plan}: udgave {row.edition.label} er udgivet.")
        for outcome in make_missing(published):
            if outcome.error:
                self.stderr.write(f"{outcome.edition}, {outcome.wanted.name}: ikke lavet. {outcome.error}")
        if failed:
            raise CommandError(f"{failed} planlagte udgivelser mislykkedes. Godkenderne har fået besked.")


def _guard(plan: Plan) -> None:
    refuse_stops(plan)
