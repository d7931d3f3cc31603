from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from desk.domain.reference import ReferenceList, load
from documents.codec import UnreadableDocumentError, from_json
from documents.to_rows import store
from documents.tree import PlanDocument
from plans.errors import RefusedError
from plans.management.reporting import ReportingCommand
from plans.models import Municipality, Plan

MUNICIPALITIES = ReferenceList("municipalities.json", Municipality, (("slug",),))


class Command(ReportingCommand):
    help = _("Loads reference data and the real plans as drafts. What is there already is left alone.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help=_("the folder with “reference”, “demo” and “plans” (else the portal's own)"),
        )

    def handle(self, *, folder: Path, verbosity: int, **_options: Any) -> None:
        documents = [self._document(path) for path in sorted((folder / "plans").glob("*.json"))]
        call_command("load_reference", folder=folder / "reference", verbosity=verbosity, stdout=self.stdout)
        self._municipalities(folder / "demo")
        # A plan may continue one of an earlier year, which must then be there already.
        for document in sorted(documents, key=lambda one: (one.year, one.municipality.slug)):
            self._plan(document)

    def _municipalities(self, folder: Path) -> None:
        """Without them the plans cannot be stored, so they are put in again where they have been deleted."""
        try:
            loaded = load(MUNICIPALITIES, folder, restore=True)
        except RefusedError as error:
            raise CommandError(str(error)) from error
        text = _("The demo's municipalities: %(added)d added, %(there)d were there already.")
        self.say(text % {"added": loaded.added, "there": loaded.there})

    def _document(self, path: Path) -> PlanDocument:
        try:
            return from_json(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            raise CommandError(_("The file %(path)s is not UTF-8.") % {"path": path}) from error
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
        except RefusedError as error:
            raise CommandError(f"{name}: {error}") from error
        self.say(_("%(plan)s: loaded as a draft.") % {"plan": name})
