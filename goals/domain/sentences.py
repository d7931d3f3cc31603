"""The result of a target, in the reader's language: the verdict, the numbers, the rule."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.domain.conditions import demanded
from goals.domain.figures import figure, plain
from goals.domain.measuring import NEVER, Figure, Missing, Pair, Target
from goals.domain.periods import label
from goals.enums import Verdict


def several(verdict: Verdict, verdicts: Sequence[Verdict]) -> str:
    met = ngettext(
        "%(met)s of %(total)s requirement is met", "%(met)s of %(total)s requirements are met", len(verdicts)
    ) % {"met": verdicts.count(Verdict.MET), "total": len(verdicts)}
    open_ones = verdicts.count(Verdict.CANNOT_BE_ASSESSED)
    if not open_ones:
        return _("%(verdict)s: %(rest)s.") % {"verdict": verdict.label, "rest": met}
    unknown = ngettext("%(count)s cannot be assessed", "%(count)s cannot be assessed", open_ones) % {
        "count": open_ones
    }
    return _("%(verdict)s: %(rest)s.") % {"verdict": verdict.label, "rest": f"{met}, {unknown}"}


def compared(
    target: Target, found: Pair, *, met: bool, limit: Decimal, tie: bool, decimals: int | None
) -> str:
    parts = [_verdict(met, numbers(target, found)), _requirement(target)]
    if plain(limit) != plain(found.base):
        amount = figure(plain(limit), target.measured_in)
        parts.append(_("That makes the limit %(limit)s.") % {"limit": amount})
    if decimals is not None:
        parts.append(
            ngettext(
                "Compared with %(count)s decimal, because one of the figures is published with no more.",
                "Compared with %(count)s decimals, because one of the figures is published with no more.",
                decimals,
            )
            % {"count": decimals}
        )
    if tie:
        parts.append(
            _("The two are equal, and that is enough.")
            if met
            else _("The two are equal, and that is not enough.")
        )
    return " ".join([*parts, *_reservations(found)])


def delivered(target: Target, found: Pair, *, met: bool) -> str:
    return " ".join([_verdict(met, numbers(target, found)), _requirement(target), *_reservations(found)])


def not_due(target: Target, latest: Pair | None) -> str:
    due = formats.date_format(target.due, "j. F Y")
    sentence = _("Cannot be assessed yet: the goal is due on %(date)s.") % {"date": due}
    if target.due == NEVER:
        sentence = _("Cannot be assessed: the goal has no date, and the plan no end.")
    if latest is None:
        return sentence
    so_far = _("So far: %(figures)s.") % {"figures": numbers(target, latest)}
    return " ".join([sentence, so_far, *_reservations(latest)])


def missing(target: Target, found: Missing) -> str:
    return _("Cannot be assessed: %(why)s.") % {"why": _why(target, found)}


def _why(target: Target, found: Missing) -> str:
    period = label(found.period) if found.period else str(target.due.year)
    match found.why:
        case "indicator":
            return _("the goal has no indicator with figures, so the municipality judges it in words")
        case "unit":
            return _("the goal is set in another unit than its figures are counted in")
        case "comparator":
            return _("there is no figure for %(area)s in the same period (%(period)s)") % {
                "area": target.comparator.name if target.comparator else "",
                "period": period,
            }
        case "series_break":
            return _(
                "a new series begins in %(period)s, and cannot be compared with the figures before it"
            ) % {"period": period}
    return _("there is no figure for %(area)s in %(period)s") % {"area": target.own.name, "period": period}


def numbers(target: Target, found: Pair) -> str:
    """ "10,0 % i Herning mod 10,4 % i Region Midtjylland (2020)"."""
    values = {
        "own": figure(found.own.value, target.measured_in),
        "area": found.own.place.name,
        "period": label(found.own.period),
        "other": figure(found.base if found.other else plain(found.base), target.measured_in),
    }
    if found.other is None and target.baseline is not None and found.base == target.baseline:
        return _("%(own)s in %(area)s (%(period)s), starting from %(other)s") % values
    if found.other is None:
        return _("%(own)s in %(area)s (%(period)s)") % values
    if found.other.place == found.own.place:
        values["before"] = label(found.other.period)
        return _("%(own)s in %(area)s (%(period)s) against %(other)s the year before (%(before)s)") % values
    values["other_area"] = found.other.place.name
    return _("%(own)s in %(area)s against %(other)s in %(other_area)s (%(period)s)") % values


def _verdict(met: bool, figures: str) -> str:
    verdict = Verdict.MET if met else Verdict.NOT_MET
    return _("%(verdict)s: %(rest)s.") % {"verdict": verdict.label, "rest": figures}


def _requirement(target: Target) -> str:
    area = target.comparator.name if target.comparator else ""
    return demanded(target.operator, target.value, target.unit, area)


def _reservations(found: Pair) -> list[str]:
    figures: list[Figure] = [found.own, *([found.other] if found.other else [])]
    said = []
    for each in figures:
        if each.mean_of:
            said.append(
                _("The figure for %(area)s is the mean of its %(count)s municipalities.")
                % {"area": each.place.name, "count": each.mean_of}
            )
    if any(each.provisional for each in figures):
        said.append(_("The figures are provisional and may change."))
    return said
