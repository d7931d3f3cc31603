"""Goals with their targets. The figures behind them are in `goals/admin_figures.py`."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goals import admin_figure_imports, admin_figures  # noqa: F401 register their pages
from goals.admin_targets import TargetInline
from goals.models import (
    AnnualGoal,
    Assessment,
    FollowUpSection,
    NationalGoal,
    ReportDecision,
    ThemeAnswer,
)
from goals.models.annual_goal import goals_of_plan
from goals.models.national_goal import in_period
from plans.admin import DECISION_FIELDS
from plans.admin_base import PortalAdmin, StackedRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import MergingForm, narrow
from plans.admin_policy import OF_FOLLOW_UP, SHARED, Permissions, Policy, Scope, policies
from plans.admin_validity import narrow_target_groups
from plans.domain.owning_plan import plan_around, plan_of
from plans.models import Plan
from themes.admin import STATUS_AND_CHALLENGE
from themes.admin_base import ThemeScope, plan_added_to

# Added on the page of its follow-up.
policies[Assessment] = policies[ReportDecision] = policies[FollowUpSection] = Policy(
    Scope(("follow_up__plan__municipality",)), Permissions(add=None), OF_FOLLOW_UP
)


def goals_to_choose(plan: int | None) -> QuerySet[AnnualGoal]:
    """In printed order: the plan's own, then each theme's."""
    return (
        goals_of_plan(plan)
        .select_related("theme__plan__municipality", "plan__municipality")
        .order_by("plan_id", "theme__number", "number")
    )


@admin.register(Assessment)
class AssessmentAdmin(PortalAdmin):
    fixed_fields = ["follow_up", "goal"]
    list_display = ["__str__", "verdict", "follow_up"]
    list_select_related = ["goal__theme", "follow_up__plan__municipality"]
    list_filter = ["verdict", MunicipalityFilter, YearFilter]
    search_fields = ["goal__text", "text"]
    fields = ["follow_up", "goal", "verdict", "text", "reason"]


@admin.register(FollowUpSection)
class FollowUpSectionAdmin(PortalAdmin):
    fixed_fields = ["follow_up"]
    list_display = ["__str__", "follow_up", "place", "position"]
    list_select_related = ["follow_up__plan__municipality"]
    list_filter = ["place", MunicipalityFilter, YearFilter]
    search_fields = ["title", "label", "body"]
    fields = [
        "follow_up",
        ("label", "title"),
        "body",
        "key_figures",
        ("annex_title", "annex"),
        ("place", "position"),
    ]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:  # noqa: ARG002
        if obj:
            town = obj.follow_up.plan.municipality_id
            narrow(form, "key_figures", lambda rows: rows.filter(municipality=town))


@admin.register(ReportDecision)
class ReportDecisionAdmin(PortalAdmin):
    fixed_fields = ["follow_up"]
    list_display = ["body", "date", "outcome", "follow_up"]
    list_select_related = ["follow_up__plan__municipality"]
    list_filter = ["outcome", MunicipalityFilter, YearFilter]
    search_fields = ["body", "case_number", "kle_number"]
    date_hierarchy = "date"
    fields = [
        "follow_up",
        *DECISION_FIELDS,
        ("annex_title", "annex"),
    ]


policies[NationalGoal] = SHARED
policies[AnnualGoal] = Policy(
    ThemeScope(("plan__municipality", "theme__plan__municipality"), theme_paths=("theme",)),
    plan_fields=("predecessor", "also_continues"),
)
policies[ThemeAnswer] = Policy(ThemeScope(("theme__plan__municipality",), theme_paths=("theme",)))


@admin.register(NationalGoal)
class NationalGoalAdmin(PortalAdmin):
    list_display = ["title", "year", "number"]
    list_filter = ["year"]
    search_fields = ["title", "text", "year"]
    fields = [("year", "number"), "title", "text"]


WHO_AND_FOR_WHOM = _("Who and for whom")
WITH_NATIONAL_GOALS = _("Explanation and national goals")


def goals_above(plan: Plan) -> QuerySet[AnnualGoal]:
    """Those that the plan's goals may carry out."""
    return goals_to_choose(plan.above_id) if plan.above_id else AnnualGoal.objects.none()


def without_national_goals(fieldsets: Any, plan: Plan | None) -> Any:
    """A year without national goals has none of this, anywhere: no empty field asks for what is not there."""
    if plan is None or has_national_goals(plan):
        return fieldsets
    shown = _without(fieldsets, "answers")
    return [(_("Explanation") if title == WITH_NATIONAL_GOALS else title, each) for title, each in shown]


