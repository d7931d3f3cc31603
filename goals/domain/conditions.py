"""What a target demands, in the reader's language: "lavere end Region Midtjylland", and what it demanded,
once its time is over: "Målet var at ligge lavere end Region Midtjylland."."""

from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.domain.figures import Measure, OwnUnit, figure, plain
from goals.enums import BY_CHANGE, BY_MARGIN, BY_RANK, COUNTED, Operator, Unit

BETTER = {Operator.BETTER_THAN, *BY_MARGIN}


def condition(operator: str, value: Decimal | None, unit: Measure, area: str) -> str:
    """`area` is the comparator's name, empty where there is none."""
    amount = amount_of(operator, value, unit)
    margin = {"margin": amount, "area": area}
    match operator:
        case Operator.NO_INCREASE:
            return _("must not rise")
        case Operator.NO_DECREASE:
            return _("must not fall")
        case Operator.INCREASE:
            return _("must rise by at least %(margin)s") % margin if amount else _("must rise")
        case Operator.DECREASE:
            return _("must fall by at least %(margin)s") % margin if amount else _("must fall")
        case Operator.DELIVERED:
            return _("must be carried out")
        case Operator.BETTER_THAN:
            return _("better than %(area)s") % margin
        case Operator.BETTER_BY_PERCENT | Operator.BETTER_BY_POINTS:
            return _("at least %(margin)s better than %(area)s") % margin
        case Operator.GAP_SHRINKS if amount:
            return _("the gap to %(area)s must shrink by at least %(margin)s") % margin
        case Operator.GAP_SHRINKS:
            return _("the gap to %(area)s must shrink") % margin
        case Operator.AMONG_LOWEST | Operator.AMONG_HIGHEST:
            return _among(operator, value, area)
    return _bound(operator, area, counted=is_counted(unit) and not area) % {"bound": area or amount}


def demanded(operator: str, value: Decimal | None, unit: Measure, area: str) -> str:
    """The same as a sentence, of a target that the figures are held against."""
    amount = amount_of(operator, value, unit)
    margin = {"margin": amount, "area": area}
    match operator:
        case Operator.NO_INCREASE:
            return _("The figure was not to rise.")
        case Operator.NO_DECREASE:
            return _("The figure was not to fall.")
        case Operator.INCREASE if amount:
            return _("The figure was to rise by at least %(margin)s.") % margin
        case Operator.INCREASE:
            return _("The figure was to rise.")
        case Operator.DECREASE if amount:
            return _("The figure was to fall by at least %(margin)s.") % margin
        case Operator.DECREASE:
            return _("The figure was to fall.")
        case Operator.DELIVERED:
            return _("It was to be carried out.")
        case Operator.GAP_SHRINKS if amount:
            return _("The gap to %(area)s was to shrink by at least %(margin)s.") % margin
        case Operator.GAP_SHRINKS:
            return _("The gap to %(area)s was to shrink.") % margin
    words = {"condition": condition(operator, value, unit, area)}
    if operator in BETTER or operator in BY_RANK:
        return _("The goal was to be %(condition)s.") % words
    text = _("The goal was to lie %(condition)s.") if area else _("The goal was %(condition)s.")
    return text % words


def row_label(operator: str, unit: Measure, area: str) -> str:
    """Before the values of several years, which are numbers alone: "Højst", "Bedre end Region Midtjylland med
    mindst"."""
    names = {"area": area}
    match operator:
        case Operator.INCREASE:
            return _("A rise of at least")
        case Operator.DECREASE:
            return _("A fall of at least")
        case Operator.BETTER_BY_PERCENT | Operator.BETTER_BY_POINTS:
            return _("Better than %(area)s by at least") % names
        case Operator.GAP_SHRINKS:
            return _("A smaller gap to %(area)s by at least") % names
        case Operator.AMONG_LOWEST:
            return _("A place from the lowest in %(area)s, at most") % names
        case Operator.AMONG_HIGHEST:
            return _("A place from the highest in %(area)s, at most") % names
    return capfirst(_bound(operator, "", counted=is_counted(unit)) % {"bound": ""}).strip()


def amount_of(operator: str, value: Decimal | None, unit: Measure) -> str:
    """A share rises by per cent, but is better by percentage points."""
    if value is None:
        return ""
    if operator in (Operator.BETTER_BY_POINTS, Operator.GAP_SHRINKS) and unit in (None, "", Unit.PERCENT):
        return _("%(number)s percentage points") % {"number": figure(plain(value), None)}
    return figure(plain(value), None if operator in BY_RANK else unit)


def is_counted(unit: Measure) -> bool:
    return isinstance(unit, OwnUnit) or unit in COUNTED


def baseline_measure(operator: str, unit: Measure, measured_in: Measure) -> Measure:
    """What a change is counted from is in the figures' unit, whatever the change itself is in."""
    if operator in BY_CHANGE and unit == Unit.PERCENT and measured_in:
        return measured_in
    return unit or measured_in


def _among(operator: str, value: Decimal | None, area: str) -> str:
    places = int(value or 0)
    words = {"places": places, "area": area}
    if operator == Operator.AMONG_LOWEST:
        text = ngettext("the lowest in %(area)s", "among the %(places)s lowest in %(area)s", places)
    else:
        text = ngettext("the highest in %(area)s", "among the %(places)s highest in %(area)s", places)
    return text % words


def _bound(operator: str, area: str, *, counted: bool) -> str:
    """People are fewer, shares are lower."""
    match operator:
        case Operator.BELOW if counted:
            return pgettext("target", "fewer than %(bound)s")
        case Operator.BELOW:
            return pgettext("target", "lower than %(bound)s")
        case Operator.ABOVE if counted:
            return pgettext("target", "more than %(bound)s")
        case Operator.ABOVE:
            return pgettext("target", "higher than %(bound)s")
        case Operator.AT_MOST if area:
            return pgettext("target", "no higher than %(bound)s")
        case Operator.AT_MOST:
            return pgettext("target", "at most %(bound)s")
    return pgettext("target", "no lower than %(bound)s") if area else pgettext("target", "at least %(bound)s")
