"""Whether a target was met: pure functions from figures to a verdict, with the rule in words.

The rules are written for people in `docs/verdicts.md`; each has its tests. Nothing here reads the
database or the clock, and every number is an exact `Decimal`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal, Inexact, localcontext

from goals.domain import sentences
from goals.domain.by_year import due_in
from goals.domain.figures import decimals_of, rounded
from goals.domain.measuring import Figure, Missing, Pair, Place, Target, measured, so_far
from goals.enums import BY_CHANGE, BY_RANK, BY_VALUE, Direction, Operator, Unit, Verdict

__all__ = ["Comparison", "Figure", "Outcome", "Place", "Result", "Target", "outcome", "result"]

EXACT = Context(prec=100, traps=[Inexact])
"""Wide enough for a product of two stored values; anything that would round is an error."""

LESS = {
    *(Operator.BELOW, Operator.AT_MOST, Operator.NO_INCREASE, Operator.DECREASE),
    Operator.AMONG_LOWEST,
}
MORE = {
    *(Operator.ABOVE, Operator.AT_LEAST, Operator.NO_DECREASE, Operator.INCREASE),
    Operator.AMONG_HIGHEST,
}
STRICT = {Operator.BELOW, Operator.ABOVE, Operator.BETTER_THAN}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared after rounding, and the limit that the target draws."""

    own: Decimal
    limit: Decimal
    met: bool
    decimals: int | None = None
    """Set where one of two figures was rounded to the other's precision."""

    @property
    def tie(self) -> bool:
        return self.own == self.limit


@dataclass(frozen=True, slots=True)
class Result:
    """One target's verdict. `other` is the figure that the own one was held against."""

    verdict: Verdict
    sentence: str
    own: Figure | None = None
    other: Figure | None = None
    limit: Decimal | None = None

    @property
    def provisional(self) -> bool:
        return any(figure is not None and figure.provisional for figure in (self.own, self.other))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A goal's verdict, from those of its targets."""

    verdict: Verdict
    sentence: str
    results: tuple[Result, ...]


def outcome(targets: Sequence[Target], today: date, ends: date | None = None) -> Outcome | None:
    """None for a goal without targets: there is nothing to compute. Of values by year, one counts; those of
    later years have no sentence yet. `ends`: the last day of the period that is reported on; what is set for
    each of several years is judged as of then, however late the report is written."""
    then = min(today, ends or today)
    counting = {_counting(group, then) for group in _series(targets)}
    results = tuple(
        replace(found, sentence="") if _waits(target, targets, counting) else found
        for target in targets
        for found in [result(target, then if _is_by_year(target) else today)]
    )
    counted = [each for number, each in enumerate(results) if number in counting]
    if not counted:
        return None
    verdict = together([each.verdict for each in counted])
    if len(counted) == 1:
        return Outcome(verdict, counted[0].sentence, results)
    return Outcome(verdict, sentences.several(verdict, [each.verdict for each in counted]), results)


def _is_by_year(target: Target) -> bool:
    return target.series is not None or target.first_year is not None


Numbered = tuple[int, Target]


def _series(targets: Sequence[Target]) -> list[list[Numbered]]:
    """Those that are one target by year together, each with its place."""
    found: dict[tuple[bool, int], list[Numbered]] = {}
    for number, target in enumerate(targets):
        key = (False, number) if target.series is None else (True, target.series)
        found.setdefault(key, []).append((number, target))
    return list(found.values())


def _counting(group: Sequence[Numbered], today: date) -> int:
    """The newest whose day has come; before that, the first."""
    in_time = sorted(group, key=lambda each: each[1].due)
    come = [number for number, target in in_time if target.due <= today]
    return come[-1] if come else in_time[0][0]


def _waits(target: Target, targets: Sequence[Target], counting: set[int]) -> bool:
    if target.series is None:
        return False
    counted = (each for number, each in enumerate(targets) if number in counting)
    return any(each.series == target.series and each.due < target.due for each in counted)


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """All met is met, none met is not met, some is partly. While a target cannot be assessed neither
    can the goal, unless one target is met and another is not: then no answer changes "partly"."""
    found = set(verdicts)
    if {Verdict.MET, Verdict.NOT_MET} <= found or Verdict.PARTLY in found:
        return Verdict.PARTLY
    if Verdict.CANNOT_BE_ASSESSED in found:
        return Verdict.CANNOT_BE_ASSESSED
    return found.pop()


def result(target: Target, today: date) -> Result:
    return _result(target, today) if target.first_year is None else _of_each_year(target, today)


