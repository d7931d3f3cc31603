"""The Markdown fields of a plan as schema 1 stored it."""

from collections.abc import Mapping
from typing import Any

from documents.markdown.from_schema_1 import upgraded

MARKDOWN: Mapping[str, tuple[str, ...]] = {
    "sections": ("body",),
    "themes": ("ambition", "actions"),
    "goals": ("text", "note"),
    "strategies": ("body",),
    "initiatives": ("body",),
    "national_goals": ("text",),
    "dropped_goals": ("text",),
    "follow_up": ("introduction",),
    "assessments": ("text",),
}
"""By the name that a part has in what it belongs to."""
SAME_KIND = "children"
"""A section's are sections, a strategy's are strategies."""


def with_texts_of_today(plan: dict[str, Any]) -> dict[str, Any]:
    """What was read in it is read in the result, which no longer holds a text of the old dialect."""
    return _part(plan, "")


def _part(part: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: _value(name, value, kind) for name, value in part.items()}


def _value(name: str, value: Any, kind: str) -> Any:
    below = kind if name == SAME_KIND else name
    if isinstance(value, str):
        return upgraded(value) if name in MARKDOWN.get(kind, ()) else value
    if isinstance(value, dict):
        return _part(value, below)
    if isinstance(value, list):
        return [_part(each, below) if isinstance(each, dict) else each for each in value]
    return value
