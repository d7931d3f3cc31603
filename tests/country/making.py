"""A country of invented plans, for measuring what the public reads. A draft's rows are those of the plan alone: its text
is in the edition."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation

from documents import tree
from documents.follow_up_rows import store_follow_up
from documents.to_rows import store
from goals.models import NationalGoal
from plans.models import Municipality, Plan
from tests.country import places, texts
from tests.country.compose import Town, report_on
from tests.country.paper import Press
from tests.country.publish_many import publish_many
from website.domain.search import filling

MUNICIPALITIES, YEARS = 98, 10


def make(
    municipalities: int = MUNICIPALITIES, years: int = YEARS, say: Callable[[str], object] = print
) -> None:
    """A municipality that has plans keeps those alone."""
    call_command("load_reference", verbosity=0)
    maker = _Maker(years)
    with translation.override("da"):
        for row in places.municipalities(municipalities):
            if not row.plans.exists():
                say(f"{row.short_name}: {maker.publish_all(row)} editions")
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
