"""The computed verdict in a few words, shown beside the municipality's own."""

from decimal import Decimal

from django.utils.translation import gettext as _

from documents.tree import Computed, Goal, Result, Unit
from documents.wording import counting, verdict_label
from goals.domain.figures import figure


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
