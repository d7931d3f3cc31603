"""What an address of the interface asks for. What it does not know is refused with a sentence, never passed over."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from website.domain.records.published import Selection
from website.domain.records.resources import SLUG, Filter

PAGE = "side"
PLAN_ID = re.compile(
    rf"(?P<town>{SLUG})(?:/(?P<series>[a-z][a-z0-9-]{{0,39}}))?/(?P<year>20[0-9]{{2}})(?:/|\Z)"
)
PLAIN_ID = re.compile(rf"(?P<town>{SLUG})(?:/serie(?:/(?P<series>[a-z][a-z0-9-]{{0,39}}))?)?\Z")


class BadQueryError(ValueError):
    """The message is what the person who asked reads."""


@dataclass(frozen=True, slots=True)
class Query:
    selection: Selection
    chosen: Mapping[str, str]
    page: int = 1


def query_of(filters: Sequence[Filter], asked: QueryDict, *, paged: bool) -> Query:
    """Raises `BadQueryError`."""
    known = {one.name: one for one in filters}
    allowed = [*known, *([PAGE] if paged else [])]
    values = {name: _single(name, asked.getlist(name)) for name in asked if _allowed(name, allowed)}
    for name, value in values.items():
        if name in known:
            _check(known[name], value)
    for one in filters:
        if one.required and one.name not in values:
            text = _("“%(name)s” is missing. Write for example %(name)s=%(example)s.")
            raise BadQueryError(text % {"name": one.name, "example": one.example})
    year = values.get("aar")
    return Query(
        Selection(values.get("kommune", ""), int(year) if year else None, values.get("serie")),
        {name: value for name, value in values.items() if name != PAGE},
        _page(values.get(PAGE, "1")),
    )


def _allowed(name: str, allowed: list[str]) -> bool:
    if name in allowed:
        return True
    text = _("There is no parameter “%(name)s” here. There is: %(known)s.")
    raise BadQueryError(text % {"name": name[:40], "known": ", ".join(allowed)})


def _single(name: str, values: list[str]) -> str:
    if len(values) != 1:
        raise BadQueryError(_("“%(name)s” is given several times.") % {"name": name})
    return values[0]


def _check(known: Filter, value: str) -> None:
    if re.fullmatch(known.pattern, value):
        return
    if known.choices:
        text = _("“%(value)s” cannot be the value of “%(name)s”. It can be: %(known)s.")
        raise BadQueryError(
            text % {"value": value[:40], "name": known.name, "known": ", ".join(known.choices)}
        )
    text = _("“%(value)s” cannot be the value of “%(name)s”. Write for example %(name)s=%(example)s.")
    raise BadQueryError(text % {"value": value[:40], "name": known.name, "example": known.example})


def _page(value: str) -> int:
    if re.fullmatch(r"[1-9][0-9]{0,5}", value):
        return int(value)
    text = _("“%(value)s” is not the number of a page. Write for example %(name)s=2.")
    raise BadQueryError(text % {"value": value[:40], "name": PAGE})


def selection_of_id(id: str) -> Selection | None:
    """Of the plan, or of the municipality, that the record belongs to; None for what cannot be an id."""
    if found := PLAN_ID.match(id):
        return Selection(found["town"], None, found["series"] or "", int(found["year"]))
    if found := PLAIN_ID.fullmatch(id):
        return Selection(found["town"])
    return None
