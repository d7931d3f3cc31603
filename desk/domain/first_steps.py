"""A municipality's first day: it is made with its people in one step, and its first plan is begun."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.domain import people
from accounts.models import Invitation
from plans.domain.slugs import slug_of
from plans.enums import Role, SectionKind
from plans.models import Municipality, Plan, Section


@transaction.atomic
def make_municipality(
    municipality: Municipality, crest: "File[Any] | None", invited: Iterable[Mapping[str, Any]], by: User
) -> list[Invitation]:
    """All of it or nothing. The crest lies in a folder that is named by the municipality's key, which it has only
    when it is stored. `invited` is what `people.invite` asks of each. The e-mails are not sent yet: what is sent cannot be taken back. Raises `RefusedError`."""
    municipality.save()
    invitations = [people.invite(municipality, by, **one) for one in invited]
    if crest:
        municipality.crest.save(crest.name or "", crest)
    return invitations


def first_steps_of(municipality: Municipality) -> dict[str, Any]:
    """`printed`: mails are only printed where the server runs, so that nobody gets one. `intake`: where a document is
    read in."""
    invitations = tuple(Invitation.objects.unanswered().filter(municipality=municipality).order_by("pk"))
    roles = {role for one in invitations for role in one.roles}
    roles.update(municipality.memberships.values_list("role", flat=True).distinct().order_by())
    return {
        "invitations": invitations,
        "has_approver": Role.APPROVER in roles,
        "printed": settings.EMAIL_BACKEND in people.PRINTING,
        "intake": f"{reverse('intake-upload')}?kommune={municipality.pk}",
    }


def next_plan_year() -> int:
    """A plan is written in the year before the one that it is for."""
    return timezone.localdate().year + 1


def first_title(year: int) -> str:
    """What most plans are called. Danish, as what a plan says is, whatever language the desk is shown in."""
    with translation.override("da"):
        return _("Employment plan %(year)d") % {"year": year}


@transaction.atomic
def begin_plan(municipality: Municipality, title: str, year: int) -> Plan:
    """With an introduction to write and a place for its themes; what else it has is the municipality's own."""
    plan: Plan = Plan.objects.create(municipality=municipality, title=title, year=year, last_year=year)
    with translation.override("da"):
        sections = [(_("Introduction"), SectionKind.INTRODUCTION), (_("Themes"), SectionKind.THEMES)]
    Section.objects.bulk_create(
        Section(plan=plan, title=name, slug=slug_of(name), kind=kind, position=position)
        for position, (name, kind) in enumerate(sections, start=1)
    )
    return plan
