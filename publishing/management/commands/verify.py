from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.domain import proof
from publishing.domain.verifying import Finding, compare, verify
from publishing.domain.verifying.against import UnreadableExportError

FILE_FAULT = 2
"""Exit code where a named file cannot be read or written; 1 where something is not as published."""


class Command(BaseCommand):
    help = _("Checks that all is as it was published: texts, PDFs, files and the chain of proof.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--chain", metavar="FILE", help=_("write the chain of proof to a new file, one entry a line")
        )
        parser.add_argument(
            "--against",
            metavar="FILE",
            help=_("find what has been changed, removed or put in since that file was written"),
        )

    def handle(self, *, chain: str | None, against: str | None, **_options: Any) -> None:
        faults, editions = self._told(verify())
        if against:
            faults += self._compared(against)
        if faults:
            message = ngettext(
                "%(count)d thing is not as it was published.",
                "%(count)d things are not as they were published.",
                faults,
            )
            raise CommandError(message % {"count": faults})
        if chain:
            self._write(chain)
        head = proof.head()
        message = ngettext(
            "%(count)d edition checked, as published.",
            "%(count)d editions checked, all as published.",
            editions,
        )
        self.stdout.write(message % {"count": editions})
        self.stdout.write(
            _("The chain of proof is intact. Newest entry: %(number)s %(sha256)s")
            % {"number": head.sequence, "sha256": head.sha256}
        )

    def _told(self, findings: Iterable[Finding]) -> tuple[int, int]:
        """How many are faulty, and how many editions there are."""
        faulty = editions = 0
        for finding in findings:
            editions += finding.is_edition
            faulty += bool(finding.faults)
            status = _("FAULT: ") + " ".join(finding.faults) if finding.faults else _("in order")
            self.stdout.write(f"{finding.subject} {status}")
        return faulty, editions

    def _compared(self, path: str) -> int:
        try:
            with open(path, encoding="utf-8", newline="\n") as lines:
                return self._told(compare(lines))[0]
        except (OSError, UnicodeDecodeError, UnreadableExportError) as error:
            raise _file_fault(path, error) from error

    def _write(self, path: str) -> None:
        """Never over a file that is there: an older export is worth more than a newer one."""
        try:
            with open(path, "x", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in proof.export())
        except OSError as error:
            raise _file_fault(path, error) from error


def _file_fault(path: str, error: Exception) -> CommandError:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return CommandError(f"{path}: {reason}", returncode=FILE_FAULT)
