"""Numbers as they are printed: decimal comma, point between thousands, the unit after."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils import formats
from django.utils.translation import pgettext_lazy

from goals.enums import Unit

ONE = {
    Unit.PERSONS: pgettext_lazy("unit", "person"),
    Unit.FULL_TIME_PERSONS: pgettext_lazy("unit", "full-time person"),
    Unit.WHOLE_YEAR_PERSONS: pgettext_lazy("unit", "whole-year person"),
    Unit.KRONER: pgettext_lazy("unit", "krone"),
    Unit.COURSES: pgettext_lazy("unit", "course"),
}
"""What a single one is called."""
WIDE = Context(prec=100)
"""So that the product of two stored values, which has up to 32 digits, keeps them all."""


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """As a municipality calls a unit of its own: 1 "borger pr. rådgiver", 12 "borgere pr. rådgiver"."""

    one: str
    many: str


Measure = str | OwnUnit | None
"""A `Unit`, or one of the municipality's own; None for a bare number."""


def measure(unit: str | None, one: str, many: str) -> Measure:
    """`one` and `many` are what the indicator calls its unit, empty where it is one of the portal's."""
    return OwnUnit(one or many, many or one) if unit == Unit.OTHER and (one or many) else unit or None


def decimals_of(value: Decimal) -> int:
    """As written: 10.0 has one, 10 has none."""
    return max(0, -int(value.as_tuple().exponent))


def plain(value: Decimal) -> Decimal:
    """Without the zeros that a column pads with: 10, not 10.0000 nor 1E+1."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1), context=WIDE)
    return value.normalize(WIDE)


def published(value: Decimal, decimals: int | None) -> Decimal:
    """The stored value with the decimals that its source prints; where that is not known, with those
    that it has."""
    if decimals is None:
        return plain(value)
    return rounded(value, decimals)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Halves away from zero, as the statistics round."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)


def padded(value: Decimal, decimals: int) -> Decimal:
    """With at least so many decimals."""
    return rounded(value, decimals) if decimals_of(value) < decimals else value


def figure(value: Decimal, unit: Measure) -> str:
    """With exactly the decimals that the value is written with: "10,0 %", "1.745 personer". No line ends
    before the per cent."""
    number = formats.number_format(value, decimals_of(value), use_l10n=True, force_grouping=True)
    if isinstance(unit, OwnUnit):
        return f"{number} {unit.one if abs(value) == 1 else unit.many}"
    if unit == Unit.PERCENT:
        return f"{number}\N{NO-BREAK SPACE}%"
    if not unit or unit == Unit.OTHER:
        return number
    name = ONE.get(Unit(unit)) if abs(value) == 1 else None
    return f"{number} {name or Unit(unit).label}"
