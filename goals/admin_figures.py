"""Indicators, areas and figures. The country's are shown to everybody and kept by superusers; a municipality
keeps its own, which no other municipality is told of."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.admin_figure_grid import grid_pages
from goals.admin_figure_imports import name_of_owner
from goals.admin_import import import_pages
from goals.admin_key_figures import key_figures_of
from goals.domain.figure_history import changes_of, changes_of_indicator
from goals.domain.figures import figure, rounded
from goals.enums import AreaKind
from goals.models import Area, FigureImport, Indicator, Observation, Target
from goals.models.indicator import is_for
from plans.admin_base import PortalAdmin
from plans.admin_filters import MunicipalityFilter, SeenRowsFilter
from plans.admin_forms import ModelForm
from plans.admin_pages import page
from plans.admin_policy import KEPT_BY_MUNICIPALITY, OF_NO_PLAN, OwnedOrShared, Policy, policies
from plans.admin_validity import VALIDITY, ReplaceableForm, ValidityFilter
from plans.domain.access import Permission, is_superuser
from plans.models import Municipality

LISTED = 200
"""Changes of an indicator's figures that its history tells, the newest first."""
policies[Area] = policies[Indicator] = Policy(OwnedOrShared(("owner",)), KEPT_BY_MUNICIPALITY, OF_NO_PLAN)
policies[Observation] = Policy(OwnedOrShared(("indicator__owner",)), KEPT_BY_MUNICIPALITY, OF_NO_PLAN)


class OwnedForm(ModelForm):
    """The owner is chosen once: names are unique within what belongs to that owner, also where it is not
    asked."""

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded if "owner" in self.fields else excluded - {"owner"}


class KeptByOwner(PortalAdmin):
    """Says of a row whose it is, and why it is only to be read. A row that names its owner is given it
    once."""

    form = OwnedForm
    fixed_fields: ClassVar[Sequence[str]] = ["owner"]
    list_select_related = ["owner"]
    of_country: ClassVar[Any] = ""
    of_municipality: ClassVar[Any] = gettext_lazy(
        "%(municipality)s's own: its editors, approvers and managers can change it."
    )
    municipality_field = "owner"

    def owner_of(self, row: Any) -> Municipality | None:
        owner: Municipality | None = row.owner
        return owner

    @admin.display(description=gettext_lazy("owner"))
    def whose(self, row: Any) -> str:
        return name_of_owner(self.owner_of(row))

    def reason_closed(self, request: HttpRequest, obj: Any) -> str:
        if obj is None or self.has_change_permission(request, obj):
            return ""
        owner = self.owner_of(obj)
        if owner is None:
            return str(self.of_country)
        return str(self.of_municipality) % {"municipality": owner.name}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner" and is_superuser(request.user):
            kwargs["empty_label"] = _("The whole country")
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "owner" and not is_superuser(request.user):
            field.required = True
            field.help_text = ""
        return field

    def uses(self, _rows: Any) -> list[str]:
        """What keeps the rows from being deleted, in words."""
        return []

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Named by their numbers: an indicator may have thousands of figures."""
        if uses := self.uses(objs):
            return [str(row) for row in objs], {}, set(), uses
        return super().get_deleted_objects(objs, request)


def figures_of(rows: QuerySet[Observation]) -> list[str]:
    count = rows.count()
    text = ngettext("%(count)d figure: delete it first.", "%(count)d figures: delete them first.", count)
    return [text % {"count": count}] if count else []


def targets_of(rows: QuerySet[Target]) -> list[str]:
    count = rows.count()
    text = ngettext("%(count)d target of a plan names it.", "%(count)d targets of plans name it.", count)
    return [text % {"count": count}] if count else []


class IndicatorForm(OwnedForm, ReplaceableForm):
    def clean(self) -> dict[str, Any]:
        """What is replaced by another municipality's would tell of it, and lead nobody there."""
        data = super().clean()
        owner = data["owner"].pk if data.get("owner") else self.instance.owner_id
        if not all(is_for(row, owner) for row in data.get("successors") or ()):
            self.add_error("successors", _("It is not of the same owner, nor the country's."))
        return data


