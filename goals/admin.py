"""Goals with their targets. The figures behind them are in `goals/admin_figures.py`."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from goals import admin_figure_imports, admin_figures  # noqa: F401 register their pages
from goals.admin_follow_up import goals_of
from goals.domain.assessing import of_plan
from goals.enums import Operator
from goals.models import (
    AnnualGoal,
    NationalGoal,
    Target,
    ThemeAnswer,
)
from goals.models.indicator import for_municipality
from goals.target_rules import Typed, refusals
from plans.admin_base import LimitedChoices, PortalAdmin, StackedRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import MergingForm, ModelForm, narrow
from plans.admin_policy import SHARED, Policy, policies
from plans.admin_validity import narrow_target_groups, valid_in
from plans.domain.owning_plan import plan_around, plan_of
from plans.models import Plan
from plans.widgets import ChoiceOfMunicipality
from themes.admin import STATUS_AND_CHALLENGE
from themes.admin_base import ThemeScope, plan_added_to

policies[NationalGoal] = SHARED
policies[AnnualGoal] = Policy(
    ThemeScope(("plan__municipality", "theme__plan__municipality"), theme_paths=("theme",)),
    plan_fields=("predecessor", "also_continues"),
)
policies[ThemeAnswer] = Policy(ThemeScope(("theme__plan__municipality",), theme_paths=("theme",)))
policies[Target] = Policy(
    ThemeScope(
        (
            "goal__plan__municipality",
            "goal__theme__plan__municipality",
            "strategy__plan__municipality",
            "strategy__theme__plan__municipality",
        ),
        theme_paths=("goal__theme", "strategy__theme"),
    )
)


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
    return goals_of(plan.above_id) if plan.above_id else AnnualGoal.objects.none()


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
    by_goals = NationalGoal.objects.filter(answered_by__in=goals_of(plan.pk).order_by())
    by_themes = NationalGoal.objects.filter(answered_by_themes__theme__plan=plan)
    of_the_years = Q(year__gte=plan.year, year__lte=plan.last_year or plan.year)
    chosen = Q(pk__in=by_goals.values("pk")) | Q(pk__in=by_themes.values("pk"))
    return NationalGoal.objects.filter(of_the_years | chosen)


class TargetForm(ModelForm):
    """Refuses what makes no sense together, at the field to look at. Of the row, only what the database is told
    is a rule: what older plans have is copied and read on."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("operator"):
            for field, why in refusals(typed(data)).items():
                self.add_error(field if field in self.fields else None, why)
        return data


def typed(data: Mapping[str, Any]) -> Typed:
    indicator, area = data.get("indicator"), data.get("comparator")
    return Typed(
        operator=Operator(data["operator"]),
        value=data.get("value"),
        unit=data.get("unit") or "",
        area=area.kind if area else None,
        baseline=data.get("baseline"),
        each_year=bool(data.get("each_year")),
        measured_in=indicator.unit if indicator else None,
    )


MEASURES = ("indicator", "comparator")


def narrow_measures(form: Any, plan: Plan | None) -> None:
    """What a target is measured by is the country's, or the own of its plan's municipality; and an indicator
    that is valid in the plan's period, or that the plan has chosen already."""
    if plan is None:
        return
    for name in MEASURES:
        if field := form.base_fields.get(name):
            field.queryset = field.queryset.filter(for_municipality(plan.municipality_id))
            widget = getattr(field.widget, "widget", field.widget)
            widget.municipality, widget.plan = plan.municipality_id, plan.pk
    chosen = Q(pk__in=Target.objects.filter(of_plan(plan)).order_by().values("indicator"))
    narrow(form, "indicator", lambda rows: rows.filter(valid_in(plan) | chosen))


class ChoosesMeasures(LimitedChoices):
    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in MEASURES:
            kwargs["widget"] = ChoiceOfMunicipality(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TargetInline(ChoosesMeasures, StackedRows):
    """For the page of a goal, or of a strategy whose own text states an aim."""

    model = Target
    form = TargetForm
    autocomplete_fields = ["indicator", "comparator"]
    fields = ["indicator", ("operator", "value", "unit"), "comparator", ("baseline", "due")]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        narrow_measures(formset.form, plan_of(obj) if obj else plan_added_to(request))
        return formset


class AnnualGoalForm(MergingForm):
    parent_fields = ["theme", "plan"]

    def clean(self) -> dict[str, Any] | None:
        """Also where the page did not know the plan when it offered its choices."""
        data = super().clean() or self.cleaned_data
        owner = data.get("theme") or data.get("plan") or self.instance.theme or self.instance.plan
        plan = owner if owner is None or isinstance(owner, Plan) else owner.plan
        above = plan.above_id if plan else None
        if any((goal.theme or goal).plan_id != above for goal in data.get("carries_out") or ()):
            raise ValidationError(
                {"carries_out": _("A goal carries out goals of the document above its plan.")}
            )
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
        plan = plan_of(obj) if obj else plan_added_to(request)
        if plan:
            narrow(form, "answers", lambda _rows: national_goals_for(plan))
            narrow(form, "carries_out", lambda _rows: goals_above(plan))
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
        plan = plan_around(obj) or plan_added_to(request)
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
        plan = plan_of(obj) if obj else plan_added_to(request)
        if plan:
            narrow(form, "answers", lambda _rows: national_goals_for(plan))


@admin.register(Target)
class TargetAdmin(ChoosesMeasures, PortalAdmin):
    fixed_fields = ["goal", "strategy"]
    list_display = ["__str__", "goal", "strategy", "amount", "due"]
    list_select_related = ["goal__theme", "strategy", "indicator", "comparator"]
    list_filter = [MunicipalityFilter, YearFilter, "operator"]
    search_fields = ["goal__text", "strategy__title", "indicator__name"]
    date_hierarchy = "due"
    autocomplete_fields = ["goal", "strategy", "indicator", "comparator"]
    fields = [
        "goal",
        "strategy",
        "indicator",
        ("operator", "value", "unit"),
        "comparator",
        ("baseline", "due"),
    ]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:  # noqa: ARG002
        narrow_measures(form, plan_of(obj) if obj else None)

    @admin.display(description=_("value"), ordering="value")
    def amount(self, target: Target) -> str:
        if target.value is None:
            return ""
        return f"{number_format(target.value.normalize())} {target.get_unit_display()}"
