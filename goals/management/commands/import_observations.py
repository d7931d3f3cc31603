from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from goals.domain import jobindsats
from goals.domain.importing.reading import read
from goals.domain.importing.resolving import Refusal, Resolver
from goals.domain.importing.rows import UnreadableFileError
from goals.domain.importing.storing import Outcome, Report, store

EVERY = 10_000
"""Rows between two lines of progress."""


class Command(BaseCommand):
    help = (
        "Indlæser målte tal fra CSV, XLSX eller jobindsats' JSON, eller henter dem fra jobindsats."
        " Områder og indikatorer skal findes i portalen; de oprettes ikke her, fordi et tal uden"
        " kendt retning og enhed ikke kan bedømmes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("file", nargs="?", type=Path, help="filen med tallene")
        where.add_argument(
            "--jobindsats", metavar="STI", help="hent fra jobindsats, fx data/y25i07?period.M=latest:12&…"
        )
        parser.add_argument(
            "--indicator", default="", help="indikatorens adresse eller navn, hvor filen ikke nævner den"
        )
        parser.add_argument("--measure", default="", help="kolonnen med tallet, hvor JSON har flere")
        parser.add_argument(
            "--source", default="", help="kilden, hvor filen ikke nævner den (ellers filens navn)"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="vis, hvad der ville ske, uden at gemme noget"
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
                raise CommandError(f"{options['file']} kan ikke læses: {error.strerror}.") from error
        if not self.quiet:
            self._print(report, dry_run=options["dry_run"])

    def _fetched(self, path: str) -> bytes:
        try:
            return jobindsats.fetch(path)
        except jobindsats.FetchError as error:
            raise CommandError(str(error)) from error

    def _import(self, handle: BinaryIO, options: dict[str, Any], name: str) -> Report:
        try:
            table = read(handle, options["measure"])
            resolver = Resolver(options["indicator"], options["source"] or name, table.decimal_sign)
            if options["indicator"]:
                resolver.indicator(options["indicator"])
            if table.unused and not self.quiet:
                self.stdout.write(f"Kolonner, der ikke bruges: {', '.join(table.unused)}.")
            return store(table, resolver, dry_run=options["dry_run"], progress=self._progress)
        except UnreadableFileError as error:
            raise CommandError(f"{name}: {error} Der er ikke ændret noget.") from error
        except Refusal as error:
            raise CommandError(f"{name}: {error}. Der er ikke ændret noget.") from error

    def _progress(self, rows: int) -> None:
        if not self.quiet and rows % EVERY == 0:
            self.stdout.write(f"{rows} rækker læst …")

    def _print(self, report: Report, *, dry_run: bool) -> None:
        self._lines("Ændret", report.changed)
        self._lines("Afvist", report.refused)
        counts = report.counts
        self.stdout.write(
            f"{report.total} {'række' if report.total == 1 else 'rækker'}: {counts['added']} nye, {counts['changed']} ændret,"
            f" {counts['unchanged']} uændret, {counts['refused']} afvist."
        )
        if dry_run:
            self.stdout.write("Prøvekørsel: der er ikke gemt noget.")

    def _lines(self, title: str, lines: list[Outcome]) -> None:
        if lines:
            self.stdout.write(f"{title}:")
        for line in lines:
            self.stdout.write(f"  række {line.number}: {line.text}")
