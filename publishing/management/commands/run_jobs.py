from typing import Any

from django.core.management.base import BaseCommand

from publishing.domain.jobs import run_waiting
from publishing.enums import JobState


class Command(BaseCommand):
    help = "Tager det arbejde op, som en genstart afbrød: PDF'er og mails. Til en timer, fx hvert minut."

    def handle(self, **_options: Any) -> None:
        for job in run_waiting():
            failed = job.state == JobState.FAILED
            (self.stderr if failed else self.stdout).write(f"{job}: {job.error or 'udført'}")
