from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext as _

from documents import tree
from documents.follow_up_rows import store_follow_up
from documents.from_rows import document_of
from documents.to_rows import store
from intake.management.importing import ImportCommand, as_tree
from intake.plan_in import TEXT_ENDINGS, read_review_file
from intake.readers.follow_up import read_follow_up
from intake.readers.matching import for_existing_plan
from intake.readers.parse_result import ParseResult, ReadError
from intake.readers.records import records_of
from intake.readers.source_lines import read_text, source_lines
from plans.models import Municipality, Plan
from publishing.domain.basis import begin, in_force, keys_by_ref


def _read(file: Path, municipality: tree.Municipality, year: int, series: tree.Series) -> ParseResult:
    """Fields, where the file is a text that has them; else a report on results, by its structure."""
    if file.suffix.lower() not in TEXT_ENDINGS or not file.is_file():
        return read_review_file(file, municipality, year, series)
    text = read_text(file)
    if any(records_of(source_lines(text))[1]):
        return read_follow_up(text, municipality=municipality, year=year, series=series)
    with suppress(ReadError):
        return read_review_file(file, municipality, year, series)
    return read_follow_up(text, municipality=municipality, year=year, series=series)


class Command(ImportCommand):
    help = _(
        "Reads a follow-up that is written as fields: name, tab, content. Where there is a plan, the follow-up is "
        "added to its goals; otherwise a plan with focus areas and goals alone is made."
    )

    def store(
        self, file: Path, municipality: Municipality, year: int, series: tree.Series
    ) -> tuple[ParseResult, str]:
        result = _read(file, as_tree(municipality), year, series)
        plan = Plan.objects.filter(municipality=municipality, year=year, series__slug=series.slug).first()
        if plan is None:
            store(result.document)
            return (
                result,
                _("The follow-up for %(year)d is stored, and a plan with its goals is made as a draft.")
                % {"year": year},
            )
        edition = in_force(plan)
        document = edition.document if edition else document_of(plan)
        result = for_existing_plan(result, document)
        if result.document.follow_up:
            begin(store_follow_up(result.document.follow_up, plan, keys_by_ref(plan, document)))
        message = _("The follow-up for %(year)d is added to “%(plan)s”.") % {"year": year, "plan": plan.title}
        return result, message
