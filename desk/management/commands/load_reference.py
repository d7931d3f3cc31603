from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from desk.domain.reference import LISTS, load
from plans.errors import RefusedError
from plans.management.reporting import ReportingCommand


class Command(ReportingCommand):
    help = _(
        "Loads what comes with the portal: areas, national goals, target groups, indicators and synonyms. What has been edited or deleted since is left as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "reference",
            help=_("the folder with the lists (else the portal's own)"),
        )
        parser.add_argument(
            "--restore",
            action="store_true",
            help=_("also put in again what has been deleted or renamed here"),
        )

    @transaction.atomic
    def handle(self, *, folder: Path, restore: bool, **_options: Any) -> None:
        for one in LISTS:
            try:
                loaded = load(one, folder, restore=restore)
            except RefusedError as error:
                raise CommandError(str(error)) from error
            text = _("%(name)s: %(added)d added, %(there)d were there already.")
            said = text % {
                "name": one.model._meta.verbose_name_plural,
                "added": loaded.added,
                "there": loaded.there,
            }
            if loaded.gone:
                text = _(
                    "%(gone)d have been deleted or renamed here, and are not put in again (--restore does)."
                )
                said = f"{said} {text % {'gone': loaded.gone}}"
            self.say(said[0].upper() + said[1:])
