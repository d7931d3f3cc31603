"""The follow-ups on a plan, as its page shows them."""

from dataclasses import dataclass

from goals.enums import FollowUpKind
from goals.models import FollowUp
from plans.models import Plan
from publishing.models import Edition


@dataclass(frozen=True, slots=True)
class FollowUps:
    """With the newest edition of each, None where none is in force; `missing` are the kinds to begin."""

    rows: tuple[tuple[FollowUp, Edition | None], ...]
    missing: tuple[FollowUpKind, ...]


def follow_ups_of(plan: Plan) -> FollowUps:
    """Two queries."""
    current = Edition.objects.of_follow_ups().current().filter(plan=plan).light()
    editions = {edition.follow_up_id: edition for edition in current}
    rows = tuple((row, editions.get(row.pk)) for row in FollowUp.objects.filter(plan=plan).order_by("pk"))
    there = {row.kind for row, _edition in rows}
    return FollowUps(rows, tuple(kind for kind in FollowUpKind if kind not in there))
