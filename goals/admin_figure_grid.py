"""The page with an indicator's figures as a table to type in."""

from functools import partial, wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.domain.figure_grid import COLUMNS, Grid, Stored, columns_of, grid_of, store
from goals.domain.origin import origin
from goals.enums import AreaKind
from goals.models import Area, Indicator, Observation
from goals.models.indicator import for_municipality
from plans.admin_pages import page
from plans.fields import LineFormField
from plans.number_input import whole_number

MORE = "omraade"
"""What an address names further areas by."""
MAX_SOURCE: int = Observation._meta.get_field("source").max_length or 0


class AboutForm(forms.Form):
    source = LineFormField(
        label=gettext_lazy("Source"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Of the figures that are new or changed: who publishes them, e.g. jobindsats.dk."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    table = LineFormField(
        label=gettext_lazy("Table or list"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "E.g. Y01A02, or the name of a report in the system that the figures are from."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    extracted = forms.DateField(
        label=gettext_lazy("Day of extraction"), required=False, widget=AdminDateWidget
    )
    provisional = forms.BooleanField(
        label=gettext_lazy("The new and changed figures are provisional"), required=False, label_suffix=""
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if (said.get("table") or said.get("extracted")) and not said.get("source"):
            self.add_error("source", _("Write where the figures are from."))
        elif len(self.origin) > MAX_SOURCE:
            self.add_error("source", _("Together with the table it is too long."))
        return said

    @property
    def origin(self) -> str:
        said = self.cleaned_data
        return origin(said.get("source", ""), said.get("table", ""), said.get("extracted"))


def grid_pages(owner: Any) -> list[URLPattern]:
    view = wraps(grid_page)(partial(grid_page, owner=owner))
    address = "<path:object_id>/tal/"
    return [path(address, owner.admin_site.admin_view(view), name="goals_indicator_figures")]


def grid_page(request: HttpRequest, object_id: str, owner: Any) -> HttpResponse:
    indicator: Indicator = owner.get_object(request, object_id)
    if not owner.has_change_permission(request, indicator):
        raise PermissionDenied
    columns = columns_of(indicator, _more(request))
    if request.method != "POST":
        return _shown(request, owner, indicator, grid_of(indicator, columns), AboutForm())
    grid, about = grid_of(indicator, columns, request.POST.dict()), AboutForm(request.POST)
    if not about.is_valid():
        return _shown(request, owner, indicator, grid, about)
    try:
        stored = store(indicator, grid, about.origin, about.cleaned_data["provisional"])
    except ValidationError as error:
        about.add_error("source", error)
        stored = None
    if stored is None:
        return _shown(request, owner, indicator, grid, about)
    messages.success(request, _told(stored))
    return redirect(request.get_full_path())


def _more(request: HttpRequest) -> list[int]:
    keys = map(whole_number, request.GET.getlist(MORE)[:COLUMNS])
    return [key for key in keys if key is not None]


def _told(stored: Stored) -> str:
    parts = [
        ngettext("%(count)d figure added", "%(count)d figures added", stored.added) % {"count": stored.added},
        ngettext("%(count)d changed", "%(count)d changed", stored.changed) % {"count": stored.changed},
        ngettext("%(count)d deleted", "%(count)d deleted", stored.deleted) % {"count": stored.deleted},
    ]
    return f"{', '.join(parts)}."


def _shown(
    request: HttpRequest, owner: Any, indicator: Indicator, grid: Grid, about: AboutForm
) -> HttpResponse:
    there = {area.pk for area in grid.columns}
    others = Area.objects.filter(for_municipality(indicator.owner_id)).exclude(kind=AreaKind.MUNICIPALITY)
    context = {
        "title": _("Figures in a table"),
        "subtitle": str(indicator),
        "original": indicator,
        "opts": owner.opts,
        "back": reverse("admin:goals_indicator_change", args=[indicator.pk]),
        "grid": grid,
        "about": about,
        "more": [area for area in others.order_by("kind", "name") if area.pk not in there],
        "is_full": len(grid.columns) >= COLUMNS,
        "chosen": _more(request),
        "parameter": MORE,
    }
    return page(request, "admin/goals/indicator/figures.html", context)
