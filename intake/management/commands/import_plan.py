from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from documents import tree
from documents.to_rows import store
from goals.models import NationalGoal
from goals.models.national_goal import in_period
from intake.management.importing import ImportCommand, as_tree
from intake.plan_in import read_plan_file, with_answers_known
from intake.readers.matching import with_known_national_goals
from intake.readers.parse_result import ParseResult
from plans.models import Municipality


class Command(ImportCommand):
    help = _(
        "Reads a plan (Word, OpenDocument, PDF, Markdown or text) into a draft, and tells where each part went."
    )

    def store(
        self, file: Path, municipality: Municipality, year: int, series: tree.Series
    ) -> tuple[ParseResult, str]:
        result = read_plan_file(file, as_tree(municipality), year)
        known = [
            tree.NationalGoal(row.year, row.number, row.title, row.text)
            for row in NationalGoal.objects.filter(in_period(year, result.document.last_year))
        ]
        result = with_known_national_goals(result, known)
        document, asked = with_answers_known(result.document, known)
        result = replace(result, document=document, questions=(*result.questions, *asked))
        plan = store(replace(result.document, series=series))
        message = _("“%(plan)s” for %(municipality)s is stored as a draft.")
        return result, message % {"plan": plan.title, "municipality": municipality.name}
