"""What the two import commands share: their arguments, their messages, all or nothing."""

from abc import abstractmethod
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from documents import tree
from documents.references import CannotStoreError
from intake.readers.parse_result import ParseResult, ReadError
from intake.readers.report import report
from intake.readers.source import read_text
from plans.models import Municipality


class ImportCommand(BaseCommand):
    """Reads the file, stores what it holds as a draft, prints the report. Messages are Danish: a
    caseworker reads them. Anything wrong ends with exit code 1 and nothing written."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="teksten, gemt som UTF-8")
        parser.add_argument("--municipality", help="kommunens adresse i portalen, f.eks. herning")
        parser.add_argument("--year", help="planens første år, f.eks. 2019")
        parser.add_argument("--dry-run", action="store_true", help="prøv uden at gemme")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["file"]:
            raise CommandError("Angiv filen, der skal læses.")
        year = _year(options["year"])
        municipality = _municipality(options["municipality"])
        try:
            text = read_text(Path(options["file"]))
            with transaction.atomic():
                result, message = self.store(text, municipality, year)
                transaction.set_rollback(options["dry_run"])
        except (ReadError, CannotStoreError) as error:
            raise CommandError(str(error)) from error
        for line in report(result):
            self.stdout.write(line)
        self.stdout.write("")
        self.stdout.write(
            "Prøve: der er ikke gemt noget." if options["dry_run"] else self.style.SUCCESS(message)
        )

    @abstractmethod
    def store(self, text: str, municipality: Municipality, year: int) -> tuple[ParseResult, str]:
        """What was read and stored, and the sentence that tells of it."""


def as_tree(municipality: Municipality) -> tree.Municipality:
    """As much of it as a reader needs, and as storing looks for."""
    return tree.Municipality(
        name=municipality.name,
        short_name=municipality.short_name,
        slug=municipality.slug,
        code=municipality.code,
    )


def _year(value: str | int | None) -> int:
    text = str(value or "")
    if not text:
        raise CommandError("Angiv året med --year, f.eks. --year 2019.")
    if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2099):
        raise CommandError(f"»{text}« er ikke et årstal mellem 2000 og 2099.")
    return int(text)


def _municipality(slug: str | None) -> Municipality:
    if not slug:
        raise CommandError("Angiv kommunen med --municipality, f.eks. --municipality herning.")
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True))
        hint = f"Portalen kender: {known}." if known else "Portalen har ingen kommuner endnu."
        raise CommandError(f"Kommunen »{slug}« findes ikke i portalen. {hint}")
    return found
