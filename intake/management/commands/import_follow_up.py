from documents.follow_up_rows import store_follow_up
from documents.from_rows import document_of
from documents.to_rows import store
from intake.management.importing import ImportCommand, as_tree
from intake.readers.follow_up import read_follow_up
from intake.readers.matching import for_existing_plan
from intake.readers.parse_result import ParseResult
from plans.models import Municipality, Plan
from publishing.domain.basis import begin, in_force, keys_by_ref


class Command(ImportCommand):
    help = (
        "Læser en målopfølgning ind, skrevet som felter: navn, tabulator, indhold. Findes planen, føjes "
        "opfølgningen til dens mål; ellers oprettes en plan med kun fokusområder og mål."
    )

    def store(self, text: str, municipality: Municipality, year: int) -> tuple[ParseResult, str]:
        result = read_follow_up(text, municipality=as_tree(municipality), year=year)
        plan = Plan.objects.filter(municipality=municipality, year=year).first()
        if plan is None:
            store(result.document)
            return (
                result,
                f"Målopfølgningen for {year} er gemt, og en plan med dens mål er oprettet som kladde.",
            )
        edition = in_force(plan)
        document = edition.document if edition else document_of(plan)
        result = for_existing_plan(result, document)
        if result.document.follow_up:
            begin(store_follow_up(result.document.follow_up, plan, keys_by_ref(plan, document)))
        return result, f"Målopfølgningen for {year} er føjet til »{plan.title}«."
