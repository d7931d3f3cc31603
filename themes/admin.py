"""Themes, strategies, initiatives and target groups. `desk` adds the goals to a theme's page."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from plans.admin_base import MunicipalityAdmin, ReferenceAdmin, StackedRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import (
    AddressedForm,
    ContinuingForm,
    MergingForm,
    NestedRows,
    NumberedForm,
    PositionedRows,
    narrow,
)
from plans.domain.access import Right
from themes.admin_base import ThemePartAdmin
from themes.models import Initiative, Strategy, TargetGroup, Theme, ThemeEditor


@admin.register(TargetGroup)
class TargetGroupAdmin(ReferenceAdmin):
    list_display = ["name", "slug", "position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class StrategyRows(NestedRows, PositionedRows):
    pass


class StrategyInline(StackedRows):
    model = Strategy
    formset = StrategyRows
    fieldsets = [
        (None, {"fields": [("position", "title"), "body"]}),
        (
            _("Who, for whom and part of"),
            {"classes": ["collapse"], "fields": ["responsible_unit", "target_groups", "parent"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Strategy]:
        rows = super().get_queryset(request).prefetch_related("target_groups")
        return rows.order_by(
            Coalesce("parent__position", "position"),
            Coalesce("parent_id", "pk"),
            F("parent_id").asc(nulls_first=True),
            "position",
            "pk",
        )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        narrow(formset.form, "parent", lambda rows: rows.filter(theme=obj, parent=None))
        return formset


class InitiativeInline(StackedRows):
    model = Initiative
    formset = PositionedRows
    fieldsets = [
        (None, {"fields": [("position", "title"), "body"]}),
        (
            _("Who, for whom and when"),
            {
                "classes": ["collapse"],
                "fields": [("responsible_unit", "partners"), ("starts", "ends"), "target_groups"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Initiative]:
        rows: QuerySet[Initiative] = super().get_queryset(request).prefetch_related("target_groups")
        return rows


class ThemeForm(AddressedForm, MergingForm):
    pass


@admin.register(Theme)
class ThemeAdmin(ThemePartAdmin):
    municipality_paths = ["plan__municipality"]
    theme_paths = ["pk"]
    plan_fields = ["number", "slug", "predecessor", "also_continues"]
    fixed_fields = ["plan"]
    address_fields = ["slug"]
    form = ThemeForm
    list_display = ["number", "title", "plan"]
    list_display_links = ["title"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter, "target_groups"]
    search_fields = ["title", "short_title", "ambition", "actions"]
    ordering = ["plan__municipality", "-plan__year", "number"]
    autocomplete_fields = ["plan", "predecessor", "also_continues"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["plan", ("number", "title"), "ambition", "actions", "target_groups"]}),
        (
            _("Address, short title and connection"),
            {
                "classes": ["collapse"],
                "fields": ["slug", "short_title", "predecessor", "also_continues", "change_reason"],
            },
        ),
    ]
    inlines = [StrategyInline, InitiativeInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_in_plan(request, Right.EDIT, None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if self.closed(request, obj):
            return False
        return any(self.may_in_plan(request, right, obj) for right in self.delete_rights)

    def choice_label(self, obj: Theme) -> str:
        return f"{obj.plan.municipality.short_name} {obj.plan.year}: {obj}"


class PlanOrThemeForm(ContinuingForm, NumberedForm):
    municipality_paths = ["plan__municipality", "theme__plan__municipality"]
    number_field = "position"
    parent_fields = ["theme", "plan"]


@admin.register(Strategy)
class StrategyAdmin(ThemePartAdmin):
    municipality_paths = PlanOrThemeForm.municipality_paths
    theme_paths = ["theme"]
    plan_fields = ["predecessor"]
    fixed_fields = ["plan", "theme"]
    form = PlanOrThemeForm
    list_display = ["title", "theme", "plan", "responsible_unit", "position"]
    list_select_related = ["plan__municipality", "theme__plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter, "target_groups"]
    search_fields = ["title", "body", "responsible_unit"]
    autocomplete_fields = ["plan", "theme", "predecessor"]
    fieldsets = [
        (None, {"fields": [("plan", "theme"), ("position", "title"), "body"]}),
        (
            _("Who, for whom and part of"),
            {"fields": ["responsible_unit", "target_groups", "parent", "predecessor"]},
        ),
    ]
    inlines = [InitiativeInline]

    def choice_label(self, obj: Strategy) -> str:
        plan = obj.theme.plan if obj.theme else obj.plan
        return f"{plan.municipality.short_name} {plan.year}: {obj}" if plan else str(obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        narrow(form, "parent", lambda rows: possible_wholes(rows, obj))
        return form


def possible_wholes(strategies: QuerySet[Strategy], part: Strategy | None) -> QuerySet[Strategy]:
    """What the strategy can be a part of: there are parts, but no parts of parts."""
    wholes = strategies.filter(parent=None)
    if part:
        wholes = wholes.filter(plan=part.plan, theme=part.theme).exclude(pk=part.pk)
    return wholes


class ThemeOrStrategyForm(ContinuingForm, NumberedForm):
    municipality_paths = [
        "theme__plan__municipality",
        "strategy__theme__plan__municipality",
        "strategy__plan__municipality",
    ]
    number_field = "position"
    parent_fields = ["strategy", "theme"]


@admin.register(Initiative)
class InitiativeAdmin(ThemePartAdmin):
    municipality_paths = ThemeOrStrategyForm.municipality_paths
    theme_paths = ["theme", "strategy__theme"]
    plan_fields = ["predecessor"]
    fixed_fields = ["theme", "strategy"]
    form = ThemeOrStrategyForm
    list_display = ["title", "theme", "strategy", "responsible_unit", "starts", "ends"]
    list_select_related = [
        "theme__plan__municipality",
        "strategy__theme__plan__municipality",
        "strategy__plan__municipality",
    ]
    list_filter = [MunicipalityFilter, YearFilter, "target_groups"]
    search_fields = ["title", "body", "responsible_unit", "partners"]
    date_hierarchy = "starts"
    autocomplete_fields = ["theme", "strategy", "predecessor"]
    fieldsets = [
        (None, {"fields": [("theme", "strategy"), ("position", "title"), "body"]}),
        (
            _("Who, for whom and when"),
            {
                "fields": [
                    ("responsible_unit", "partners"),
                    ("starts", "ends"),
                    "target_groups",
                    "predecessor",
                ]
            },
        ),
    ]

    def choice_label(self, obj: Initiative) -> str:
        strategy = obj.strategy
        theme = obj.theme or (strategy and strategy.theme)
        plan = theme.plan if theme else strategy and strategy.plan
        return f"{plan.municipality.short_name} {plan.year}: {obj}" if plan else str(obj)


@admin.register(ThemeEditor)
class ThemeEditorAdmin(MunicipalityAdmin):
    """To read and to end. Themes are named on the desk's pages of the people, which keep a history."""

    municipality_paths = ["membership__municipality"]
    view_right = Right.MANAGE
    # Who deletes a theme deletes these with it.
    delete_rights = [Right.EDIT, Right.MANAGE]
    list_display = ["theme", "person", "plan"]
    list_select_related = ["membership__person", "theme__plan__municipality"]
    list_filter = [MunicipalityFilter]
    search_fields = ["theme__title", "membership__person__username", "membership__person__email"]
    fields = ["membership", "theme"]

    @admin.display(description=_("person"), ordering="membership__person")
    def person(self, row: ThemeEditor) -> str:
        return str(row.membership.person)

    @admin.display(description=_("plan"), ordering="theme__plan")
    def plan(self, row: ThemeEditor) -> str:
        return str(row.theme.plan)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False
