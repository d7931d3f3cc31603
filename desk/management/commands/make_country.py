"""A country of invented plans, for measuring: each is stored, checked and published by the functions behind a click in
the admin. Two things are done otherwise: nothing is printed, and the search is filled once, at the end."""

from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from desk.management.country import places, texts
from desk.management.country.compose import Town, follow_up_on
from desk.management.country.paper import Press
from documents import tree
from documents.to_rows import store
from goals.models import FollowUp, NationalGoal
from plans.management.reporting import ReportingCommand
from plans.models import Municipality, Plan
from publishing.domain.basis import begin
from publishing.domain.public_changes import unheard
from publishing.domain.publish import publish
from publishing.models import Subject
from website.domain.search import filling

MUNICIPALITIES, YEARS = 98, 10


class Command(ReportingCommand):
    help = _("Makes and publishes invented plans of many municipalities and years, for measuring a portal of that size.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipalities", type=int, default=MUNICIPALITIES, help=_("how many (else 98)"))
        parser.add_argument("--years", type=int, default=YEARS, help=_("how many, up to this year (else 10)"))
        parser.add_argument(
            "--yes", action="store_true", help=_("also where there are plans: these stay as they are")
        )

    def handle(self, *, municipalities: int, years: int, yes: bool, **_options: Any) -> None:
        if Plan.objects.exists() and not yes:
            raise CommandError(
                _("There are plans in this portal. Write --yes to publish invented ones beside them.")
            )
        call_command("load_plans", reference=True, verbosity=0)
        # A municipality that has plans keeps those alone.
        rows = [row for row in places.municipalities(municipalities) if not row.plans.exists()]
        maker = _Maker(years)
        with unheard(), translation.override("da"):
            for row in rows:
                self.say(_("%(municipality)s: %(editions)d editions") % {
                    "municipality": row.short_name, "editions": maker.publish_all(row)
                })
        filling.rebuild()


class _Maker:
    def __init__(self, years: int) -> None:
        self.years = years
        self.first_year = timezone.localdate().year - years + 1
        self.national = _national_goals()
        self.press = Press()

    @transaction.atomic
    def publish_all(self, row: Municipality) -> int:
        """All of a municipality's plans or none; how many editions that makes. The year that is not over has no
        follow-up yet."""
        town = Town(places.node_of(row), self.first_year, self.years, self.national)
        editions = 0
        for document in town.plans():
            is_over = document.year < self.first_year + self.years - 1
            report = follow_up_on(document, town) if is_over else None
            plan = store(replace(document, follow_up=report))
            self._publish(plan)
            editions += 1
            for follow_up in FollowUp.objects.filter(plan=plan):
                begin(follow_up)
                self._publish(follow_up)
                editions += 1
        return editions

    def _publish(self, subject: Subject) -> None:
        publish(subject, by=None, note=texts.NOTE, press=self.press)


def _national_goals() -> Mapping[int, Sequence[tree.NationalGoal]]:
    found = defaultdict(list)
    for goal in NationalGoal.objects.order_by("year", "number"):
        found[goal.year].append(tree.NationalGoal(goal.year, goal.number, goal.title, goal.text))
    return found
