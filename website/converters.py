"""The parts of public addresses. Each has one way of being written, so that a page has one address."""

from datetime import date

from django.urls.converters import IntConverter, StringConverter

from documents.tree import PlanRef
from goals.domain.periods import Period
from publishing.numbering import EditionNumber
from website.enums import FACETS


class Whole(IntConverter):
    regex = r"[1-9][0-9]{0,3}"


class Year(IntConverter):
    regex = r"20[0-9][0-9]"


class Plan:
    """`2019` for a plan of the municipality's first series, `handleplan/2026` for one of another."""

    regex = r"(?:[a-z][a-z0-9-]{0,39}/)?20[0-9][0-9]"

    def to_python(self, value: str) -> PlanRef:
        series, _slash, year = value.rpartition("/")
        return PlanRef(int(year), series)

    def to_url(self, value: PlanRef) -> str:
        return f"{value.series}/{value.year}" if value.series else str(value.year)


class Edition:
    """`1` or `1.1`."""

    regex = r"[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3})?"

    def to_python(self, value: str) -> EditionNumber:
        return EditionNumber(*map(int, value.split(".")))

    def to_url(self, value: EditionNumber) -> str:
        return str(value)


class Colour(StringConverter):
    regex = r"[0-9a-f]{6}"


class Kind(StringConverter):
    regex = "csv|xlsx"


class Bulk(StringConverter):
    regex = "csv|jsonl"


class Facet(StringConverter):
    """What the goals of a plan can be chosen by. Never a number, which is a goal's."""

    regex = "|".join(FACETS)


class Span:
    """`2020` for a calendar year, else its first and last day: `2020-01-01-til-2020-03-31`."""

    regex = r"20[0-9][0-9](?:-[0-9][0-9]-[0-9][0-9]-til-20[0-9][0-9]-[0-9][0-9]-[0-9][0-9])?"

    def to_python(self, value: str) -> Period:
        """Raises `ValueError` for days that are none, and for a year that is written out."""
        if len(value) == len("2020"):
            return Period(date(int(value), 1, 1), date(int(value), 12, 31))
        period = Period(*map(date.fromisoformat, value.split("-til-")))
        if self.to_url(period) != value or period.start > period.end:
            raise ValueError(value)
        return period

    def to_url(self, value: Period) -> str:
        start, end = value
        if (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
            return str(start.year)
        return f"{start}-til-{end}"
