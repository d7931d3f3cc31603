"""A file of any format → the plan that it is, with where each part went. The command and the desk call the same
functions: `outline_of`, `recognise`, `made.document_of`."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from documents import tree
from intake import made, telling
from intake.formats.errors import UnreadableError
from intake.formats.worker import read_limited
from intake.outline import Outline
from intake.readers.parse_result import ParseResult, ReadError, quoted
from intake.readers.plan import read_plan
from intake.readers.source_lines import read_text
from intake.recognise.reading import recognise
from intake.recognised import Recognised

TEXT_ENDINGS = (".txt", ".md", ".markdown")


def outline_of(content: bytes, name: str) -> Outline:
    """Of somebody's file, read in a limited process. Raises `UnreadableError`."""
    return read_limited(content, name)


def read_plan_file(path: Path, municipality: tree.Municipality, year: int) -> ParseResult:
    """Raises `ReadError`. A plain text in the wording that the line reader knows is read by it, line for line; all
    else by its structure."""
    if path.suffix.lower() in TEXT_ENDINGS:
        by_lines = read_plan(read_text(path), municipality=municipality, year=year)
        if next(by_lines.document.all_goals(), None) is not None:
            return by_lines
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


def recognised_file(path: Path) -> tuple[Outline, Recognised]:
    """Raises `ReadError`."""
    try:
        outline = outline_of(_content(path), path.name)
    except UnreadableError as error:
        raise ReadError(str(error)) from error
    return outline, recognise(outline)


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


def with_answers_known(result: ParseResult, known: Iterable[tree.NationalGoal]) -> ParseResult:
    """Without answers to national goals that neither the portal nor the plan has the words of; these are asked for."""
    document = result.document
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
        return replace(result, document=document)
    text = _(
        "The plan answers national goals %(numbers)s of %(year)d, which the portal does not have. Add them."
    )
    asked = text % {"numbers": ", ".join(map(str, sorted(missing))), "year": document.year}
    return replace(result, document=document, questions=(*result.questions, asked))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(_("The file %(path)s does not exist.") % {"path": path}) from error
    except IsADirectoryError as error:
        raise ReadError(_("%(path)s is a folder. Name a file.") % {"path": path}) from error
    except OSError as error:
        message = _("The file %(path)s cannot be read. May you read it? (%(error)s)")
        raise ReadError(message % {"path": path, "error": error.strerror}) from error


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
