import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.domain.importing.read_file import read
from goals.domain.importing.resolving import Resolver
from goals.domain.importing.rows import UnreadableFileError
from goals.domain.importing.storing import store
from goals.models import Area, FigureImport, Indicator
from plans.management.reporting import ReportingCommand


class Command(ReportingCommand):
    help = _(
        "Loads all figures of the real plans, with the areas and indicators that they need. What is there is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "observations",
            help=_("the folder with the figures and their “reference” (else the portal's own)"),
        )

    @transaction.atomic
    def handle(self, *, folder: Path, **_options: Any) -> None:
        self._areas(folder / "reference" / "areas.csv")
        self._indicators(folder / "reference" / "indicators.csv")
        for path in sorted(folder.glob("*.csv")):
            self._figures(path)

    def _areas(self, path: Path) -> None:
        """A group's members and reason are filled in once, and are the editors' own from then on."""
        added = 0
        groups: dict[str, list[Area]] = {}
        for entry in _entries(path):
            area, created = Area.objects.get_or_create(
                owner=None, kind=entry["kind"], name=entry["name"], defaults={"code": entry["code"]}
            )
            added += created
            if entry["reason"] and not area.reason:
                area.reason = entry["reason"]
                area.save()
            if entry["group"]:
                groups.setdefault(entry["group"], []).append(area)
        for name, members in groups.items():
            group = Area.objects.get(owner=None, kind="cluster", name=name)
            if not group.members.exists():
                group.members.set(members)
        self.say(_("Areas: %(added)d added.") % {"added": added})

    def _indicators(self, path: Path) -> None:
        added = 0
        for entry in _entries(path):
            slug = entry.pop("slug")
            added += Indicator.objects.get_or_create(owner=None, slug=slug, defaults=entry)[1]
        self.say(_("Indicators: %(added)d added.") % {"added": added})

    def _figures(self, path: Path) -> None:
        try:
            with path.open("rb") as handle:
                loaded = FigureImport(file_name=path.name, sha256=sha256(handle.read()).hexdigest())
                handle.seek(0)
                table = read(handle)
                resolver = Resolver(decimal_sign=table.decimal_sign)
                report = store(table, resolver, replace=False, figure_import=loaded)
        except UnreadableFileError as error:
            raise CommandError(f"{path.name}: {error}") from error
        if report.refused:
            row = _("row %(number)d: %(text)s")
            reasons = "; ".join(row % {"number": line.number, "text": line.text} for line in report.refused)
            raise CommandError(f"{path.name}: {reasons}")
        counts = report.counts
        text = _("%(name)s: %(added)d figures added, %(known)d were there already.")
        self.say(text % {"name": path.stem, "added": counts["added"], "known": counts["unchanged"]})


def _entries(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle, delimiter=";")
    except FileNotFoundError as error:
        raise CommandError(_("The file %(path)s does not exist.") % {"path": path}) from error
