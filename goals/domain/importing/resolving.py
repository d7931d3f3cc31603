"""A row's texts → the indicator, area, period and value that they mean, or why they mean nothing."""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goals.domain.importing.danish import COUNT, MUNICIPALITY, NAMES, NO, UNITS, YES
from goals.domain.importing.decimals import NumberError, fitting, number
from goals.domain.importing.rows import RawRow
from goals.domain.importing.wording import key
from goals.domain.origin import EXTRACTED, origin
from goals.domain.periods import Period, PeriodError, is_day, parse
from goals.enums import COUNTED, AreaKind, Unit
from goals.models import Area, Indicator
from goals.models.indicator import for_municipality

MEANT_BY_COUNT = {*COUNTED, Unit.OTHER}
MAX_SOURCE = 300
WHOLE = 100
"""Per cent."""
Row = TypeVar("Row", Area, Indicator)


class Refusal(ValueError):
    """The message says what is wrong with the row."""


@dataclass(slots=True)
class Candidate:
    """What a row would store. `series_break` is None where the file says nothing of it. `only_unchanged`: why
    nothing of it may change."""

    number: int
    indicator: Indicator
    area: Area
    period: Period
    value: Decimal
    provisional: bool
    series_break: bool | None
    source: str
    only_unchanged: str = ""

    @property
    def question(self) -> str:
        """What a person should look at, though it may be right: shares are seldom above 100."""
        if self.indicator.unit == Unit.PERCENT and self.value > WHOLE:
            return _("the share is above 100 per cent: see that it is right")
        return ""


class Resolver:
    """Knows the country's indicators and areas, and those of the owner whose figures the file holds (None: the
    country's); two queries, however many rows there are. What is the owner's goes before what is the country's
    and has the same name. Which indicator is meant where a row names none is given as the row of the portal
    that a person chose, or as a text that is read as a file's."""

    def __init__(
        self,
        indicator: str | Indicator = "",
        source: str = "",
        decimal_sign: str = ",",
        owner: int | None = None,
    ) -> None:
        self.owner = owner
        self.default_indicator = indicator
        self.default_source = source
        self.decimal_sign = decimal_sign
        self._by_slug: dict[tuple[int | None, str], Indicator] = {}
        self._called: dict[tuple[int | None, str], list[Indicator]] = defaultdict(list)
        for row in Indicator.objects.filter(for_municipality(owner)):
            self._by_slug[row.owner_id, row.slug] = row
            self._called[row.owner_id, key(row.name)].append(row)
        self._by_code: dict[str, Area] = {}
        self._by_name: dict[str, list[Area]] = defaultdict(list)
        for area in _country_s_first(Area.objects.filter(for_municipality(owner))):
            if area.code:
                self._by_code[area.code.lstrip("0")] = area
            named = self._by_name[_area_key(area.name)]
            named[:] = [*(other for other in named if area.owner_id is None or other.kind != area.kind), area]
        self._periods: dict[str, Period] = {}

    def candidate(self, row: RawRow) -> Candidate:
        """Raises `Refusal`, which names the column where the line of the file has several figures."""
        try:
            return self._candidate(row)
        except Refusal as refusal:
            if not row.column:
                raise
            text = _("column “%(column)s”: %(reason)s") % {"column": row.column, "reason": refusal}
            raise Refusal(text) from refusal

    def _candidate(self, row: RawRow) -> Candidate:
        if row.problem:
            raise Refusal(row.problem)
        indicator = self.indicator(row.indicator)
        area = self._area(row)
        marked = row.period.endswith("*") or (isinstance(row.value, str) and row.value.rstrip().endswith("*"))
        value = self._value(row.value)
        _check_unit(row, indicator)
        return Candidate(
            number=row.number,
            indicator=indicator,
            area=area,
            period=self._period(row.period.rstrip("* ")),
            value=value,
            provisional=marked or _flag(row.provisional, NAMES["provisional"]) or False,
            series_break=_flag(row.series_break, NAMES["series_break"]),
            source=_source(row, self.default_source),
            only_unchanged=self._not_own(indicator),
        )

    def indicator(self, name: str) -> Indicator:
        """By its address or name; without one, the file's own. Raises `Refusal`."""
        said = name or self.default_indicator
        if not said:
            raise Refusal(_("the row names no indicator"))
        found = self._known(said) if isinstance(said, str) else said
        if found is None:
            raise Refusal(_("the indicator “%(name)s” is not in the portal") % {"name": said})
        return found

    def _known(self, text: str) -> Indicator | None:
        """An address is nobody else's, so it goes before a name, however that is spelt."""
        for owner in dict.fromkeys((self.owner, None)):
            if found := self._by_slug.get((owner, text)):
                return found
            called = self._called.get((owner, key(text)), [])
            if len(called) > 1:
                message = _(
                    "several indicators are called “%(name)s”: write the indicator's address (%(slugs)s)"
                )
                raise Refusal(
                    message % {"name": text, "slugs": ", ".join(sorted(row.slug for row in called))}
                )
            if found := (called[0] if called else self._by_slug.get((owner, key(text)))):
                return found
        return None

    def _not_own(self, indicator: Indicator) -> str:
        """A file that a plan gives out has the country's figures beside its own, and may be read back."""
        if indicator.owner_id == self.owner:
            return ""
        text = _("“%(name)s” is the country's: only the portal's administrator enters its figures")
        return text % {"name": indicator.name}

    def _area(self, row: RawRow) -> Area:
        by_code = self._by_code.get(row.area_code.lstrip("0")) if row.area_code else None
        if row.area_code and by_code is None:
            raise Refusal(_("the area code “%(code)s” is not in the portal") % {"code": row.area_code})
        if not row.area:
            if by_code is None:
                raise Refusal(_("the row names no area"))
            return by_code
        named = self._named(row.area)
        if by_code is None:
            return named[0] if len(named) == 1 else _ambiguous(row.area, named)
        if by_code not in named:
            raise Refusal(
                _("the area code “%(code)s” and the name “%(name)s” are not the same area")
                % {"code": row.area_code, "name": row.area}
            )
        return by_code

    def _named(self, text: str) -> list[Area]:
        """An area column may hold codes as well as names."""
        if found := self._by_name.get(_area_key(text)):
            return found
        if text.isdigit() and (area := self._by_code.get(text.lstrip("0"))):
            return [area]
        raise Refusal(_("the area “%(name)s” is not in the portal") % {"name": text})

    def _value(self, value: str | Decimal) -> Decimal:
        try:
            return fitting(value) if isinstance(value, Decimal) else number(value, self.decimal_sign)
        except NumberError as error:
            raise Refusal(str(error)) from error

    def _period(self, text: str) -> Period:
        if text not in self._periods:
            try:
                self._periods[text] = parse(text)
            except PeriodError as error:
                raise Refusal(_no_period(text) % {"text": text}) from error
        return self._periods[text]


