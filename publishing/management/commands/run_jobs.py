from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from publishing.domain.jobs import by_timer, run_waiting
from publishing.enums import JobState


class Command(BaseCommand):
    help = _("Takes up what a restart interrupted: PDFs and mails. For a timer, e.g. every minute.")

    def handle(self, **_options: Any) -> None:
        for job in run_waiting():
            failed = job.state == JobState.FAILED
            outcome = job.error or _("done")
            (self.stderr if failed else self.stdout).write(f"{job}: {outcome}")
        for work in by_timer:
            for line in work():
                self.stdout.write(line)
