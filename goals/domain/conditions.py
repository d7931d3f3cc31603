"""What a target demands, in the reader's language: "lavere end Region Midtjylland", and what it demanded,
once its time is over: "Målet var at ligge lavere end Region Midtjylland."."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.domain.figures import figure, plain
from goals.enums import BY_MARGIN, COUNTED, Operator, Unit

BETTER = {Operator.BETTER_THAN, *BY_MARGIN}


def condition(operator: str, value: Decimal | None, unit: str | None, area: str) -> str:
    """`area` is the comparator's name, empty where there is none."""
    amount = figure(plain(value), unit) if value is not None else ""
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
        case Operator.BETTER_BY_POINTS if value is not None and unit in (None, "", Unit.PERCENT):
            points = {"margin": figure(plain(value), None), "area": area}
            return _("at least %(margin)s percentage points better than %(area)s") % points
        case Operator.BETTER_BY_PERCENT | Operator.BETTER_BY_POINTS:
            return _("at least %(margin)s better than %(area)s") % margin
    return _bound(operator, area, counted=unit in COUNTED and not area) % {"bound": area or amount}


def demanded(operator: str, value: Decimal | None, unit: str | None, area: str) -> str:
    """The same as a sentence, of a target that the figures are held against."""
    amount = figure(plain(value), unit) if value is not None else ""
    margin = {"margin": amount}
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
    words = {"condition": condition(operator, value, unit, area)}
    if operator in BETTER:
        return _("The goal was to be %(condition)s.") % words
    text = _("The goal was to lie %(condition)s.") if area else _("The goal was %(condition)s.")
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