def _country_s_first(rows: QuerySet[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.owner_id is not None)


def _no_period(text: str) -> str:
    if is_day(text):
        return _("“%(text)s” is a day: write the month (2020M01), or format the cell as month and year")
    return _("“%(text)s” is no period that the portal can read")


def _ambiguous(name: str, found: list[Area]) -> Area:
    kinds = ", ".join(sorted(str(AreaKind(area.kind).label) for area in found))
    message = _("several areas are called “%(name)s” (%(kinds)s): write the area's code")
    raise Refusal(message % {"name": name, "kinds": kinds})


def _area_key(name: str) -> str:
    return key(name).removesuffix(MUNICIPALITY)


def is_computed(row: RawRow) -> bool:
    """A mean, which the portal computes itself and never stores."""
    return row.computed is not None and row.computed.lower() in YES


def _flag(text: str | None, column: str) -> bool | None:
    if text is None:
        return None
    word = text.lower()
    if word in YES:
        return True
    if word in NO:
        return False
    message = _("“%(text)s” in the column “%(column)s” is neither yes nor no")
    raise Refusal(message % {"text": text, "column": column})


def _check_unit(row: RawRow, indicator: Indicator) -> None:
    """A figure in another unit than its indicator's would be stored as something that it is not."""
    said = row.unit
    if not said and isinstance(row.value, str) and row.value.strip(" *").endswith("%"):
        said = "%"
    if not said:
        return
    unit = UNITS.get(key(said))
    own = {key(indicator.unit_one), key(indicator.unit_many)} - {""}
    if (
        unit == indicator.unit
        or key(said) in own
        or (key(said) == COUNT and indicator.unit in MEANT_BY_COUNT)
    ):
        return
    message = _("the unit is “%(unit)s”, but the indicator is counted in %(own)s")
    raise Refusal(message % {"unit": said, "own": indicator.unit_name})


def _source(row: RawRow, default: str) -> str:
    """With the table and the day of extraction, where the file has columns of them; a day that is none is kept as
    it is written."""
    said = row.source or default
    if not said:
        raise Refusal(_("the row names no source"))
    text = origin(said, row.table, _day(row.extracted))
    if row.extracted and _day(row.extracted) is None:
        text = f"{text}, {EXTRACTED}{row.extracted}"
    if len(text) > MAX_SOURCE:
        raise Refusal(_("the source is longer than %(limit)d characters") % {"limit": MAX_SOURCE})
    return text


def _day(text: str) -> date | None:
    """As typed, or as a spreadsheet writes it: "2026-06-10 00:00:00"."""
    for style in ("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.strptime(text.removesuffix(" 00:00:00"), style).date()
    return None
