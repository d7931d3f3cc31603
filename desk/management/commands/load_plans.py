from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.serializers.base import DeserializationError
from django.db import transaction
from django.utils.translation import gettext as _

from documents.codec import UnreadableDocumentError, from_json
from documents.references import CannotStoreError
from documents.to_rows import store
from documents.tree import PlanDocument
from plans.management.reporting import ReportingCommand
from plans.models import Plan

REFERENCE = {
    "municipalities.json": ("slug",),
    "national_goals.json": ("year", "number"),
    "target_groups.json": ("slug",),
    "areas.json": ("kind", "name"),
    "synonyms.json": ("expressions",),
}
"""Each file of reference data with the fields that identify a row. Primary keys do not: in a portal that is
in use, number 3 may be a row of its own, which must not be written over."""


class Command(ReportingCommand):
    help = _("Loads reference data and the real plans as drafts. What is there already is left alone.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help=_("the folder with “reference” and “plans” (else the portal's own)"),
        )
        parser.add_argument(
            "--reference", action="store_true", help=_("the reference data alone, and no plans")
        )

    def handle(self, *, folder: Path, reference: bool, **_options: Any) -> None:
        plans = [] if reference else sorted((folder / "plans").glob("*.json"))
        documents = [self._document(path) for path in plans]
        for name, fields in REFERENCE.items():
            self._reference(folder / "reference" / name, fields)
        # A plan may continue one of an earlier year, which must then be there already.
        for document in sorted(documents, key=lambda one: (one.year, one.municipality.slug)):
            self._plan(document)

    @transaction.atomic
    def _reference(self, path: Path, fields: tuple[str, ...]) -> None:
        added = known = 0
        try:
            for entry in serializers.deserialize("json", _read(path)):
                row = entry.object
                same = {name: getattr(row, name) for name in fields}
                if type(row)._default_manager.filter(**same).exists():
                    known += 1
                    continue
                row.pk = None
                row.full_clean()
                row.save()
                added += 1
        except DeserializationError as error:
            text = _("%(name)s is no reference data that can be read: %(error)s")
            raise CommandError(text % {"name": path.name, "error": error}) from error
        except ValidationError as error:
            text = _("%(name)s, “%(row)s”: %(error)s")
            words = {"name": path.name, "row": row, "error": "; ".join(error.messages)}
            raise CommandError(text % words) from error
        text = _("Reference data, %(name)s: %(added)d added, %(known)d were there already.")
        self.say(text % {"name": path.stem, "added": added, "known": known})

    def _document(self, path: Path) -> PlanDocument:
        try:
            return from_json(_read(path))
        except UnreadableDocumentError as error:
            raise CommandError(f"{path.name}: {error}") from error

    def _plan(self, document: PlanDocument) -> None:
        name = f"{document.municipality.name}, {document.title}"
        of_town = Plan.objects.filter(municipality__slug=document.municipality.slug)
        if of_town.filter(year=document.year, series__slug=document.series.slug).exists():
            self.say(_("%(plan)s: is there already, and is not changed.") % {"plan": name})
            return
        try:
            store(document)
        except CannotStoreError as error:
            raise CommandError(f"{name}: {error}") from error
        self.say(_("%(plan)s: loaded as a draft.") % {"plan": name})


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise CommandError(_("The file %(path)s does not exist.") % {"path": path}) from error
    except UnicodeDecodeError as error:
        raise CommandError(_("The file %(path)s is not UTF-8.") % {"path": path}) from error
