from documents import tree
from documents.to_rows import store
from goals.models import NationalGoal
from intake.management.importing import ImportCommand, as_tree
from intake.readers.matching import with_known_national_goals
from intake.readers.parse_result import ParseResult
from intake.readers.plan import read_plan
from plans.models import Municipality


class Command(ImportCommand):
    help = "Læser en plan (.txt eller .md) ind som kladde og fortæller, hvor hver linje blev af."

    def store(self, text: str, municipality: Municipality, year: int) -> tuple[ParseResult, str]:
        result = read_plan(text, municipality=as_tree(municipality), year=year)
        last_year = result.document.last_year
        known = [
            tree.NationalGoal(row.year, row.number, row.title, row.text)
            for row in NationalGoal.objects.filter(year__range=(year, last_year))
        ]
        result = with_known_national_goals(result, known)
        plan = store(result.document)
        return result, f"»{plan.title}« for {municipality.name} er gemt som kladde."
