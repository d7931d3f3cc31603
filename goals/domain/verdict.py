"""Whether a target was met: pure functions from figures to a verdict, with the rule in words.

The rules are written for people in `docs/verdicts.md`; each has its tests. Nothing here reads the
database or the clock, and every number is an exact `Decimal`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, Inexact, localcontext

from goals.domain import sentences
from goals.domain.figures import decimals_of, rounded
from goals.domain.measuring import Figure, Missing, Pair, Place, Target, measured, so_far
from goals.enums import BY_CHANGE, BY_VALUE, Direction, Operator, Unit, Verdict

__all__ = ["Comparison", "Figure", "Outcome", "Place", "Result", "Target", "outcome", "result"]

EXACT = Context(prec=100, traps=[Inexact])
"""Wide enough for a product of two stored values; anything that would round is an error."""

LESS = {Operator.BELOW, Operator.AT_MOST, Operator.NO_INCREASE, Operator.DECREASE}
MORE = {Operator.ABOVE, Operator.AT_LEAST, Operator.NO_DECREASE, Operator.INCREASE}
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


def outcome(targets: Sequence[Target], today: date) -> Outcome | None:
    """None for a goal without targets: there is nothing to compute."""
    results = tuple(result(target, today) for target in targets)
    if not results:
        return None
    verdict = together([each.verdict for each in results])
    if len(results) == 1:
        return Outcome(verdict, results[0].sentence, results)
    return Outcome(verdict, sentences.several(verdict, [each.verdict for each in results]), results)


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


def compare(target: Target, found: Pair) -> Comparison:
    """Two published figures are held against each other with the fewer decimals of the two; a value
    that the plan sets is exact. What is computed from them is never rounded."""
    own, base, decimals = found.own.value, found.base, None
    if found.other is not None and decimals_of(own) != decimals_of(base):
        decimals = min(decimals_of(own), decimals_of(base))
        own, base = rounded(own, decimals), rounded(base, decimals)
    with localcontext(EXACT):
        limit = base + _margin(target, base)
    return Comparison(own, limit, _holds(target, own, limit), decimals)


def _margin(target: Target, base: Decimal) -> Decimal:
    """With its sign: below the base where lower is wanted."""
    if target.value is None or target.operator in BY_VALUE:
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
    if wants_less(target):
        return own < limit if strict else own <= limit
    return own > limit if strict else own >= limit
