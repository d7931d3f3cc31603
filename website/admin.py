"""Synonyms for the search. The country's are kept by superusers; a municipality's managers add their own."""

from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from goals.admin_figures import KeptByOwner
from plans.admin_filters import MunicipalityFilter
from plans.admin_policy import OF_NO_PLAN, OwnedOrShared, Permissions, Policy, policies
from plans.domain.access import Permission
from website.models import Synonym

policies[Synonym] = Policy(
    OwnedOrShared(("owner",)),
    Permissions(add=Permission.MANAGE, change=Permission.MANAGE, delete=(Permission.MANAGE,)),
    OF_NO_PLAN,
)


@admin.register(Synonym)
class SynonymAdmin(KeptByOwner):
    of_country = _("The country's synonyms; only the portal's administrator can change them.")
    of_municipality = _("%(municipality)s's own: its managers can change them.")
    keeping: ClassVar[Permission] = Permission.MANAGE
    list_display = ["expressions", "whose", "note"]
    list_filter = [MunicipalityFilter]
    search_fields = ["expressions", "note"]
    fields = ["owner", "expressions", "note"]
