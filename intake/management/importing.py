"""What the two import commands share: their arguments, their messages, all or nothing."""

from abc import abstractmethod
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from documents import tree
from documents.from_rows import series_of
from intake.readers.import_report import report
from intake.readers.parse_result import ParseResult, ReadError
from plans.errors import RefusedError
from plans.models import Municipality


class ImportCommand(BaseCommand):
    """Reads the file, stores what it holds as a draft, prints the report. Anything wrong ends
    with exit code 1 and nothing written."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help=_("Word, OpenDocument, PDF, Markdown or text"))
        parser.add_argument(
            "--municipality", help=_("the municipality's address in the portal, e.g. herning")
        )
        parser.add_argument("--year", help=_("the plan's first year, e.g. 2019"))
        parser.add_argument(
            "--series", default="", help=_("the address of its series, unless it is the municipality's first")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("try without storing"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["file"]:
            raise CommandError(_("Name the file that is to be read."))
        year = _year(options["year"])
        municipality = _municipality(options["municipality"])
        series = _series(municipality, options["series"])
        try:
            with transaction.atomic():
                result, message = self.store(Path(options["file"]), municipality, year, series)
                transaction.set_rollback(options["dry_run"])
        except (ReadError, RefusedError) as error:
            raise CommandError(str(error)) from error
        for line in report(result):
            self.stdout.write(line)
        self.stdout.write("")
        self.stdout.write(
            _("Trial: nothing is stored.") if options["dry_run"] else self.style.SUCCESS(message)
        )

    @abstractmethod
    def store(
        self, file: Path, municipality: Municipality, year: int, series: tree.Series
    ) -> tuple[ParseResult, str]:
        """What was read and stored, and the sentence that reports it."""


def as_tree(municipality: Municipality) -> tree.Municipality:
    """As much of it as a reader needs, and as storing looks for."""
    return tree.Municipality(
        name=municipality.name,
        short_name=municipality.short_name,
        slug=municipality.slug,
        code=municipality.code,
    )


def _series(municipality: Municipality, slug: str) -> tree.Series:
    found = municipality.series.filter(slug=slug).first()
    if found:
        return series_of(found)
    if not slug:
        return tree.Series()
    known = ", ".join(municipality.series.exclude(slug="").values_list("slug", flat=True))
    text = _("%(municipality)s has no series “%(slug)s”. It has: %(known)s.")
    words = {"municipality": municipality.name, "slug": slug, "known": known or _("only the first one")}
    raise CommandError(text % words)


def _year(value: str | int | None) -> int:
    text = str(value or "")
    if not text:
        raise CommandError(_("Name the year with --year, e.g. --year 2019."))
    if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2099):
        raise CommandError(_("“%(text)s” is no year between 2000 and 2099.") % {"text": text})
    return int(text)


def _municipality(slug: str | None) -> Municipality:
    if not slug:
        raise CommandError(_("Name the municipality with --municipality, e.g. --municipality herning."))
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True))
        hint = (
            _("The portal knows: %(known)s.") % {"known": known}
            if known
            else _("The portal has no municipalities yet.")
        )
        raise CommandError(" ".join([_("There is no municipality “%(slug)s”.") % {"slug": slug}, hint]))
    return found
