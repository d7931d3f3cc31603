"""Structured data as words: what a target demands, what a verdict is called."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.utils import formats, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.tree import (
    Adoption,
    Assessment,
    Computed,
    Goal,
    Indicator,
    PlanDocument,
    Result,
    Target,
    Theme,
    Unit,
    Verdict,
)
from goals import enums
from goals.domain import figures, periods, sentences, target_sentences
from goals.domain.by_year import by_year
from goals.domain.figures import figure

VERDICT_MARKS: dict[Verdict, str] = {
    "met": "met",
    "partly": "partly",
    "not_met": "not",
    "cannot_be_assessed": "open",
}
"""The style that goes with a verdict: a shape and a colour beside the word, never instead of it."""
NOT_REPORTED = "silent"
"""The style of a goal that a report passes over, or that is not reported on yet."""


def verdict_label(verdict: Verdict) -> str:
    return str(enums.Verdict(verdict).label)


def measured(assessment: Assessment | None, goal: Goal) -> list[Result]:
    """What the figures say of each target. Of one without an indicator there are no figures to say it."""
    if assessment is None or assessment.computed is None:
        return []
    return [result for target, result in counting(goal, assessment.computed) if target.indicator]


def counting(goal: Goal, computed: Computed) -> list[tuple[Target, Result]]:
    """Each target with its result; of values by year the one that counts, the newest whose day has come: the
    later ones have no sentence. An edition from before values by year were one counts each by itself."""
    found = {id(target): result for target, result in zip(goal.targets, computed.results, strict=False)}
    groups = [
        [(target, found[id(target)]) for target in group if id(target) in found]
        for group in by_year(goal.targets, name_of)
    ]
    if _counts_each(computed):
        return [each for group in groups for each in group]
    return [spoken[-1] for group in groups if (spoken := [each for each in group if each[1].sentence])]


def _counts_each(computed: Computed) -> bool:
    """Whether its sentence, which is in the portal's own language, tells of as many as there are results."""
    with translation.override(settings.LANGUAGE_CODE):
        verdicts = [enums.Verdict(result.verdict) for result in computed.results]
        return computed.sentence == sentences.several(enums.Verdict(computed.verdict), verdicts)


def how_it_went(report: PlanDocument | None) -> str:
    """The heading of a follow-up's results."""
    final = report is None or report.follow_up is None or report.follow_up.is_final
    return _("How it went") if final else _("How it goes so far")


def report_period(report: PlanDocument) -> str:
    """ "Undervejs · 1. halvår 2026 · status pr. 31. maj 2026"; nothing of a final one about the whole plan."""
    one = report.follow_up
    if one is None or not (one.period_end or one.status_on or not one.is_final):
        return ""
    facts = [capfirst(str(enums.FollowUpKind(one.kind).label))]
    if one.period_start and one.period_end:
        facts.append(periods.label(periods.Period(one.period_start, one.period_end)))
    if one.status_on:
        facts.append(_("status as of %(day)s") % {"day": formats.date_format(one.status_on, "j. F Y")})
    return " · ".join(facts)


def adoption_words(adoption: Adoption | None) -> str:
    """ "Det Regionale Arbejdsmarkedsråd · vedtaget af rådet 3. december 2025 · sagsnr. 25/1"."""
    if adoption is None:
        return ""
    facts = [adoption.owner]
    if adoption.body and adoption.date:
        day = formats.date_format(adoption.date, "j. F Y")
        facts.append(_("Adopted by %(body)s on %(day)s") % {"body": adoption.body, "day": day})
    if adoption.case_number:
        facts.append(_("case no. %(number)s") % {"number": adoption.case_number})
    return " · ".join(filter(None, facts))


def goal_number(goal: Goal, theme: Theme | None) -> str:
    """ "1.2" for the second goal of theme 1 ("A.1.2" of theme A.1), "3" for the third goal of the plan itself."""
    return f"{theme.printed_number}.{goal.number}" if theme else str(goal.number)


def measure_of(indicator: Indicator | None, unit: Unit | None = None) -> figures.Measure:
    """What the indicator counts, or what a value of its is in: a unit of its own under its own name."""
    if indicator is None:
        return unit
    return figures.measure(unit or indicator.unit, indicator.unit_one, indicator.unit_many)


def unit_name(indicator: Indicator) -> str:
    return indicator.unit_many or str(enums.Unit(indicator.unit).label)


def name_of(target: Target) -> tuple[object, ...]:
    """What tells two targets' indicator and comparator apart."""
    return (target.indicator.key if target.indicator else None, target.comparator)


def target_sentence(target: Target) -> str:
    """What is measured and the condition, e.g. "Andel af unge …: lavere end Region Midtjylland"."""
    return target_sentences.sentence(_stated(target))


def _stated(target: Target) -> target_sentences.Stated:
    indicator = target.indicator
    return target_sentences.Stated(
        operator=target.operator,
        value=target.value,
        unit=measure_of(indicator, target.unit) if target.unit else None,
        area=target.comparator.name if target.comparator else "",
        indicator=indicator.name if indicator else "",
        measured_in=measure_of(indicator),
        baseline=target.baseline,
        due=target.due,
        each_year=target.each_year,
    )


def measure_texts(targets: Sequence[Target]) -> tuple[str, ...]:
    """A sentence for each target; those by year are one."""
    return tuple(
        str(
            capfirst(
                target_sentences.of_years(steps) if len(steps) > 1 else target_sentences.sentence(steps[0])
            )
        )
        for group in by_year(targets, name_of)
        for steps in [[_stated(target) for target in group]]
    )


def measure_lines(targets: Sequence[Target]) -> tuple[str, ...]:
    """A line for each target; those by year are short: "Andel af unge …, 2020: højst 9,5 %"."""
    groups = by_year(targets, name_of)
    return tuple(_line(target, len(group) > 1) for group in groups for target in group)


def _line(target: Target, one_of_several: bool) -> str:
    stated = _stated(target)
    text = target_sentences.of_year(stated) if one_of_several else target_sentences.sentence(stated)
    return str(capfirst(text))


def short_verdict(computed: Computed, goal: Goal) -> str:
    """ "ikke opfyldt (406 mod 408)": the verdict, and for each target that could be judged its two
    numbers."""
    verdict = verdict_label(computed.verdict).lower()
    found = (
        _pair(result, target.indicator.unit if target.indicator else None)
        for target, result in counting(goal, computed)
    )
    pairs = [pair for pair in found if pair]
    return f"{verdict} ({'; '.join(pairs)})" if pairs else verdict


def _pair(result: Result, unit: Unit | None) -> str:
    if result.own is None or result.verdict == "cannot_be_assessed":
        return ""
    against = result.other.value if result.other else result.limit
    own = _number(result.own.value, unit)
    return (
        _("%(own)s against %(other)s") % {"own": own, "other": _number(against, unit)}
        if against is not None
        else own
    )


def _number(value: Decimal, unit: Unit | None) -> str:
    """Only per cent is written with its unit; any other unit is in the sentence that follows."""
    return figure(value, unit if unit == "percent" else None)