@admin.register(Indicator)
class IndicatorAdmin(KeptByOwner):
    form = IndicatorForm
    of_country = gettext_lazy("The country's indicator; only the portal's administrator can change it.")
    list_display = ["name", "whose", "unit", "better", "valid_until"]
    list_filter = [MunicipalityFilter, ValidityFilter, "unit", "better"]
    search_fields = ["name", "description"]
    autocomplete_fields = ["successors"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "owner",
                    "name",
                    ("unit", "better"),
                    ("unit_one", "unit_many"),
                    "description",
                    "slug",
                ]
            },
        ),
        VALIDITY,
    ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With what has become of its figures: a figure that is deleted has no page of its own any more."""
        row = self.get_object(request, unquote(object_id))
        told = {"figure_changes": changes_of_indicator(row.pk, LISTED)}
        shown: HttpResponse = super().history_view(request, object_id, {**told, **(extra_context or {})})
        return shown

    def get_urls(self) -> list[URLPattern]:
        return [*grid_pages(self), *super().get_urls()]

    def uses(self, rows: Any) -> list[str]:
        return [
            *figures_of(Observation.objects.filter(indicator__in=rows)),
            *targets_of(Target.objects.filter(indicator__in=rows)),
            *key_figures_of(rows),
        ]


class AreaForm(OwnedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" not in self.fields and self.instance.pk is None:
            self.instance.kind = AreaKind.CLUSTER

    def clean(self) -> dict[str, Any]:
        """A group is compared as the mean of municipalities. Groups in it, one's own or another
        municipality's, would be counted as one each."""
        data = super().clean() or self.cleaned_data
        members = data.get("members") or ()
        if members and data.get("kind", self.instance.kind) == AreaKind.MUNICIPALITY:
            self.add_error("members", _("A municipality has no members."))
        others = [row.name for row in members if row.kind != AreaKind.MUNICIPALITY]
        if others:
            text = _("Only municipalities can be members of a group: leave out %(names)s.")
            self.add_error("members", text % {"names": get_text_list(others, _("and"))})
        return data


@admin.register(Area)
class AreaAdmin(KeptByOwner):
    form = AreaForm
    of_country = gettext_lazy(
        "The country's area; only the portal's administrator can change it. A municipality can add groups of its own."
    )
    list_display = ["name", "whose", "kind", "code"]
    list_filter = [MunicipalityFilter, "kind"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["members"]
    fields = ["owner", ("kind", "name", "code"), "members", "reason"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a municipality adds is a group, and has no code."""
        own = obj.owner_id if obj else not is_superuser(request.user)
        return ["owner", "name", "members", "reason"] if own else super().get_fields(request, obj)

    def uses(self, rows: Any) -> list[str]:
        return [
            *figures_of(Observation.objects.filter(area__in=rows)),
            *targets_of(Target.objects.filter(comparator__in=rows)),
        ]


class ObservationForm(OwnedForm):
    def clean(self) -> dict[str, Any]:
        """Else the page would show another value than the one that was typed."""
        data = super().clean() or self.cleaned_data
        value, decimals = data.get("value"), data.get("decimals")
        if value is not None and decimals is not None and rounded(value, decimals) != value:
            text = _("The value has more decimals: it would be shown as %(value)s.")
            self.add_error("decimals", text % {"value": figure(rounded(value, decimals), None)})
        return data


@admin.register(Observation)
class ObservationAdmin(KeptByOwner):
    form = ObservationForm
    municipality_field = ""
    of_country = gettext_lazy("The country's figures; only the portal's administrator can change them.")
    list_display = ["indicator", "area", "period_start", "period_end", "value", "provisional", "whose"]
    list_select_related = ["indicator__owner", "area"]
    list_filter = [MunicipalityFilter, "provisional", "area__kind", ("indicator", SeenRowsFilter)]
    search_fields = ["indicator__name", "area__name", "source"]
    date_hierarchy = "period_start"
    autocomplete_fields = ["indicator", "area"]
    fixed_fields = ["indicator"]
    fields = [
        "indicator",
        "area",
        ("period_start", "period_end"),
        ("value", "decimals"),
        ("provisional", "series_break"),
        "source",
    ]

    def get_urls(self) -> list[URLPattern]:
        return [*import_pages(self), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """In place of the library's: with the values before and after, and the file."""
        row = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        changes = changes_of(row.pk)
        imports = {change.figure_import.pk for change in changes if change.figure_import}
        context = {
            "title": _("History"),
            "subtitle": changes[0].figure if changes else str(row),
            "original": row,
            "opts": self.opts,
            "back": reverse("admin:goals_observation_change", args=[row.pk]),
            "changes": changes,
            "seen": self._seen(request, imports),
            **(extra_context or {}),
        }
        return page(request, "admin/goals/observation/history.html", context)

    def _seen(self, request: HttpRequest, imports: set[int]) -> set[int]:
        """Of these, what the person may look at: the country's are for superusers."""
        rows = FigureImport.objects.filter(pk__in=imports)
        return {row.pk for row in policies[FigureImport].scope.visible(rows, request.user, Permission.VIEW)}

    def owner_of(self, row: Observation) -> Municipality | None:
        owner: Municipality | None = row.indicator.owner
        return owner
