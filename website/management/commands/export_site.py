from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from website.building import folders
from website.building.exporting import ExportError, export
from website.building.folders import SHARED
from website.building.waiting import build_one, find_outdated, units


class Command(BaseCommand):
    help = _("Writes the public pages to a folder that can be read without a server, as for an archive.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help=_("a new folder"))
        parser.add_argument("--municipality", default="", help=_("only this municipality's, e.g. herning"))

    def handle(self, *, folder: str, municipality: str, **_options: Any) -> None:
        there = units()
        if municipality and municipality not in there:
            raise CommandError(_("%(name)s has published nothing.") % {"name": municipality})
        find_outdated()  # what changes with the day, and what nobody told of
        for unit in [municipality, SHARED] if municipality else there:
            outcome = build_one(unit) if folders.is_waiting(unit) else None
            if outcome and outcome.error:
                raise CommandError(f"{unit}: {outcome.error}")
        try:
            files = export(Path(folder), [municipality] if municipality else there)
        except (ExportError, OSError) as error:
            raise CommandError(_("The folder must be new and empty: %(error)s") % {"error": error}) from error
        self.stdout.write(_("%(files)d files written to %(folder)s.") % {"files": files, "folder": folder})
