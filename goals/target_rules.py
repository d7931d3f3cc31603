"""What of a target makes sense together: condition, value, unit, comparison and baseline. One table, that the
database's rule, the form and the tests are made of. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.enums import (
    BY_CHANGE,
    BY_MARGIN,
    BY_RANK,
    BY_VALUE,
    NO_CHANGE,
    AreaKind,
    Operator,
    Unit,
    unit_fits,
)

Field = Literal["value", "unit", "comparator", "baseline", "each_year"]
Pair = tuple[bool, bool]
VALUE, AREA, BOTH, NEITHER = (True, False), (False, True), (True, True), (False, False)


@dataclass(frozen=True, slots=True)
class Rule:
    """`pairs`: whether there may be a value, and an area to compare with. `baseline`: whether it may have been
    counted from somewhere; `since`: that is what it is compared with."""

    pairs: tuple[Pair, ...]
    baseline: bool = True
    since: bool = False


RULES: Mapping[Operator, Rule] = {
    **dict.fromkeys(BY_VALUE, Rule((VALUE, AREA))),
    **dict.fromkeys(NO_CHANGE, Rule((NEITHER,), since=True)),
    **dict.fromkeys(BY_CHANGE, Rule((VALUE, NEITHER), since=True)),
    Operator.BETTER_THAN: Rule((AREA,)),
    **dict.fromkeys(BY_MARGIN, Rule((BOTH,))),
    Operator.GAP_SHRINKS: Rule((AREA, BOTH), since=True),
    **dict.fromkeys(BY_RANK, Rule((BOTH,), baseline=False)),
    Operator.DELIVERED: Rule((NEITHER,), baseline=False),
}
MARGIN_IN_PER_CENT = gettext_lazy(
    "A margin by per cent has the unit per cent. For a margin in persons or kroner choose “better than the comparator by a number (percentage points, persons …)”."
)
NOT_NEGATIVE = (*BY_MARGIN, *BY_CHANGE, Operator.GAP_SHRINKS)
"""A size has no sign: the condition says which way."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A target as it is typed, whole or not yet. `measured_in` is None without an indicator; `unit_name` is what
    its unit is called."""

    operator: Operator
    value: Decimal | None = None
    unit: str = ""
    area: str | None = None
    """The kind of what it is compared with."""
    baseline: Decimal | None = None
    each_year: bool = False
    measured_in: str | None = None
    unit_name: str = ""
    others: int = 0
    """How many other municipalities a place is counted among; 0 where none is known yet."""


def refusals(typed: Typed) -> dict[Field, str]:
    """Why it makes no sense, by the field to look at; empty where it does."""
    found: dict[Field, str] = {}
    for field, why in _refusals(typed, RULES[typed.operator]):
        found.setdefault(field, why)
    return found


def _refusals(typed: Typed, rule: Rule) -> Iterator[tuple[Field, str]]:
    yield from _value_and_area(typed, rule)
    if typed.value is not None:
        yield from _size(typed, typed.value)
        yield from _unit(typed)
    if typed.baseline is not None and not rule.baseline:
        yield "baseline", _("“%(condition)s” is not counted from a baseline.") % _named(typed)
    if typed.each_year and typed.baseline is not None and rule.since:
        text = _("In each year it is counted from the year before: leave the baseline empty.")
        yield "baseline", text


def _value_and_area(typed: Typed, rule: Rule) -> Iterator[tuple[Field, str]]:
    has_value, has_area = typed.value is not None, typed.area is not None
    if (has_value, has_area) in rule.pairs:
        return
    takes_area = any(area for _value, area in rule.pairs)
    takes_value = any(value for value, _area in rule.pairs)
    if rule.pairs == (VALUE, AREA):
        text = _("Write a value, or choose what it is compared with: one of the two.")
        yield "comparator" if has_value else "value", text
        return
    if has_area and not takes_area:
        yield "comparator", _("“%(condition)s” is not compared with an area.") % _named(typed)
    if takes_area and not has_area:
        yield "comparator", _("Choose what it is compared with.")
    if has_value and not takes_value:
        yield "value", _("“%(condition)s” has no value.") % _named(typed)
    if not has_value and all(value for value, _area in rule.pairs):
        rank = _("Write how many municipalities.")
        yield "value", rank if typed.operator in BY_RANK else _("Write a value.")


def _size(typed: Typed, value: Decimal) -> Iterator[tuple[Field, str]]:
    if typed.operator in BY_RANK and (value < 1 or value != value.to_integral_value()):
        yield "value", _("Write a whole number of municipalities, 1 or more.")
    if value < 0 and typed.operator in NOT_NEGATIVE:
        yield "value", _("Write the size without a minus: the condition says which way.")
    if typed.operator in BY_RANK and typed.area == AreaKind.MUNICIPALITY:
        text = _("Choose a group of municipalities, a region, a labour market area or the whole country.")
        yield "comparator", text
    elif typed.operator in BY_RANK and 0 < typed.others < value:
        text = ngettext(
            "There is %(number)d other municipality: it would always be met.",
            "There are %(number)d other municipalities: it would always be met.",
            typed.others,
        )
        yield "value", text % {"number": typed.others}


def _unit(typed: Typed) -> Iterator[tuple[Field, str]]:
    if typed.operator in BY_RANK:
        if typed.unit:
            yield "unit", _("A number of municipalities has no unit: leave it empty.")
    elif not typed.unit:
        yield "unit", _("A value needs a unit.")
    elif typed.operator == Operator.BETTER_BY_PERCENT and typed.unit != Unit.PERCENT:
        yield "unit", str(MARGIN_IN_PER_CENT)
    elif not unit_fits(typed.operator, typed.unit, typed.measured_in):
        text = _("The figures of the indicator are in %(unit)s: the value must be in the same unit.")
        yield "unit", text % {"unit": typed.unit_name}


def _named(typed: Typed) -> dict[str, str]:
    return {"condition": str(typed.operator.label)}
