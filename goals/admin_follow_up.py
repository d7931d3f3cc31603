"""Follow-ups, in so far as this room knows them: the goals that they judge are those of a published edition,
so the verdicts are written in `desk/follow_up_admin.py`, where the page of a follow-up is registered."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet

from goals.domain.follow_ups import address_for
from goals.models import AnnualGoal, Assessment, FollowUp, ReportDecision
from plans.admin_base import PortalAdmin
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import FROM_TITLE, ModelForm, leave_open
from plans.admin_policy import APPROVED_BY_ITSELF, OF_FOLLOW_UP, Permissions, Policy, Scope, policies

WRITTEN_WITH_FOLLOW_UP = Policy(
    Scope(("follow_up__plan__municipality",)), Permissions(add=None), OF_FOLLOW_UP
)
"""Added on the page of its follow-up, and found again on its own."""
policies.update(
    {
        FollowUp: Policy(Scope(("plan__municipality",)), lock=APPROVED_BY_ITSELF),
        Assessment: WRITTEN_WITH_FOLLOW_UP,
        ReportDecision: WRITTEN_WITH_FOLLOW_UP,
    }
)


def goals_of(plan: int | None) -> QuerySet[AnnualGoal]:
    """In printed order: the plan's own, then each theme's."""
    rows = (
        AnnualGoal.objects.filter(Q(plan=plan) | Q(theme__plan=plan)) if plan else AnnualGoal.objects.none()
    )
    return rows.select_related("theme__plan__municipality", "plan__municipality").order_by(
        "plan_id", "theme__number", "number"
    )


class FollowUpForm(ModelForm):
    """A follow-up without an address gets one made from its title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            leave_open(self.fields["slug"], FROM_TITLE)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        plan = data.get("plan") or (self.instance.plan if self.instance.plan_id else None)
        if "slug" in data and not data["slug"] and plan and data.get("title"):
            row = FollowUp(
                pk=self.instance.pk, plan=plan, title=data["title"], kind=data.get("kind", self.instance.kind)
            )
            data["slug"] = address_for(row)
        return data


class FollowUpAdmin(PortalAdmin):
    form = FollowUpForm
    fixed_fields = ["plan"]
    address_fields = ["slug", "kind"]
    list_display = ["title", "plan", "kind", "state"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter, "kind", "state"]
    search_fields = ["title", "service_area", "introduction"]
    autocomplete_fields = ["plan"]
    fields = ["plan", ("title", "kind"), "slug", "service_area", "introduction"]


@admin.register(Assessment)
class AssessmentAdmin(PortalAdmin):
    fixed_fields = ["follow_up", "goal"]
    list_display = ["__str__", "verdict", "follow_up"]
    list_select_related = ["goal__theme", "follow_up__plan__municipality"]
    list_filter = ["verdict", MunicipalityFilter, YearFilter]
    search_fields = ["goal__text", "text"]
    fields = ["follow_up", "goal", "verdict", "text", "reason"]


@admin.register(ReportDecision)
class ReportDecisionAdmin(PortalAdmin):
    fixed_fields = ["follow_up"]
    list_display = ["body", "date", "outcome", "follow_up"]
    list_select_related = ["follow_up__plan__municipality"]
    list_filter = ["outcome", MunicipalityFilter, YearFilter]
    search_fields = ["body", "case_number"]
    date_hierarchy = "date"
    fields = [
        "follow_up",
        ("body", "date"),
        ("outcome", "case_number"),
        "votes",
        "minority_statement",
        ("annex_title", "annex"),
    ]