def _of_each_year(target: Target, today: date) -> Result:
    """Of the years whose day has come: one that is missed decides, then one that cannot be assessed; the
    figures are those of the newest such year. While years are to come, it holds until now."""
    years = range(target.first_year or target.due.year, min(target.due.year, today.year) + 1)
    each = [replace(target, due=due_in(year, target.due), first_year=None) for year in years]
    found = {one.due.year: _result(one, today) for one in each if one.due <= today}
    if not found:
        return _result(each[0] if each else replace(target, first_year=None), today)
    for verdict in (Verdict.NOT_MET, Verdict.CANNOT_BE_ASSESSED, Verdict.MET):
        if such := [year for year, one in found.items() if one.verdict == verdict]:
            newest = found[such[-1]]
            return replace(newest, sentence=sentences.each_year(target, newest.sentence, verdict, such))
    raise AssertionError("a target is met, not met or cannot be assessed")


def _result(target: Target, today: date) -> Result:
    if target.due > today:
        latest = so_far(target, today)
        return _cannot(sentences.not_due(target, latest), latest.own if latest else None)
    found = measured(target)
    if isinstance(found, Missing):
        return _cannot(sentences.missing(target, found), found.own)
    if target.operator == Operator.DELIVERED:
        return _delivered(target, found)
    compared = compare(target, found)
    verdict = Verdict.MET if compared.met else Verdict.NOT_MET
    sentence = sentences.compared(
        target, found, met=compared.met, limit=compared.limit, tie=compared.tie, decimals=compared.decimals
    )
    return Result(verdict, sentence, found.own, found.other, compared.limit)


def _cannot(sentence: str, own: Figure | None) -> Result:
    return Result(Verdict.CANNOT_BE_ASSESSED, sentence, own)


def _delivered(target: Target, found: Pair) -> Result:
    """What is counted has happened when there is any of it."""
    met = found.own.value > 0
    verdict = Verdict.MET if met else Verdict.NOT_MET
    return Result(verdict, sentences.delivered(target, found, met=met), found.own)


def _compare_gaps(target: Target, found: Pair, other: Figure) -> Comparison:
    """The gap is how much worse the municipality is than the area; where it is no worse, there is none, and
    nothing is left to close. The limit is what the own figure may be for the gap to be as small as demanded."""
    figures = [found.own, other, *(found.before or ())]
    decimals = min(decimals_of(figure.value) for figure in figures)
    own, area, *before = (rounded(figure.value, decimals) for figure in figures)
    with localcontext(EXACT):
        away = Decimal(1 if wants_less(target) else -1)
        gap = target.baseline if target.baseline is not None else away * (before[0] - before[1])
        left = max(Decimal(0), max(Decimal(0), gap) - (target.value or 0))
        limit = area + away * left
    strict = target.value is None and left > 0
    differ = len({decimals_of(figure.value) for figure in figures}) > 1
    return Comparison(own, limit, _is_met(target, own, limit, strict), decimals if differ else None)


def compare(target: Target, found: Pair) -> Comparison:
    """Two published figures are held against each other with the fewer decimals of the two; a value
    that the plan sets is exact. What is computed from them is never rounded."""
    if target.operator == Operator.GAP_SHRINKS and found.other is not None:
        return _compare_gaps(target, found, found.other)
    own, base, decimals = found.own.value, found.base, None
    if found.other is not None and decimals_of(own) != decimals_of(base):
        decimals = min(decimals_of(own), decimals_of(base))
        own, base = rounded(own, decimals), rounded(base, decimals)
    with localcontext(EXACT):
        limit = base + _margin(target, base)
    return Comparison(own, limit, _holds(target, own, limit), decimals)


def _margin(target: Target, base: Decimal) -> Decimal:
    """With its sign: below the base where lower is wanted."""
    if target.value is None or target.operator in (*BY_VALUE, *BY_RANK):
        return Decimal(0)
    in_percent = target.operator == Operator.BETTER_BY_PERCENT or (
        target.operator in BY_CHANGE and target.unit == Unit.PERCENT
    )
    size = abs(base) * target.value / 100 if in_percent else target.value
    return -size if wants_less(target) else size


def wants_less(target: Target) -> bool:
    if target.operator in LESS:
        return True
    return target.operator not in MORE and target.better == Direction.LOWER


def _holds(target: Target, own: Decimal, limit: Decimal) -> bool:
    strict = target.operator in STRICT or (target.operator in BY_CHANGE and target.value is None)
    return _is_met(target, own, limit, strict)


def _is_met(target: Target, own: Decimal, limit: Decimal, strict: bool) -> bool:
    if wants_less(target):
        return own < limit if strict else own <= limit
    return own > limit if strict else own >= limit
