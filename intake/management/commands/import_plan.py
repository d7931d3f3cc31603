from dataclasses import replace

from django.utils.translation import gettext as _

from documents import tree
from documents.to_rows import store
from goals.models import NationalGoal
from goals.models.national_goal import in_period
from intake.management.importing import ImportCommand, as_tree
from intake.readers.matching import with_known_national_goals
from intake.readers.parse_result import ParseResult
from intake.readers.plan import read_plan
from plans.models import Municipality


class Command(ImportCommand):
    help = _("Reads a plan (.txt or .md) into a draft, and tells where each line went.")

    def store(
        self, text: str, municipality: Municipality, year: int, series: tree.Series
    ) -> tuple[ParseResult, str]:
        result = read_plan(text, municipality=as_tree(municipality), year=year)
        known = [
            tree.NationalGoal(row.year, row.number, row.title, row.text)
            for row in NationalGoal.objects.filter(in_period(year, result.document.last_year))
        ]
        result = with_known_national_goals(result, known)
        plan = store(replace(result.document, series=series))
        message = _("“%(plan)s” for %(municipality)s is stored as a draft.")
        return result, message % {"plan": plan.title, "municipality": municipality.name}
