"""Themes, strategies, initiatives and target groups. The admins of themes and strategies are registered in
`desk/admin.py`, which adds the goals to their pages."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from plans.admin_base import PortalAdmin, StackedRows
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
from plans.admin_policy import KEPT_BY_MUNICIPALITY, OF_NO_PLAN, SHARED, Permissions, Policy, Scope, policies
from plans.admin_validity import VALIDITY, ReplaceableForm, ValidityFilter, narrow_target_groups
from plans.domain.access import Permission
from plans.domain.owning_plan import plan_around
from plans.models import Plan
from themes.admin_base import ThemeScope, plan_added_to
from themes.models import Initiative, Strategy, TargetGroup, TargetGroupContact, Theme, ThemeGroup

policies[TargetGroup] = SHARED
policies[TargetGroupContact] = Policy(
    Scope(("municipality",)),
    KEPT_BY_MUNICIPALITY,
    OF_NO_PLAN,
)
policies[Theme] = Policy(
    ThemeScope(("plan__municipality",), theme_paths=("pk",)),
    Permissions(add=Permission.EDIT_PLAN, delete=(Permission.EDIT_PLAN,)),
    plan_fields=("group", "number", "label", "slug", "predecessor", "also_continues"),
)
policies[ThemeGroup] = Policy(Scope(("plan__municipality",)))
policies[Strategy] = Policy(
    ThemeScope(("plan__municipality", "theme__plan__municipality"), theme_paths=("theme",)),
    plan_fields=("predecessor",),
)
policies[Initiative] = Policy(
    ThemeScope(
        ("theme__plan__municipality", "strategy__theme__plan__municipality", "strategy__plan__municipality"),
        theme_paths=("theme", "strategy__theme"),
    ),
    plan_fields=("predecessor",),
)

STATUS_AND_CHALLENGE = _("Status and challenge")


@admin.register(TargetGroup)
class TargetGroupAdmin(PortalAdmin):
    form = ReplaceableForm
    list_display = ["name", "slug", "position", "valid_from", "valid_until"]
    list_filter = [ValidityFilter]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "slug", "position"]}), VALIDITY]


@admin.register(TargetGroupContact)
class TargetGroupContactAdmin(PortalAdmin):
    """Public at once: it is of no plan, and is shown as it is now."""

    fixed_fields = ["municipality"]
    municipality_field = "municipality"
    list_display = ["target_group", "who", "phone", "email", "municipality"]
    list_select_related = ["municipality", "target_group"]
    list_filter = [MunicipalityFilter]
    search_fields = ["who", "target_group__name"]
    fields = ["municipality", "target_group", "who", ("phone", "email"), "website", "hours"]


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
        narrow_target_groups(formset.form, plan_around(obj) or plan_added_to(request, self.parent_model))
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

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        narrow_target_groups(formset.form, plan_around(obj) or plan_added_to(request, self.parent_model))
        return formset


class ThemeGroupForm(ContinuingForm, AddressedForm, NumberedForm):
    number_field = "position"


def with_word_of_plan(context: dict[str, Any], word: str, plan: Plan | None, field: str) -> None:
    """The page's title says the plan's own word: "Ret fokusområde"."""
    if plan:
        context["title"] = str(context["title"]).replace(word, getattr(plan, field).lower())


@admin.register(ThemeGroup)
class ThemeGroupAdmin(PortalAdmin):
    fixed_fields = ["plan"]
    address_fields = ["slug"]
    form = ThemeGroupForm
    list_display = ["__str__", "plan", "position"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["title", "label", "body"]
    autocomplete_fields = ["plan", "predecessor"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["plan", ("label", "title"), "body"]}),
        (_("Place and address"), {"classes": ["collapse"], "fields": ["position", "slug", "predecessor"]}),
    ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        plan = plan_around(context["original"]) or plan_added_to(request, self.model)
        with_word_of_plan(context, str(self.opts.verbose_name), plan, "theme_group_label")
        return super().render_change_form(request, context, *args, **kwargs)


class ThemeForm(AddressedForm, MergingForm):
    pass


class ThemeAdmin(PortalAdmin):
    fixed_fields = ["plan", "group"]
    address_fields = ["slug"]
    form = ThemeForm
    list_display = ["number", "title", "plan"]
    list_display_links = ["title"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter, "target_groups"]
    search_fields = ["title", "short_title", "ambition", "actions", "status", "challenge"]
    ordering = ["plan__municipality", "-plan__year", "number"]
    autocomplete_fields = ["plan", "predecessor", "also_continues"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "plan",
                    "group",
                    ("number", "label"),
                    "title",
                    "ambition",
                    "actions",
                    "target_groups",
                ]
            },
        ),
        (STATUS_AND_CHALLENGE, {"classes": ["collapse"], "fields": ["status", "challenge"]}),
        (
            _("Address, short title and connection"),
            {
                "classes": ["collapse"],
                "fields": ["slug", "short_title", "predecessor", "also_continues", "change_reason"],
            },
        ),
    ]
    inlines = [StrategyInline, InitiativeInline]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:
        plan = plan_around(obj) or plan_added_to(request, self.model)
        narrow_target_groups(form, plan)
        if field := form.base_fields.get("group"):
            field.label = plan.theme_group_label if plan else field.label
            narrow(form, "group", lambda rows: rows.filter(plan=plan))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the level above where the plan has none. A theme is moved to another from the plan's page,
        where its number follows."""
        fieldsets = super().get_fieldsets(request, obj)
        plan = plan_around(obj) or plan_added_to(request, self.model)
        if obj is None and plan and plan.theme_groups.exists():
            return fieldsets
        return without_field(fieldsets, "group")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        plan = plan_around(context["original"]) or plan_added_to(request, self.model)
        with_word_of_plan(context, str(self.opts.verbose_name), plan, "theme_label")
        return super().render_change_form(request, context, *args, **kwargs)


