from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.domain.renditions import make_missing, refused
from publishing.models import Edition


class Command(BaseCommand):
    help = _(
        "Makes the PDFs that are missing beside the plan's own: themes, goals, changes, print shop. What is made "
        "is not made again. For a timer, e.g. every quarter of an hour; then what this program has refused of an "
        "edition is not tried again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "municipality", nargs="?", default="", help=_("only this municipality's, e.g. herning")
        )
        parser.add_argument("year", nargs="?", type=int, default=0, help=_("only this year's, e.g. 2019"))

    def handle(self, *, municipality: str, year: int, **_options: Any) -> None:
        editions = Edition.objects.served()
        if municipality:
            editions = editions.filter(municipality_slug=municipality)
        else:
            editions = editions.exclude(pk__in=refused().values("edition"))
        if year:
            editions = editions.filter(year=year)
        made = failed = 0
        for outcome in make_missing(editions.order_by("-published_at").iterator(chunk_size=20)):
            line = f"{outcome.edition}: {outcome.wanted.name}"
            if outcome.error:
                failed += 1
                self.stderr.write(_("%(pdf)s: not made. %(error)s") % {"pdf": line, "error": outcome.error})
            else:
                made += 1
                self.stdout.write(line)
        if failed:
            text = _("%(failed)d PDFs could not be made, %(made)d were made.")
            raise CommandError(text % {"failed": failed, "made": made})
        text = (
            ngettext("%(made)d PDF made.", "%(made)d PDFs made.", made) if made else _("No PDFs are missing.")
        )
        self.stdout.write(text % {"made": made})
