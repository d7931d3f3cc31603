"""The first change to a published plan begins a new draft. Whichever page made it, the person is told, with the
way back."""

from collections.abc import Callable
from contextvars import ContextVar

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from plans.enums import PlanState
from plans.models import Plan

_begun: ContextVar[list[int] | None] = ContextVar("drafts_begun", default=None)
"""Primary keys of the plans whose drafts the request has begun; None outside a request."""


def remember(plan: Plan, _by: User) -> None:
    """Registered in `plans.domain.lock.draft_begins`: called wherever a draft begins."""
    begun = _begun.get()
    if begun is not None:
        begun.append(plan.pk)


class DraftNoticeMiddleware:
    """Within that of the messages, which keeps for the next page what is said here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _begun.set([])
        try:
            response = self.get_response(request)
            for plan in _begun.get() or ():
                _tell(request, plan)
        finally:
            _begun.reset(token)
        return response


def _tell(request: HttpRequest, plan: int) -> None:
    """Unless the change was given up after all, and the draft with it."""
    if not Plan.objects.filter(pk=plan, state=PlanState.DRAFT).exists():
        return
    text = _(
        "The plan was published and unchanged. With this change a new draft has begun; the public goes on"
        " reading the edition in force."
    )
    way_back = reverse("desk-discard", args=[plan])
    messages.info(request, format_html('{} <a href="{}">{}</a>', text, way_back, _("Discard the draft")))
