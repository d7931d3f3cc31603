"""The pages of the desk: the plan or follow-up that one is about, and the frame around it."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from desk.domain.workflow_status import PLAN, kind_of
from goals.models import FollowUp
from plans.admin_pages import page
from plans.admin_policy import policies
from plans.domain.access import Permission, accessible_to, has_permission
from plans.models import Plan
from publishing.models import Subject
from publishing.models.subject import follow_up_of, plan_of


def page_of_plan(
    request: HttpRequest, template: str, plan: Plan, title: str, context: dict[str, Any]
) -> TemplateResponse:
    """A page about a whole plan."""
    shared = {
        "title": title,
        "subtitle": plan.municipality.name if title == plan.title else str(plan),
        "plan": plan,
        "back": reverse("desk-plan", args=[plan.pk]),
    }
    return page(request, template, {**shared, **context})


def page_of_row(
    request: HttpRequest, owner: Any, row: Any, template: str, context: dict[str, Any]
) -> TemplateResponse:
    """A page that belongs to one row, and leads back to the row's own. `owner` is the row's admin."""
    shared = {
        "opts": owner.opts,
        "original": row,
        "plan": policies[type(row)].lock.plan_of(row),
        "subtitle": str(row),
        "back": change_address(row),
    }
    return page(request, template, {**shared, **context})


def change_address(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def plan_for(request: HttpRequest, pk: int, permission: Permission = Permission.VIEW) -> Plan:
    """404 for what the person may not see or what has been archived, as if it did not exist; 403 for what
    they may not do."""
    plans = accessible_to(Plan.objects.active(), request.user, Permission.VIEW, ["municipality"])
    plan = get_object_or_404(plans.select_related("municipality", "predecessor"), pk=pk)
    if not has_permission(request.user, permission, plan.municipality_id):
        raise PermissionDenied
    return plan


def subject_for(
    request: HttpRequest, kind: str, pk: int, permission: Permission = Permission.VIEW
) -> Subject:
    """404 for what the person may not see, as if it did not exist; 403 for what they may not do."""
    if kind == PLAN:
        return plan_for(request, pk, permission)
    visible = accessible_to(
        FollowUp.objects.filter(plan__archived_at=None), request.user, Permission.VIEW, ["plan__municipality"]
    )
    row = get_object_or_404(visible.select_related("plan__municipality"), pk=pk)
    if not has_permission(request.user, permission, row.plan.municipality_id):
        raise PermissionDenied
    return row


def address_of(subject: Subject) -> str:
    """The desk's page of the subject."""
    return (
        change_address(subject) if isinstance(subject, FollowUp) else reverse("desk-plan", args=[subject.pk])
    )


def page_of_subject(
    request: HttpRequest, template: str, subject: Subject, title: str, context: dict[str, Any]
) -> TemplateResponse:
    shared = {"subject": subject, "follow_up": follow_up_of(subject), "kind": kind_of(subject)}
    if isinstance(subject, FollowUp):
        shared |= {"back": address_of(subject), "subtitle": str(subject)}
    return page_of_plan(request, template, plan_of(subject), title, {**shared, **context})


def log(request: HttpRequest, subject: Subject, text: str) -> None:
    admin.site.get_model_admin(type(subject)).log_change(request, subject, text)
