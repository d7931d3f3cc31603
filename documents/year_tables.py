"""Values by year as one table: a column for each year, and below it what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.tree import Goal, Indicator, PlanDocument, Result, Strategy, Target, Theme, Verdict
from documents.wording import NOT_REPORTED, VERDICT_MARKS, measure_of, name_of, target_sentence, verdict_label
from goals.domain.by_year import by_year
from goals.domain.conditions import amount_of, row_label
from goals.domain.figures import figure
from goals.domain.target_sentences import baseline_words


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one year's value: the figure, and the verdict as word and mark; neither before its day."""

    figure: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class YearTable:
    """`came` is empty where nothing is reported."""

    caption: str
    label: str
    years: tuple[str, ...]
    values: tuple[str, ...]
    came: tuple[Came, ...] = ()


Shown = str | YearTable


def measures(targets: Sequence[Target], results: Sequence[Result] = ()) -> list[Shown]:
    """Each target as a sentence, and those by year as a table. `results` are one for each target, or none."""
    found = {id(target): result for target, result in zip(targets, results, strict=False)}
    return [
        _table(group, [found[id(each)] for each in group if id(each) in found])
        if len(group) > 1
        else str(capfirst(target_sentence(group[0])))
        for group in by_year(targets, name_of)
    ]


def measures_of(report: PlanDocument | None, theme: Theme | None, part: Goal | Strategy) -> list[Shown]:
    """With what a report says of each year, where there is one."""
    return measures(part.targets, results_of(report, theme, part) if isinstance(part, Goal) else ())


def results_of(report: PlanDocument | None, theme: Theme | None, goal: Goal) -> tuple[Result, ...]:
    """One for each of the goal's targets, or none: the report may be on an edition that has others."""
    if report is None or report.follow_up is None:
        return ()
    assessment = report.follow_up.assessment_of(report.goal_ref(theme, goal))
    results = assessment.computed.results if assessment and assessment.computed else ()
    return results if len(results) == len(goal.targets) else ()


def _table(group: Sequence[Target], results: Sequence[Result]) -> YearTable:
    first = group[0]
    unit = measure_of(first.indicator, first.unit) if first.unit else None
    return YearTable(
        caption=_caption(first),
        label=row_label(first.operator, unit, first.comparator.name if first.comparator else ""),
        years=tuple(str(target.due.year) for target in group if target.due),
        values=tuple(amount_of(target.operator, target.value, unit) for target in group),
        came=tuple(_came(result, first.indicator) for result in results) if first.indicator else (),
    )


def _caption(target: Target) -> str:
    caption = target.indicator.name if target.indicator else _("Values by year")
    if target.baseline is not None:
        caption = _("%(sentence)s (starting from %(value)s)") % {
            "sentence": caption,
            "value": baseline_words(
                target.operator,
                target.baseline,
                measure_of(target.indicator, target.unit) if target.unit else None,
                measure_of(target.indicator),
            ),
        }
    if target.due and (target.due.month, target.due.day) != (12, 31):
        day = formats.date_format(target.due, "j. F")
        caption = _("%(sentence)s, each year by %(day)s") % {"sentence": caption, "day": day}
    return caption


def _came(result: Result, indicator: Indicator | None) -> Came:
    """Later years have no sentence yet."""
    if not result.sentence:
        return Came("", NOT_REPORTED, _("Not yet"))
    judged: tuple[Verdict, ...] = ("met", "not_met")
    own = result.own if result.verdict in judged else None
    unit = measure_of(indicator) if indicator and indicator.unit == "percent" else None
    return Came(
        figure(own.value, unit) if own else "", VERDICT_MARKS[result.verdict], verdict_label(result.verdict)
    )


@dataclass(frozen=True, slots=True)
class YearRow:
    """A goal in a spreadsheet, or one of its years: then what of it is of that year."""

    text: str
    year: int | None = None
    value: Decimal | None = None
    due: date | None = None
    came: Decimal | None = None
    verdict: str | None = None


def year_rows(targets: Sequence[Target], results: Sequence[Result] = ()) -> list[YearRow]:
    """One for each value by year, with what came of it; and then one for the other targets together, or for a
    goal without any."""
    groups = by_year(targets, name_of)
    found = {id(target): result for target, result in zip(targets, results, strict=False)}
    alone = "; ".join(target_sentence(group[0]) for group in groups if len(group) == 1)
    by_years = [
        _year_row(target, found.get(id(target))) for group in groups if len(group) > 1 for target in group
    ]
    return [*by_years, *([YearRow(alone)] if alone or not by_years else [])]


def _year_row(target: Target, result: Result | None) -> YearRow:
    came = _came(result, target.indicator) if result and target.indicator else None
    own = result.own if result and came and came.figure else None
    return YearRow(
        text=target_sentence(target),
        year=target.due.year if target.due else None,
        value=target.value,
        due=target.due,
        came=own.value if own else None,
        verdict=came.word if came else None,
    )
