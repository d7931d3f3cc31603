"""Archiving a plan, and unarchiving it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from desk.pages import log, page_of_plan, plan_for
from desk.publication import publication_of
from plans.admin_pages import page, signed_in_user
from plans.danish import by_name
from plans.domain.access import Permission, accessible_to, has_permission, has_permission_somewhere
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.archiving import archive, has_history, unarchive
from publishing.domain.workflow import refusal
from publishing.enums import Step


class ArchiveForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Remark"),
        help_text=gettext_lazy("May be left empty. It is kept in the history."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        required=False,
    )


def archive_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk, Permission.MANAGE)
    if not has_history(plan):
        return redirect("admin:plans_plan_delete", pk)
    refused = refusal(plan, Step.ARCHIVE, request.user)
    form = ArchiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not refused:
        try:
            archive(plan, by=signed_in_user(request), reason=form.cleaned_data["reason"])
        except RefusedError as error:
            refused = str(error)
        else:
            log(request, plan, _("Archived."))
            messages.success(request, _("“%(plan)s” is archived. It can be unarchived.") % {"plan": plan})
            return redirect("desk-archived-plans")
    context = {"form": form, "refused": refused, "publication": publication_of(plan, request.user)}
    response = page_of_plan(request, "desk/archive.html", plan, _("Archive"), context)
    response.status_code = 409 if request.method == "POST" else 200
    return response


@require_safe
def archived_plans(request: HttpRequest) -> HttpResponse:
    if not has_permission_somewhere(request.user, Permission.MANAGE):
        raise PermissionDenied
    rows = (
        _archived(request)
        .select_related("municipality")
        .order_by(by_name("municipality__short_name"), "-year")
    )
    context: dict[str, Any] = {"title": _("Archived plans"), "plans": rows}
    return page(request, "desk/archived_plans.html", context)


@require_POST
def unarchive_plan(request: HttpRequest, pk: int) -> HttpResponse:
    visible = accessible_to(Plan.objects.all(), request.user, Permission.VIEW, ["municipality"])
    plan = get_object_or_404(visible, pk=pk)
    if not has_permission(request.user, Permission.MANAGE, plan.municipality_id):
        raise PermissionDenied
    if plan.archived_at is None:  # a second click
        return redirect("desk-plan", pk)
    try:
        unarchive(plan, by=signed_in_user(request))
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("desk-archived-plans")
    log(request, plan, _("Unarchived."))
    messages.success(request, _("“%(plan)s” is unarchived.") % {"plan": plan})
    return redirect("desk-plan", pk)


def _archived(request: HttpRequest) -> Any:
    rows = Plan.objects.filter(archived_at__isnull=False)
    return accessible_to(rows, request.user, Permission.MANAGE, ["municipality"])
