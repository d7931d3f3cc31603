"""The result of a target, in the reader's language: the verdict, the numbers, the rule."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.domain.conditions import demanded
from goals.domain.figures import figure, plain
from goals.domain.measuring import NEVER, Figure, Missing, Pair, Target
from goals.domain.periods import label
from goals.enums import BY_RANK, Direction, Operator, Verdict


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
    closed = _has_no_gap(target, found)
    if plain(limit) != plain(found.base) and not closed:
        amount = figure(plain(limit), target.counted_in)
        parts.append(_("That makes the limit %(limit)s.") % {"limit": amount})
    if closed and found.other:
        area = {"area": found.other.place.name}
        parts.append(_("There is no gap while the municipality is no worse than %(area)s.") % area)
    if decimals is not None:
        parts.append(
            ngettext(
                "Compared with %(count)s decimal, because one of the figures is published with no more.",
                "Compared with %(count)s decimals, because one of the figures is published with no more.",
                decimals,
            )
            % {"count": decimals}
        )
    if tie and target.operator not in BY_RANK:
        parts.append(
            _("The two are equal, and that is enough.")
            if met
            else _("The two are equal, and that is not enough.")
        )
    return " ".join([*parts, *_reservations(found)])


def _has_no_gap(target: Target, found: Pair) -> bool:
    if target.operator != Operator.GAP_SHRINKS or found.other is None:
        return False
    own, other = found.own.value, found.other.value
    return own <= other if target.better == Direction.LOWER else own >= other


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
    area = target.comparator.name if target.comparator else ""
    match found.why:
        case "indicator":
            return _("the goal has no indicator with figures, so the municipality judges it in words")
        case "unit":
            return _("the goal is set in another unit than its figures are counted in")
        case "comparator":
            return _("there is no figure for %(area)s in the same period (%(period)s)") % {
                "area": area,
                "period": period,
            }
        case "members":
            return _(
                "a place needs figures for every municipality in %(area)s in the same period (%(period)s)"
            ) % {"area": area, "period": period}
        case "gap_before":
            return _("there are no figures for both %(own)s and %(area)s in %(period)s") % {
                "own": target.own.name,
                "area": area,
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
        "own": figure(found.own.value, target.counted_in),
        "area": found.own.place.name,
        "period": label(found.own.period),
        "other": figure(found.base if found.other else plain(found.base), target.counted_in),
    }
    if found.other is not None and found.other.rank_of:
        places = {
            "rank": found.other.rank,
            "total": found.other.rank_of,
            "other_area": found.other.place.name,
        }
        text = _("%(own)s in %(area)s (%(period)s), number %(rank)s of %(total)s in %(other_area)s")
        return text % {**values, **places}
    if found.other is None and target.baseline is not None and found.base == target.baseline:
        return _("%(own)s in %(area)s (%(period)s), starting from %(other)s") % values
    if found.other is None:
        return _("%(own)s in %(area)s (%(period)s)") % values
    if found.other.place == found.own.place:
        values["before"] = label(found.other.period)
        return _("%(own)s in %(area)s (%(period)s) against %(other)s the year before (%(before)s)") % values
    values["other_area"] = found.other.place.name
    text = _("%(own)s in %(area)s against %(other)s in %(other_area)s (%(period)s)") % values
    if found.before is None:
        return text
    own, other = (figure(each.value, target.counted_in) for each in found.before)
    before = {"figures": text, "own": own, "other": other, "period": label(found.before[0].period)}
    return _("%(figures)s; the year before %(own)s against %(other)s (%(period)s)") % before


def _verdict(met: bool, figures: str) -> str:
    verdict = Verdict.MET if met else Verdict.NOT_MET
    return _("%(verdict)s: %(rest)s.") % {"verdict": verdict.label, "rest": figures}


def each_year(target: Target, newest: str, verdict: Verdict, years: Sequence[int]) -> str:
    """`newest` is the sentence of the newest of `years`, which have that verdict."""
    first, last = target.first_year, target.due.year
    text = _("The goal holds in every year from %(first)s.") % {"first": first}
    if target.due != NEVER:
        text = _("The goal holds in every year from %(first)s to %(last)s.") % {"first": first, "last": last}
    such = get_text_list([str(year) for year in years], _("and"))
    return f"{newest} {text} {_OF_YEARS[verdict] % {'years': such}}"


_OF_YEARS = {
    Verdict.MET: gettext_lazy("Met in %(years)s."),
    Verdict.NOT_MET: gettext_lazy("Not met in %(years)s."),
    Verdict.CANNOT_BE_ASSESSED: gettext_lazy("Cannot be assessed in %(years)s."),
}


def _requirement(target: Target) -> str:
    area = target.comparator.name if target.comparator else ""
    return demanded(target.operator, target.value, target.amount_in, area)


def _reservations(found: Pair) -> list[str]:
    figures: list[Figure] = [found.own, *([found.other] if found.other else []), *(found.before or ())]
    said = []
    for each in figures:
        if each.mean_of:
            text = _("The figure for %(area)s is the mean of its %(count)s municipalities.") % {
                "area": each.place.name,
                "count": each.mean_of,
            }
            said += [text] if text not in said else []
    if any(each.provisional for each in figures):
        said.append(_("The figures are provisional and may change."))
    return said
