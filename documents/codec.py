"""JSON codec: a tree as text and back, without loss.

`SCHEMA` counts the shapes that have been published. Editions are kept for ever, so a new shape
never breaks an old file: it adds a function to `UPGRADES` that turns the older data into the next.
"""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_unstructure_fn, override
from django.utils.translation import gettext as _

from documents.markdown.from_schema_1.tree import with_texts_of_today
from documents.tree import (
    Attachment,
    Figure,
    FollowUp,
    Indicator,
    PlanDocument,
    Section,
    Target,
    Theme,
)

Data = dict[str, Any]

SCHEMA = 2
UPGRADES: dict[int, Callable[[Data], Data]] = {1: with_texts_of_today}
"""From a schema number to the function that turns that shape into the next number's."""
LEFT_OUT: dict[type, tuple[str, ...]] = {
    FollowUp: ("period_start", "period_end", "status_on", "before", "after"),
    Figure: ("rank", "rank_of"),
    Indicator: ("unit_one", "unit_many"),
    Target: ("each_year",),
    Attachment: ("adoption",),
    Section: ("key_figures", "adoption"),
    Theme: ("group", "key_figures", "label"),
    PlanDocument: ("theme_group_label", "theme_group_label_plural", "theme_groups", "proposal"),
}
"""Fields that are written only where they hold something: what has none of them has the text, and the
checksum, that it had before there were such fields. Parts come before what holds them."""


class UnreadableDocumentError(ValueError):
    """The text is not a plan document; the message says what is wrong and where."""


def _strict(kind: type) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _kind: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"expected {kind.__name__}, got {value!r}")
        return value

    return structure


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, omit_if_default=False)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _kind: date.fromisoformat(value))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _kind: Decimal(value))
    converter.register_structure_hook(str, _strict(str))
    converter.register_structure_hook(int, _strict(int))
    converter.register_structure_hook(bool, _strict(bool))
    for kind, names in LEFT_OUT.items():
        rare: Any = {name: override(omit_if_default=True) for name in names}
        converter.register_unstructure_hook(
            kind, make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=False, **rare)
        )
    return converter


CONVERTER = _converter()


def to_json(document: PlanDocument) -> str:
    data = {"schema": SCHEMA, "plan": CONVERTER.unstructure(document)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> PlanDocument:
    """Raises `UnreadableDocumentError` for anything that `to_json` of some version did not write."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocumentError(_("The file is no JSON: %(error)s") % {"error": error}) from error
    if not _is_wrapped(data):
        raise UnreadableDocumentError(_("The file is no plan: “schema” and “plan” must be outermost."))
    version, plan = data["schema"], data["plan"]
    if not 1 <= version <= SCHEMA:
        message = _("The file's schema is %(schema)d; the portal reads 1 to %(newest)d.")
        raise UnreadableDocumentError(message % {"schema": version, "newest": SCHEMA})
    while version < SCHEMA:
        plan = UPGRADES[version](plan)
        version += 1
    try:
        return CONVERTER.structure(plan, PlanDocument)
    except BaseValidationError as error:
        raise UnreadableDocumentError("; ".join(transform_error(error, path="plan"))) from error


def _is_wrapped(data: object) -> bool:
    return (
        isinstance(data, dict)
        and set(data) == {"schema", "plan"}
        and type(data["schema"]) is int
        and isinstance(data["plan"], dict)
    )


@lru_cache(maxsize=256)
def cached_from_json(text: str) -> PlanDocument:
    """For pages: an edition's text never changes, so the tree read from it can be kept. A real plan's text
    and tree take about 0.1 MB together."""
    return from_json(text)