def without_field(fieldsets: Any, name: str) -> Any:
    return [
        (title, {**options, "fields": [each for each in options["fields"] if each != name]})
        for title, options in fieldsets
    ]


class PlanOrThemeForm(ContinuingForm, NumberedForm):
    number_field = "position"
    parent_fields = ["theme", "plan"]


class StrategyAdmin(PortalAdmin):
    fixed_fields = ["plan", "theme"]
    form = PlanOrThemeForm
    list_display = ["title", "theme", "plan", "responsible_unit", "position"]
    list_select_related = ["plan__municipality", "theme__plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter, "target_groups"]
    search_fields = ["title", "body", "status", "challenge", "responsible_unit"]
    autocomplete_fields = ["plan", "theme", "predecessor"]
    fieldsets = [
        (None, {"fields": [("plan", "theme"), ("position", "title"), "body"]}),
        (STATUS_AND_CHALLENGE, {"fields": ["status", "challenge"]}),
        (
            _("Who, for whom and part of"),
            {"fields": ["responsible_unit", "target_groups", "parent", "predecessor"]},
        ),
    ]
    inlines = [InitiativeInline]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:
        narrow(form, "parent", lambda rows: possible_wholes(rows, obj))
        narrow_target_groups(form, plan_around(obj) or plan_added_to(request, self.model))


def possible_wholes(strategies: QuerySet[Strategy], part: Strategy | None) -> QuerySet[Strategy]:
    """What the strategy can be a part of: there are parts, but no parts of parts."""
    wholes = strategies.filter(parent=None)
    if part:
        wholes = wholes.filter(plan=part.plan, theme=part.theme).exclude(pk=part.pk)
    return wholes


class ThemeOrStrategyForm(ContinuingForm, NumberedForm):
    number_field = "position"
    parent_fields = ["strategy", "theme"]


@admin.register(Initiative)
class InitiativeAdmin(PortalAdmin):
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

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:
        narrow_target_groups(form, plan_around(obj) or plan_added_to(request, self.model))
