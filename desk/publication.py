"""What the desk shows of publishing: how far a draft has come, and what its reader may do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from goals.models import FollowUp
from plans.domain.access import Permission, Person, has_permission
from plans.domain.lock import closed_reason
from plans.models import Municipality, Plan, Section, Series
from publishing.domain.addresses import Addresses
from publishing.domain.basis import basis_of, in_force
from publishing.domain.withdraw import waiting_of
from publishing.enums import RenditionKind
from publishing.models import Edition, Rendition
from themes.models import Theme, ThemeGroup


@dataclass(frozen=True, slots=True)
class Publication:
    """Of a plan or a follow-up; `newest` is its edition in force, or the one that was until it was
    withdrawn; `proposal` the last proposal, where nothing else has been published. The print shop's file is
    made after publishing: until then its address is empty."""

    newest: Edition | None
    proposal: Edition | None
    withdrawn: bool
    public_address: str
    pdf_address: str
    press_address: str
    publish_address: str
    may_publish: bool

    @property
    def is_proposal_withdrawn(self) -> bool:
        return hasattr(self.proposal, "withdrawal")


def publication_of(row: Plan | FollowUp, person: Person) -> Publication:
    plan, follow_up = (row.plan, row) if isinstance(row, FollowUp) else (row, None)
    for_press = Rendition.objects.filter(edition=OuterRef("pk")).of(RenditionKind.PRESS)
    editions = (
        Edition.objects.filter(plan=plan, follow_up=follow_up)
        .last_of_each()
        .light()
        .annotate(is_for_press=Exists(for_press))
    )
    last = list(editions.select_related("withdrawal").order_by("-number", "-correction"))
    newest: Any = next((one for one in last if not one.is_proposal), None)
    return Publication(
        newest=newest,
        proposal=_proposal(last, newest),
        withdrawn=hasattr(newest, "withdrawal"),
        public_address=Addresses(newest).front if newest else "",
        pdf_address=Addresses(newest).pdf if newest else "",
        press_address=(
            Addresses(newest).rendition(RenditionKind.PRESS) if newest and newest.is_for_press else ""
        ),
        publish_address=reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_publish", args=[row.pk]),
        may_publish=has_permission(person, Permission.PUBLISH, plan.municipality_id),
    )


def _proposal(last: list[Any], newest: Any) -> Any:
    """The last one, where there is no edition; beside one that has been withdrawn, where it can be read."""
    found = next((one for one in last if one.is_proposal), None)
    if newest is None:
        return found
    return found if hasattr(newest, "withdrawal") and not hasattr(found, "withdrawal") else None


def edition_to_show(edition: Edition, person: Person) -> dict[str, Any]:
    withdrawn = hasattr(edition, "withdrawal")
    return {
        "public_address": edition.get_absolute_url(),
        "withdraw_address": reverse("admin:publishing_edition_withdraw", args=[edition.pk]),
        "may_withdraw": not withdrawn
        and has_permission(person, Permission.PUBLISH, edition.plan.municipality_id),
    }


def basis_to_show(follow_up: FollowUp) -> dict[str, Any]:
    """Which edition of the plan a follow-up is of: `edition` is None where the plan was not published when the
    follow-up was begun. `newer` is the edition in force, where that is another and can be chosen now. `suspension` is set
    while the public is shown nothing, because the plan has been withdrawn and nobody has said what becomes of the
    follow-up."""
    edition, newest = basis_of(follow_up), in_force(follow_up.plan)
    can_choose = newest != edition and not closed_reason(follow_up)
    return {
        "follow_up": follow_up,
        "edition": edition,
        "is_withdrawn": hasattr(edition, "withdrawal"),
        "newer": newest if can_choose else None,
        "suspension": next(iter(waiting_of(follow_up)), None),
    }


def has_been_published(
    row: Municipality | Series | Plan | Section | Theme | ThemeGroup | FollowUp,
) -> bool:
    """Whether an address that is made from the row may be known outside. Asked several times for
    one page, looked up once."""
    known: bool | None = row.__dict__.get("_has_been_published")
    if known is None:
        if isinstance(row, Municipality):
            editions = Edition.objects.filter(plan__municipality=row)
        elif isinstance(row, Series):
            editions = Edition.objects.filter(plan__series=row)
        elif isinstance(row, FollowUp):
            editions = Edition.objects.filter(follow_up=row)
        else:
            editions = Edition.objects.filter(plan=row.pk if isinstance(row, Plan) else row.plan_id)
        known = row.__dict__["_has_been_published"] = editions.exists()
    return known
