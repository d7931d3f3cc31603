"""The follow-ups on a plan, as its page shows them."""

from dataclasses import dataclass

from goals.domain.follow_ups import NextFollowUp, newest_first, next_follow_up
from goals.domain.periods import label
from goals.enums import FollowUpKind
from goals.models import FollowUp
from plans.models import Plan
from publishing.models import Edition


@dataclass(frozen=True, slots=True)
class FollowUps:
    """Newest first, with the newest edition of each, None where none is in force."""

    rows: tuple[tuple[FollowUp, Edition | None], ...]
    proposal: NextFollowUp | None
    kinds: tuple[FollowUpKind, ...] = tuple(FollowUpKind)

    @property
    def proposed_period(self) -> str:
        return label(self.proposal.period) if self.proposal else ""


def follow_ups_of(plan: Plan) -> FollowUps:
    """Two queries."""
    current = Edition.objects.of_follow_ups().current().filter(plan=plan).light()
    editions = {edition.follow_up_id: edition for edition in current}
    found = newest_first(FollowUp.objects.filter(plan=plan).select_related("plan"))
    rows = tuple((row, editions.get(row.pk)) for row in found)
    return FollowUps(rows, next_follow_up(plan, found))
