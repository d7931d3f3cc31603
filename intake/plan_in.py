"""A file of any format → the plan that it is, with where each part went. The command and the desk call the same
functions: `read_limited`, which reads and recognises, and `made.document_of`."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from documents import tree
from intake import made, telling
from intake.formats.errors import UnreadableError
from intake.formats.worker import ReadFile, read_limited
from intake.outline import Outline
from intake.readers.parse_result import ParseResult, ReadError, quoted
from intake.readers.source_lines import content_of
from intake.recognised import Recognised

TEXT_ENDINGS = (".txt", ".md", ".markdown")


def read_plan_file(path: Path, municipality: tree.Municipality, year: int) -> ParseResult:
    """Raises `ReadError`."""
    outline, found = recognised_file(path)
    _check(found, municipality, year)
    return result_of(found, outline, municipality, year)


def read_review_file(
    path: Path, municipality: tree.Municipality, year: int, series: tree.Series
) -> ParseResult:
    """A report on results that is no table of fields. Raises `ReadError`."""
    outline, found = recognised_file(path)
    if found.kind != "review" or not any(piece.role == "goal" for piece in found.pieces):
        raise ReadError(_("The file holds no verdicts on goals. Is it a report on results?"))
    _check_year(found, year)
    return result_of(found, outline, municipality, year, series)


def recognised_file(path: Path) -> ReadFile:
    """Raises `ReadError`."""
    try:
        return read_limited(content_of(path), path.name)
    except UnreadableError as error:
        raise ReadError(str(error)) from error


def result_of(
    found: Recognised,
    outline: Outline,
    municipality: tree.Municipality,
    year: int,
    series: tree.Series | None = None,
) -> ParseResult:
    document = made.document_of(found, municipality, series=series, year=year)
    questions = tuple(question.text for question in found.questions)
    return ParseResult(document, tuple(telling.placements_of(found, outline)), questions)


def with_answers_known(
    document: tree.PlanDocument, known: Iterable[tree.NationalGoal]
) -> tuple[tree.PlanDocument, tuple[str, ...]]:
    """Without answers to national goals that neither the portal nor the plan has the words of, and what asks for
    these."""
    there = {(goal.year, goal.number) for goal in (*known, *document.national_goals)}
    missing: set[int] = set()

    def kept(answers: tuple[tree.NationalGoalRef, ...]) -> tuple[tree.NationalGoalRef, ...]:
        missing.update(ref.number for ref in answers if (ref.year, ref.number) not in there)
        return tuple(ref for ref in answers if (ref.year, ref.number) in there)

    def goals(of: tuple[tree.Goal, ...]) -> tuple[tree.Goal, ...]:
        return tuple(replace(goal, answers=kept(goal.answers)) for goal in of)

    themes = tuple(replace(t, answers=kept(t.answers), goals=goals(t.goals)) for t in document.themes)
    document = replace(document, themes=themes, goals=goals(document.goals))
    if not missing:
        return document, ()
    text = _(
        "The plan answers national goals %(numbers)s of %(year)d, which the portal does not have. Add them."
    )
    return document, (text % {"numbers": ", ".join(map(str, sorted(missing))), "year": document.year},)


def _check(found: Recognised, municipality: tree.Municipality, year: int) -> None:
    if found.kind == "review":
        raise ReadError(_("The file is a report on results and no plan. Use import_follow_up."))
    if found.kind == "figures":
        raise ReadError(_("The file is a sheet of key figures and no plan. Use import_observations."))
    _check_year(found, year)
    names = {municipality.short_name.casefold(), municipality.name.casefold().removesuffix(" kommune")}
    if found.municipality and found.municipality.casefold() not in names:
        text = _("The document is about %(found)s, and not %(asked)s. Change --municipality.")
        raise ReadError(
            text % {"found": quoted(found.municipality), "asked": quoted(municipality.short_name)}
        )


def _check_year(found: Recognised, year: int) -> None:
    if found.year and found.year != year:
        text = _("The document is for %(found)d, and not for %(year)d. Change --year.")
        raise ReadError(text % {"found": found.year, "year": year})
