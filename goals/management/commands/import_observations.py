from argparse import ArgumentParser
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from goals.domain import jobindsats
from goals.domain.importing.read_file import read
from goals.domain.importing.resolving import Refusal, Resolver
from goals.domain.importing.rows import UnreadableFileError
from goals.domain.importing.storing import Report, RowResult, store
from goals.models import FigureImport

EVERY = 10_000
"""Rows between two lines of progress."""


class Command(BaseCommand):
    help = _(
        "Imports figures from CSV, XLSX or jobindsats' JSON, or fetches them from jobindsats. Areas and indicators "
        "must be in the portal; they are not made here, since a figure without a known direction and unit cannot "
        "be judged."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("file", nargs="?", type=Path, help=_("the file with the figures"))
        where.add_argument(
            "--jobindsats",
            metavar="PATH",
            help=_("fetch from jobindsats, e.g. data/y25i07?period.M=latest:12&…"),
        )
        parser.add_argument(
            "--indicator",
            default="",
            help=_("the indicator's address or name, where the file does not name it"),
        )
        parser.add_argument(
            "--measure", default="", help=_("the column with the figure, where JSON has several")
        )
        parser.add_argument(
            "--sheet", default="", help=_("the sheet to read, where several of a workbook hold a table")
        )
        parser.add_argument(
            "--source",
            default="",
            help=_("the source, where the file does not name it (else the file's name)"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("show what would happen, and store nothing")
        )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        self.quiet = verbosity == 0
        if options["jobindsats"]:
            path = options["jobindsats"]
            with BytesIO(self._fetched(path)) as handle:
                report = self._import(handle, options, f"jobindsats.dk, {path.partition('?')[0]}")
        else:
            try:
                with options["file"].open("rb") as handle:
                    report = self._import(handle, options, options["file"].name)
            except OSError as error:
                text = _("%(path)s cannot be read: %(error)s.")
                raise CommandError(text % {"path": options["file"], "error": error.strerror}) from error
        if not self.quiet:
            self._print(report, dry_run=options["dry_run"])

    def _fetched(self, path: str) -> bytes:
        try:
            return jobindsats.fetch(path)
        except jobindsats.FetchError as error:
            raise CommandError(str(error)) from error

    def _import(self, handle: BinaryIO, options: dict[str, Any], name: str) -> Report:
        try:
            checksum = sha256(handle.read()).hexdigest()
            handle.seek(0)
            table = read(handle, options["measure"], options["sheet"])
            resolver = Resolver(options["indicator"], options["source"] or name, table.decimal_sign)
            if options["indicator"]:
                resolver.indicator(options["indicator"])
            if table.unused and not self.quiet:
                text = _("Columns that are not used: %(columns)s.")
                self.stdout.write(text % {"columns": ", ".join(table.unused)})
            if not self.quiet:
                for notice in table.notices:
                    self.stdout.write(notice)
            return store(
                table,
                resolver,
                dry_run=options["dry_run"],
                progress=self._progress,
                figure_import=FigureImport(file_name=name[:255], sha256=checksum),
            )
        except UnreadableFileError as error:
            raise CommandError(" ".join([f"{name}: {error}", _("Nothing has been changed.")])) from error
        except Refusal as error:
            raise CommandError(" ".join([f"{name}: {error}.", _("Nothing has been changed.")])) from error

    def _progress(self, rows: int) -> None:
        if not self.quiet and rows % EVERY == 0:
            self.stdout.write(_("%(rows)d rows read …") % {"rows": rows})

    def _print(self, report: Report, *, dry_run: bool) -> None:
        self._lines(_("To be looked at"), report.questioned)
        self._lines(_("Changed"), report.changed)
        self._lines(_("Refused"), report.refused)
        self.stdout.write(report.summary)
        if dry_run:
            self.stdout.write(_("Trial: nothing is stored."))

    def _lines(self, title: str, lines: list[RowResult]) -> None:
        if lines:
            self.stdout.write(f"{title}:")
        for line in lines:
            text = _("row %(number)d: %(text)s") % {"number": line.number, "text": line.text}
            self.stdout.write(f"  {text}")
