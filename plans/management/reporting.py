from typing import Any

from django.core.management.base import BaseCommand


class ReportingCommand(BaseCommand):
    """Prints what it does, except with `--verbosity 0`."""

    quiet = False

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.quiet = options["verbosity"] == 0
        return super().execute(*args, **options)

    def say(self, message: str) -> None:
        if not self.quiet:
            self.stdout.write(message)
