"""The plan or follow-up that a page of the desk is about."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from desk.domain.workflow_status import PLAN, kind_of
from desk.frame import change_address, page_of_plan
from desk.views.plan import plan_for
from goals.models import FollowUp
from plans.domain.access import Permission, accessible_to, has_permission
from publishing.models import Subject
from publishing.models.subject import follow_up_of, plan_of


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
