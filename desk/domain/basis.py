"""Which edition of the plan a follow-up is of, for the follow-up's page."""

from dataclasses import dataclass

from goals.models import FollowUp
from plans.domain.lock import closed_reason
from publishing.domain.basis import basis_of, in_force
from publishing.domain.suspension import waiting_of
from publishing.models import Edition, Suspension


@dataclass(frozen=True, slots=True)
class BasisShown:
    """`edition` is None where the plan was not published when the follow-up was begun. `newer` is the edition
    in force, where that is another and can be chosen now. `suspension` is set while the public is shown
    nothing, because the plan has been withdrawn and nobody has said what becomes of the follow-up."""

    follow_up: FollowUp
    edition: Edition | None
    is_withdrawn: bool
    newer: Edition | None
    suspension: Suspension | None


def basis_to_show(follow_up: FollowUp) -> BasisShown:
    edition, in_force_now = basis_of(follow_up), in_force(follow_up.plan)
    can_choose = in_force_now != edition and not closed_reason(follow_up)
    return BasisShown(
        follow_up=follow_up,
        edition=edition,
        is_withdrawn=hasattr(edition, "withdrawal"),
        newer=in_force_now if can_choose else None,
        suspension=next(iter(waiting_of(follow_up)), None),
    )
