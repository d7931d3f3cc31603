"""The lists of what is written with a follow-up. The goals that it judges are those of a published edition,
so its own page is in `desk/follow_up_admin.py`."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from goals.models import AnnualGoal, Assessment, FollowUpSection, ReportDecision
from plans.admin import DECISION_FIELDS
from plans.admin_base import PortalAdmin
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import narrow
from plans.admin_policy import OF_FOLLOW_UP, Permissions, Policy, Scope, policies

# Added on the page of its follow-up.
policies[Assessment] = policies[ReportDecision] = policies[FollowUpSection] = Policy(
    Scope(("follow_up__plan__municipality",)), Permissions(add=None), OF_FOLLOW_UP
)


def goals_of(plan: int | None) -> QuerySet[AnnualGoal]:
    """In printed order: the plan's own, then each theme's."""
    rows = (
        AnnualGoal.objects.filter(Q(plan=plan) | Q(theme__plan=plan)) if plan else AnnualGoal.objects.none()
    )
    return rows.select_related("theme__plan__municipality", "plan__municipality").order_by(
        "plan_id", "theme__number", "number"
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