def _without(fieldsets: Any, field: str) -> Any:
    return [
        (title, {**options, "fields": [name for name in options["fields"] if name != field]})
        for title, options in fieldsets
    ]


def has_national_goals(plan: Plan) -> bool:
    """Asked several times for one page, looked up once."""
    known: bool | None = plan.__dict__.get("_has_national_goals")
    if known is None:
        known = plan.__dict__["_has_national_goals"] = national_goals_for(plan).exists()
    return known


def national_goals_for(plan: Plan | None) -> QuerySet[NationalGoal]:
    if plan is None:
        return NationalGoal.objects.none()
    by_goals = NationalGoal.objects.filter(answered_by__in=goals_to_choose(plan.pk).order_by())
    by_themes = NationalGoal.objects.filter(answered_by_themes__theme__plan=plan)
    of_the_years = in_period(plan.year, plan.last_year)
    chosen = Q(pk__in=by_goals.values("pk")) | Q(pk__in=by_themes.values("pk"))
    return NationalGoal.objects.filter(of_the_years | chosen)


NOT_ABOVE = _("A goal carries out goals of the document above its plan.")


class AnnualGoalForm(MergingForm):
    parent_fields = ["theme", "plan"]

    def clean(self) -> dict[str, Any] | None:
        """Also where the page did not know the plan when it offered its choices."""
        data = super().clean() or self.cleaned_data
        owner = data.get("theme") or data.get("plan") or self.instance.theme or self.instance.plan
        plan = owner if owner is None or isinstance(owner, Plan) else owner.plan
        above = plan.above_id if plan else None
        if any((goal.theme or goal).plan_id != above for goal in data.get("carries_out") or ()):
            raise ValidationError({"carries_out": NOT_ABOVE})
        return data


class AnnualGoalAdmin(PortalAdmin):
    fixed_fields = ["plan", "theme"]
    form = AnnualGoalForm
    list_display = ["__str__", "theme", "plan", "scope", "quality"]
    list_select_related = ["plan__municipality", "theme__plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter, "scope", "quality", "target_groups"]
    search_fields = ["text", "note", "status", "challenge", "responsible_unit", "partners"]
    autocomplete_fields = ["plan", "theme", "predecessor", "also_continues"]
    fieldsets = [
        (None, {"fields": [("plan", "theme"), ("number", "scope", "quality"), "text", "note"]}),
        (STATUS_AND_CHALLENGE, {"fields": ["status", "challenge"]}),
        (WHO_AND_FOR_WHOM, {"fields": [("responsible_unit", "partners"), "target_groups"]}),
        (
            _("Connections"),
            {"fields": ["answers", "predecessor", "also_continues", "change_reason", "carries_out"]},
        ),
    ]
    inlines = [TargetInline]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:
        plan = plan_of(obj) if obj else plan_added_to(request, self.model)
        if plan:
            narrow(form, "answers", lambda _rows: national_goals_for(plan))
            narrow(form, "carries_out", lambda _rows: goals_above(plan), NOT_ABOVE)
            narrow_target_groups(form, plan)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        plan = obj and plan_of(obj)
        fieldsets = without_national_goals(super().get_fieldsets(request, obj), plan)
        return fieldsets if plan is None or plan.above_id else _without(fieldsets, "carries_out")


class ThemeAnswerInline(StackedRows):
    """For the page of a theme, of which there is one answer at most."""

    model = ThemeAnswer
    fields = ["answers", "text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ThemeAnswer]:
        rows: QuerySet[ThemeAnswer] = super().get_queryset(request).prefetch_related("answers")
        return rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        plan = plan_around(obj) or plan_added_to(request, self.parent_model)
        narrow(formset.form, "answers", lambda _rows: national_goals_for(plan))
        return formset


@admin.register(ThemeAnswer)
class ThemeAnswerAdmin(PortalAdmin):
    fixed_fields = ["theme"]
    list_display = ["theme", "theme__plan"]
    list_select_related = ["theme__plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["theme__title", "text"]
    autocomplete_fields = ["theme"]
    fields = ["theme", "answers", "text"]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:
        plan = plan_of(obj) if obj else plan_added_to(request, self.model)
        if plan:
            narrow(form, "answers", lambda _rows: national_goals_for(plan))
