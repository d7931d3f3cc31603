"""The first change to a published plan or follow-up begins a new draft. Whichever page made it, a message
says so, with a link back."""

from collections.abc import Callable
from contextvars import ContextVar

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from desk.domain.workflow_status import kind_of
from plans.enums import PlanState
from publishing.models import Subject

_begun: ContextVar[list[Subject] | None] = ContextVar("drafts_begun", default=None)
"""What the request has begun drafts of; None outside a request."""


def remember(subject: Subject, _by: User) -> None:
    """Registered in `plans.domain.lock.draft_begins`: called wherever a draft begins."""
    begun = _begun.get()
    if begun is not None:
        begun.append(subject)


class DraftNoticeMiddleware:
    """Inside the messages middleware, which stores this message for the next page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _begun.set([])
        try:
            response = self.get_response(request)
            for subject in _begun.get() or ():
                _tell(request, subject)
        finally:
            _begun.reset(token)
        return response


def _tell(request: HttpRequest, subject: Subject) -> None:
    """Unless the change was given up after all, and the draft with it."""
    if not type(subject)._default_manager.filter(pk=subject.pk, state=PlanState.DRAFT).exists():
        return
    text = _(
        "The text was published and unchanged. With this change a new draft has begun; the public goes on"
        " reading the edition in force."
    )
    way_back = reverse("desk-discard", args=[kind_of(subject), subject.pk])
    messages.info(request, format_html('{} <a href="{}">{}</a>', text, way_back, _("Discard the draft")))
