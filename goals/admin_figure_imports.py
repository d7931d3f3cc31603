"""Imports of figures: what each did, and the page that takes one back as a whole."""

from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.domain.figure_history import changes_by
from goals.domain.importing.taking_back import take_back, taking_of
from goals.models import FigureImport
from plans.admin_base import PortalAdmin
from plans.admin_filters import MunicipalityFilter
from plans.admin_pages import page, signed_in_user
from plans.admin_policy import OF_NO_PLAN, Permissions, Policy, Scope, policies
from plans.domain.access import Permission
from plans.errors import RefusedError
from plans.models import Municipality
from plans.models.account import name_of

policies[FigureImport] = Policy(Scope(("owner",)), Permissions(add=None, change=None, delete=()), OF_NO_PLAN)
LISTED = 200
"""Figures that a page names; how many more there are, it says."""


def name_of_owner(owner: Municipality | None) -> str:
    return owner.short_name if owner else _("The whole country")


class SureForm(forms.Form):
    sure = forms.BooleanField(label=gettext_lazy("I want to take the whole import back."), label_suffix="")


@admin.register(FigureImport)
class FigureImportAdmin(PortalAdmin):
    list_display = ["file_name", "whose", "at", "by", "added", "changed", "refused", "taken_back_at"]
    list_select_related = ["owner", "person", "taken_back_by"]
    list_filter = [MunicipalityFilter, "at"]
    search_fields = ["file_name", "sha256"]
    fields = [
        ("file_name", "whose"),
        ("at", "by"),
        ("added", "changed", "unchanged", "refused"),
        ("taken_back_at", "back_by"),
        "sha256",
    ]
    readonly_fields = ["whose", "by", "back_by"]

    @admin.display(description=gettext_lazy("owner"))
    def whose(self, row: FigureImport) -> str:
        return name_of_owner(row.owner)

    @admin.display(description=gettext_lazy("person"), ordering="person")
    def by(self, row: FigureImport) -> str:
        """Not as Django shows it, which leads to a page for superusers."""
        return name_of(row.person) if row.person else _("the system")

    @admin.display(description=gettext_lazy("taken back by"))
    def back_by(self, row: FigureImport) -> str:
        return name_of(row.taken_back_by) if row.taken_back_by else "–"

    def get_urls(self) -> list[URLPattern]:
        @wraps(take_back_page)
        def shown(request: HttpRequest, object_id: str) -> HttpResponse:
            return take_back_page(request, self, self.get_object(request, object_id))

        name = "goals_figureimport_take_back"
        return [
            path("<path:object_id>/tag-tilbage/", self.admin_site.admin_view(shown), name=name),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        row: FigureImport = context["original"]
        context |= {
            "changes": changes_by(row, LISTED),
            "more": max(0, row.added + row.changed - LISTED),
            "may_take_back": may_take_back(self, request, row),
        }
        return super().render_change_form(request, context, *args, **kwargs)


def may_take_back(owner: PortalAdmin, request: HttpRequest, row: FigureImport) -> bool:
    return row.taken_back_at is None and owner.policy.has_permission(request, Permission.KEEP_FIGURES, row)


def take_back_page(request: HttpRequest, owner: PortalAdmin, row: FigureImport) -> HttpResponse:
    if not owner.policy.has_permission(request, Permission.KEEP_FIGURES, row):
        raise PermissionDenied
    back = reverse("admin:goals_figureimport_change", args=[row.pk])
    form = SureForm(request.POST or None)
    refused = _("The import has been taken back already.") if row.taken_back_at else ""
    if form.is_valid() and not refused:
        try:
            take_back(row, signed_in_user(request))
        except RefusedError as error:
            messages.error(request, str(error))
            return redirect(request.path)
        messages.success(request, _("The import is taken back: its figures are as before."))
        return redirect(back)
    taking = taking_of(row)
    context = {
        "title": _("Take the import back"),
        "subtitle": str(row),
        "original": row,
        "opts": owner.opts,
        "form": form,
        "back": back,
        "refused": refused,
        "taking": taking,
        "obstacles": taking.obstacles[:LISTED],
        "more": max(0, len(taking.obstacles) - LISTED),
    }
    return page(request, "admin/goals/figureimport/take_back.html", context)
