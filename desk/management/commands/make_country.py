"""A country of invented plans, for measuring what the public reads. A draft's rows are those of the plan alone: its text
is in the edition."""

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
from desk.management.country.compose import Town, report_on
from desk.management.country.paper import Press
from documents import tree
from documents.follow_up_rows import store_follow_up
from documents.to_rows import store
from goals.models import NationalGoal
from plans.management.reporting import ReportingCommand
from plans.models import Municipality, Plan
from publishing.domain.publish_many import publish_many
from website.domain.search import filling

MUNICIPALITIES, YEARS = 98, 10


class Command(ReportingCommand):
    help = _(
        "Makes and publishes invented plans of many municipalities and years, for measuring a portal of that size."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--municipalities", type=int, default=MUNICIPALITIES, help=_("how many (else 98)")
        )
        parser.add_argument("--years", type=int, default=YEARS, help=_("how many, up to this year (else 10)"))
        parser.add_argument(
            "--yes", action="store_true", help=_("also where there are plans: these stay as they are")
        )

    def handle(self, *, municipalities: int, years: int, yes: bool, **_options: Any) -> None:
        if Plan.objects.exists() and not yes:
            raise CommandError(
                _("There are plans in this portal. Write --yes to publish invented ones beside them.")
            )
        call_command("load_reference", verbosity=0)
        maker = _Maker(years)
        for row in places.municipalities(municipalities):
            if row.plans.exists():  # it keeps those alone
                continue
            with translation.override("da"):
                made = maker.publish_all(row)
            self.say(_("%(name)s: %(number)d editions") % {"name": row.short_name, "number": made})
        with translation.override("da"):
            filling.rebuild()


class _Maker:
    def __init__(self, years: int) -> None:
        self.years = years
        self.last_year = timezone.localdate().year
        self.national = _national_goals()
        self.press = Press()

    @transaction.atomic
    def publish_all(self, row: Municipality) -> int:
        """All of a municipality's plans or none; how many editions that makes. The year that is not over has no
        follow-up yet."""
        town = Town(places.node_of(row), self.last_year - self.years + 1, self.years, self.national)
        documents = list(town.plans())
        plans = [(_row(document), document) for document in documents]
        over = [(plan, report_on(one, town)) for plan, one in plans if one.year < self.last_year]
        reports = [(_follow_up(document, plan), document) for plan, document in over]
        made = [*publish_many(plans, note=texts.NOTE, press=self.press)]
        made += publish_many(reports, note=texts.NOTE, press=self.press)
        return len(made)


def _row(document: tree.PlanDocument) -> Plan:
    return store(replace(document, themes=(), sections=()))


def _follow_up(document: tree.PlanDocument, plan: Plan) -> Any:
    assert document.follow_up
    return store_follow_up(replace(document.follow_up, assessments=()), plan)


def _national_goals() -> Mapping[int, Sequence[tree.NationalGoal]]:
    found = defaultdict(list)
    for goal in NationalGoal.objects.order_by("year", "number"):
        found[goal.year].append(tree.NationalGoal(goal.year, goal.number, goal.title, goal.text))
    return found
