from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from website.building import folders
from website.building.folders import DATA, SHARED
from website.building.waiting import build_one, units


class Command(BaseCommand):
    help = _(
        "Builds the public pages as files anew, as after an upgrade, and says which pages of older editions read otherwise "
        "than before."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "municipality", nargs="?", default="", help=_("only this municipality's, e.g. herning")
        )

    def handle(self, *, municipality: str, **_options: Any) -> None:
        there = units()
        if municipality and municipality not in there:
            raise CommandError(_("%(name)s has published nothing.") % {"name": municipality})
        failed = [
            unit
            for unit in ([municipality, SHARED, DATA] if municipality else there)
            if not self._built(unit)
        ]
        if failed:
            raise CommandError(_("Not built: %(names)s.") % {"names": ", ".join(failed)})

    def _built(self, unit: str) -> bool:
        folders.take_mark(unit)
        outcome = build_one(unit)
        if outcome.error:
            self.stderr.write(f"{unit}: {outcome.error}")
            return False
        state = folders.state_of(unit)
        told = ngettext("%(count)d page", "%(count)d pages", outcome.pages) % {"count": outcome.pages}
        self.stdout.write(f"{unit}: {told}, {state['bytes'] / 1e6:.1f} MB, {state['seconds']} s")
        for path in state["changed_words"]:
            self.stdout.write(_("Reads otherwise than before: %(address)s") % {"address": path})
        for path in state["missing"]:
            self.stdout.write(_("Not there: %(address)s") % {"address": path})
        return True
