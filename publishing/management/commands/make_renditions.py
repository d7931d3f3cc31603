from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publishing.domain.renditions import make_missing
from publishing.models import Edition


class Command(BaseCommand):
    help = (
        "Laver de PDF'er, der mangler ved siden af planens egen: temaer, målene, ændringer og trykkeriets."
        " Det, der er lavet, laves ikke igen. Til en timer, fx hvert kvarter."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", nargs="?", default="", help="kun denne kommunes, fx herning")
        parser.add_argument("year", nargs="?", type=int, default=0, help="kun dette års, fx 2019")

    def handle(self, *, municipality: str, year: int, **_options: Any) -> None:
        editions = Edition.objects.served()
        if municipality:
            editions = editions.filter(municipality_slug=municipality)
        if year:
            editions = editions.filter(year=year)
        made = failed = 0
        for outcome in make_missing(editions.order_by("-published_at").iterator(chunk_size=20)):
            line = f"{outcome.edition}: {outcome.wanted.name}"
            if outcome.error:
                failed += 1
                self.stderr.write(f"{line}: ikke lavet. {outcome.error}")
            else:
                made += 1
                self.stdout.write(line)
        if failed:
            raise CommandError(f"{failed} PDF'er kunne ikke laves, {made} blev lavet.")
        self.stdout.write(f"{made} PDF'er lavet." if made else "Ingen PDF'er mangler.")
