"""Whom to call, as a municipality has entered it in the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.models import Municipality
from themes.models import TargetGroupContact


@dataclass(frozen=True, slots=True)
class Contact:
    """`group` is the slug of the target group that it is for, or nothing where it is the whole municipality's."""

    who: str
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""
    group: str = ""

    @property
    def reachable(self) -> bool:
        return bool(self.phone or self.email or self.website)


def contacts_of(municipality: str) -> tuple[Contact, ...]:
    """By the municipality's slug: those of its target groups, and last its own. Two queries."""
    rows = TargetGroupContact.objects.filter(municipality__slug=municipality).select_related("target_group")
    groups = [
        Contact(row.who, row.phone, row.email, row.website, row.hours, row.target_group.slug) for row in rows
    ]
    towns = Municipality.objects.filter(slug=municipality)
    return (*groups, *(Contact(town.name, town.phone, town.email, town.website) for town in towns))


def contact_for(contacts: Iterable[Contact], groups: Sequence[str]) -> Contact | None:
    """The first of the groups that has one, else the municipality's own; None where nobody can be reached."""
    there = {contact.group: contact for contact in contacts if contact.reachable}
    return next((there[group] for group in (*groups, "") if group in there), None)
