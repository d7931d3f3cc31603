"""The history of a part, and of a whole plan: every change word for word, and the way back."""

from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.exceptions import NotRegistered
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from desk.domain.past import Change, changes, changes_after, seen_now
from desk.domain.restoring import Kept, restore
from desk.models import LastSeen
from desk.models.history import HISTORY_MODELS
from desk.pages import page_of_row
from plans.admin_policy import policies
from plans.domain.access import Permission
from plans.domain.lock import lock
from plans.errors import RefusedError
from plans.models import Plan

SHOWN = 100
"""Changes on a page."""


class NewerWorkError(Exception):
    """What would be overwritten has been changed since the person saw it."""

    def __init__(self, newer: list[Change]) -> None:
        super().__init__()
        self.changes = newer


def history_page(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Takes precedence over the admin's own page, which shows only which fields were changed."""
    owner, row = _row(request, app, model, pk)
    if type(row) not in HISTORY_MODELS:
        shown: HttpResponse = owner.history_view(request, str(pk))
        return shown
    seen = _seen(request, row)
    if request.method == "POST" and isinstance(row, Plan):
        LastSeen.objects.update_or_create(
            person_id=request.user.pk, plan=row, defaults={"at": timezone.now()}
        )
        return redirect(request.path)
    only_new = request.GET.get("siden") == "sidst" and seen is not None
    pages = Paginator(changes(row, seen if only_new else None), SHOWN)
    closed = owner.policy.lock.reason(row)
    context = {
        "changes": pages.get_page(request.GET.get("side")),
        "only_new": only_new,
        "seen": seen,
        "is_plan": isinstance(row, Plan),
        "closed": closed,
        "may_restore": not closed and owner.policy.has_change_permission(request, row),
        "restore": f"{request.path}gendan/",
    }
    return page_of_row(request, owner, row, "desk/changes.html", {"title": _("History"), **context})


def restore_page(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Asks first, then restores the row and all that is in it. What has been written since the page was
    opened is shown, and asked about, before it is overwritten."""
    owner, row = _row(request, app, model, pk)
    if type(row) not in HISTORY_MODELS:
        raise Http404
    if not owner.policy.has_change_permission(request, row):
        raise PermissionDenied
    moment = _moment(request)
    history = reverse(f"admin:{app}_{model}_history", args=[pk])
    closed = owner.policy.lock.reason(row)
    newer: list[Change] = []
    if request.method == "POST" and not closed:
        try:
            count = _restore(request, owner, row, moment)
        except NewerWorkError as error:
            newer = error.changes
        except RefusedError as error:
            messages.error(request, str(error))
            return redirect(history)
        else:
            messages.success(request, _("Restored. Parts changed: %(count)d.") % {"count": count})
            return redirect(history)
    context = {
        "moment": moment,
        "history": history,
        "is_plan": isinstance(row, Plan),
        "closed": closed,
        "seen": seen_now(row),
        "newer": newer,
    }
    response = page_of_row(request, owner, row, "desk/restore.html", {"title": _("Restore"), **context})
    response.status_code = 409 if request.method == "POST" else 200
    return response


@transaction.atomic
def _restore(request: HttpRequest, owner: Any, row: Any, moment: datetime) -> int:
    """A change like any other: it begins a new draft of a published plan, and is refused while the plan
    is with its approvers, also when it was sent to them a moment ago. The plan is locked before its parts,
    as everywhere: who locks them the other way round stops both."""
    if plan := owner.policy.lock.plan_of(row):
        lock(plan)
    if newer := changes_after(row, request.POST.get("seen", "")):
        raise NewerWorkError(newer)
    count = restore(row, moment, _not_theirs(request, row))
    if count:
        owner.begin_edit(request, row)
        owner.log_change(request, row, _("Restored"))
    return count


def _not_theirs(request: HttpRequest, row: Any) -> Kept:
    """What an editor of named themes may read but not write."""
    if policies[type(row)].has_permission(request, Permission.EDIT_PLAN, row):
        return {}
    return {model: policy.plan_fields for model, policy in policies.items()}


def _row(request: HttpRequest, app: str, model: str, pk: int) -> tuple[Any, Any]:
    try:
        owner: Any = admin.site.get_model_admin(apps.get_model(app, model))
    except (LookupError, NotRegistered) as error:
        raise Http404 from error
    row = owner.get_object(request, str(pk))
    if row is None:
        raise Http404
    if not owner.has_view_permission(request, row):
        raise PermissionDenied
    return owner, row


def _seen(request: HttpRequest, row: Any) -> datetime | None:
    if not isinstance(row, Plan):
        return None
    return LastSeen.objects.filter(person_id=request.user.pk, plan=row).values_list("at", flat=True).first()


def _moment(request: HttpRequest) -> datetime:
    try:
        moment = parse_datetime(request.GET.get("tid", "") or request.POST.get("tid", ""))
        if moment is None or timezone.is_naive(moment):
            raise Http404
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
