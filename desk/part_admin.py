"""The admin's pages of goals, and of what the desk's own pages keep of a plan's parts. A goal that continues
another is not changed or dropped without a reason."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from desk.domain.goal_changes import missing_reason
from desk.hooks import needing_reasons, refusal
from desk.models import PartMark, ShareLink
from goals.admin import (
    WHO_AND_FOR_WHOM,
    WITH_NATIONAL_GOALS,
    AnnualGoalAdmin,
    AnnualGoalForm,
    national_goals_for,
    without_national_goals,
)
from goals.admin_targets import TargetInline
from goals.models import AnnualGoal, DroppedGoal, Target
from goals.target_forms import TargetsOfGoal, years_of
from plans.admin_base import PortalAdmin, StackedRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import ModelForm, NumberedRows, narrow
from plans.admin_nested import HoldingRows, shown
from plans.admin_policy import STAYS_OPEN, Permissions, Policy, Scope, policies
from plans.admin_validity import narrow_target_groups, plan_begun
from plans.domain.access import Permission
from plans.domain.owning_plan import plan_around
from plans.models import Plan
from themes.admin_base import ThemeScope, plan_added_to
from themes.models import DroppedTheme

IN_PLAN = ("plan__municipality",)
policies[DroppedTheme] = policies[DroppedGoal] = Policy(
    Scope(IN_PLAN), Permissions(add=None, change=None, delete=(Permission.OPERATE,)), STAYS_OPEN
)
# May be deleted, for they go with what they belong to, and Django asks here whether they may.
GOES_WITH_PART = Permissions(add=None, change=None)
policies[ShareLink] = Policy(Scope(IN_PLAN), GOES_WITH_PART, STAYS_OPEN)
policies[PartMark] = Policy(
    ThemeScope(IN_PLAN, theme_paths=("theme", "goal__theme")), GOES_WITH_PART, STAYS_OPEN
)


class ReasonedForm(ModelForm):
    """Asks why a goal differs from the one that it continues."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors or not {"text", "change_reason", "predecessor"} & set(self.changed_data):
            return
        if missing := missing_reason(self.instance):
            self.add_error("change_reason" if "change_reason" in self.fields else None, missing)


class ReasonedGoalForm(ReasonedForm, AnnualGoalForm):
    pass


class RowsWithGoals(NumberedRows):
    """Rows of goals, or of themes that hold goals."""

    def clean(self) -> None:
        super().clean()
        refused = [refusal(part) for part in needing_reasons([form.instance for form in self.deleted_forms])]
        if refused:
            raise ValidationError([ValidationError(text) for text in refused])


class GoalRows(HoldingRows, RowsWithGoals):
    nested_name = "targets"


class GoalInline(StackedRows):
    """For the page of a theme or a plan, with their targets; status, challenge and predecessor are on the goal's
    own page."""

    model = AnnualGoal
    form = ReasonedForm
    formset = GoalRows
    readonly_fields = ["targets_of_goal"]
    fieldsets = [
        (None, {"fields": [("number", "scope", "quality"), "text", "targets_of_goal"]}),
        (WITH_NATIONAL_GOALS, {"classes": ["collapse"], "fields": ["note", "answers"]}),
        (
            WHO_AND_FOR_WHOM,
            {"classes": ["collapse"], "fields": [("responsible_unit", "partners"), "target_groups"]},
        ),
        (gettext_lazy("Reason for the change"), {"classes": ["collapse"], "fields": ["change_reason"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AnnualGoal]:
        measures = Target.objects.select_related("indicator__owner", "comparator__owner")
        targets = Prefetch("targets", measures.order_by("pk"))
        related = super().get_queryset(request).prefetch_related("answers", "target_groups", targets)
        rows = related.order_by("number")
        return rows.select_related("theme", "predecessor__theme__plan", "predecessor__plan")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """National goals to choose from are those of the plan's years, and what is chosen already."""
        formset = super().get_formset(request, obj, **kwargs)
        plan = plan_around(obj) or plan_added_to(request, self.parent_model)
        narrow(formset.form, "answers", lambda _rows: national_goals_for(plan))
        narrow_target_groups(
            formset.form, plan or (plan_begun(request) if self.parent_model is Plan else None)
        )
        self._nest_targets(request, formset, obj, plan)
        return formset

    def _nest_targets(self, request: HttpRequest, formset: Any, obj: Any, plan: Plan | None) -> None:
        inline = TargetInline(AnnualGoal, self.admin_site)
        goals = AnnualGoal.objects.filter(**{formset.fk.name: obj}) if obj else AnnualGoal.objects.none()
        years = years_of(plan, Target.objects.filter(goal__in=goals).order_by("pk"))
        formset.nested_inline, formset.nested_fieldsets = inline, inline.fieldsets_of(years)
        formset.nested_class = inline.formset_of(request, plan, years, formset=TargetsOfGoal, extra=1)
        formset.may_change_nested = self.has_change_permission(request, obj)
        self._formset = formset

    @admin.display(description=gettext_lazy("targets"))
    def targets_of_goal(self, goal: AnnualGoal) -> str:
        return shown(self._formset, goal.__dict__["nested"])

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return without_national_goals(super().get_fieldsets(request, obj), plan_around(obj))


@admin.register(AnnualGoal)
class GoalDesk(AnnualGoalAdmin):
    form = ReasonedGoalForm


@admin.register(DroppedTheme)
class DroppedThemeAdmin(PortalAdmin):
    list_display = ["theme", "plan", "reason", "at"]
    list_select_related = ["theme", "plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["theme__title", "reason"]
    fields = ["plan", "theme", "reason", "at"]


@admin.register(DroppedGoal)
class DroppedGoalAdmin(PortalAdmin):
    list_display = ["goal", "plan", "reason", "at"]
    list_select_related = ["goal__theme", "plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["goal__text", "reason"]
    fields = ["plan", "goal", "reason", "at"]


@admin.register(PartMark)
class PartMarkAdmin(PortalAdmin):
    list_display = ["__str__", "plan", "at"]
    list_select_related = [
        "plan__municipality",
        "section",
        "theme_group",
        "theme",
        "goal__theme",
        "strategy",
    ]
    list_filter = ["mark", MunicipalityFilter, YearFilter]
    search_fields = ["section__title", "theme__title", "goal__text", "strategy__title"]
    fields = ["plan", "section", "theme_group", "theme", "goal", "strategy", "mark", "at"]


@admin.register(ShareLink)
class ShareLinkAdmin(PortalAdmin):
    list_display = ["recipient", "plan", "created_at", "expires_at", "recalled_at", "pages_read", "pdfs_read"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["recipient"]
    fields = [
        "plan",
        "recipient",
        ("created_at", "expires_at", "recalled_at"),
        ("pages_read", "pdfs_read", "last_used_at"),
    ]
