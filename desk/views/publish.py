"""Publishing from the desk, now or at a time: the checks, a form, the one function, what came of it."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.defaultfilters import date as formatted
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from desk.domain.text_changes import changes_of_text, decisions_added_to
from desk.domain.workflow_status import kind_of
from desk.pages import address_of, page_of_row
from desk.publication import Publication, publication_of
from goals.models import FollowUp
from plans.admin_base import PortalAdmin
from plans.domain.access import Permission
from plans.errors import RefusedError
from plans.fields import LinesFormField
from plans.models import Plan
from plans.progress import progress_response
from publishing.domain.addresses import Addresses
from publishing.domain.checking import Report, report_of
from publishing.domain.progress import key_of, page_progress
from publishing.domain.proposing import AsProposal, can_be_proposal
from publishing.domain.publish import change_note, publish
from publishing.domain.schedule import schedule, waiting_for
from publishing.domain.shared_rows import shared_changes
from publishing.domain.texts import current_text, document_now
from publishing.domain.workflow import TextChangedError, refusal
from publishing.enums import Step
from publishing.models import Edition, FrozenText, Subject
from publishing.models.subject import plan_of

PROPOSAL, PLAN = "proposal", "plan"
LOCAL = "%Y-%m-%dT%H:%M"
"""How a browser writes a day and time."""


class DayAndTime(forms.DateTimeField):
    """Says in plain words why a time on the day when the clock is changed cannot be used."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone" or not error.params:
                raise
            typed = error.params["datetime"]
            text = (
                _("%(time)s comes twice on that day, because the clock is set back. Choose another time.")
                if _exists(typed)
                else _("%(time)s does not exist on that day, because the clock is set forward.")
            )
            raise ValidationError(text % {"time": time_format(typed)}) from error


def _exists(local: datetime) -> bool:
    return timezone.make_naive(timezone.make_aware(local).astimezone(UTC)) == local


class PublishForm(forms.Form):
    """Fields that do not apply are left out: nothing can be corrected before there is an edition, without
    warnings nothing needs to be waived, while what the plan shares with others is unchanged nothing needs to be
    chosen, and what has not been sent into hearing is no proposal. `read` names the text that the page is
    about."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is published"),
        choices=[
            (PROPOSAL, gettext_lazy("A proposal, for the hearing: never taken for the adopted plan")),
            (PLAN, gettext_lazy("The plan itself")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether this is the proposal or the plan.")},
    )
    noindex = forms.BooleanField(
        label=gettext_lazy("Ask search engines to leave the proposal out"),
        label_suffix="",
        help_text=gettext_lazy("Only of a proposal. Everybody who has the address can read it all the same."),
        required=False,
    )
    note = LinesFormField(
        label=gettext_lazy("Change note"),
        help_text=gettext_lazy("What is new in this edition, and why? The public can read it."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        required=False,
    )
    correction = forms.BooleanField(
        label=gettext_lazy("Only a correction of language"),
        label_suffix="",
        help_text=gettext_lazy("Becomes 1.1 after 1, and needs no change note."),
        required=False,
    )
    reason = LinesFormField(
        label=gettext_lazy("Why it is published all the same"),
        help_text=gettext_lazy("Waves the warnings through. The reason is kept, and is not public."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        error_messages={"required": gettext_lazy("Write why the warnings can be waived.")},
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("now", gettext_lazy("Now")), ("later", gettext_lazy("At a time"))],
        initial="now",
        required=False,
        widget=forms.RadioSelect,
    )
    at = DayAndTime(
        label=gettext_lazy("Day and time"),
        input_formats=[LOCAL],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
        required=False,
    )

    read = forms.CharField(widget=forms.HiddenInput, required=False)
    as_approved = forms.BooleanField(
        label=gettext_lazy("Publish the text as it was approved"),
        label_suffix="",
        error_messages={
            "required": gettext_lazy("Choose: publish as approved, or send the text round again.")
        },
    )

    def __init__(
        self,
        data: Any = None,
        *,
        publication: Publication,
        report: Report,
        text: FrozenText | None,
        shared: bool,
        proposable: bool,
    ) -> None:
        super().__init__(data, initial={"read": text.document_sha256 if text else ""})
        if publication.newest is None or publication.withdrawn:
            del self.fields["correction"]
        if not report.warnings:
            del self.fields["reason"]
        if not proposable:
            del self.fields["kind"], self.fields["noindex"]
        if not shared:
            del self.fields["as_approved"]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "note" in data:
            try:
                change_note(data["note"], data.get("correction", False))
            except RefusedError as error:
                self.add_error("note", str(error))
        if data.get("noindex") and data.get("kind") == PLAN:
            self.add_error(
                "noindex", _("The plan itself can always be found. Choose the proposal, or untick this.")
            )
        if data.get("when") == "later" and "at" in data and not data["at"]:
            self.add_error("at", _("Choose a day and a time."))
        return data

    @property
    def as_proposal(self) -> AsProposal:
        proposal = self.cleaned_data.get("kind") == PROPOSAL
        return {"proposal": proposal, "noindex": proposal and self.cleaned_data["noindex"]}

    @property
    def due_at(self) -> datetime | None:
        later = self.cleaned_data.get("when") == "later"
        due: datetime | None = self.cleaned_data["at"] if later else None
        return due


def publish_page(request: HttpRequest, owner: PortalAdmin, row: Subject) -> HttpResponse:
    if not owner.policy.has_permission(request, Permission.PUBLISH, row) or not isinstance(
        request.user, User
    ):
        raise PermissionDenied
    publication, text = publication_of(row, request.user), current_text(row)
    report = report_of(row, text.document if text else None)
    shared = _changed_since(row, text) if text else ()
    data = request.POST.copy() if request.method == "POST" else None
    proposable = text is not None and can_be_proposal(row, text.document)
    form = PublishForm(
        data, publication=publication, report=report, text=text, shared=bool(shared), proposable=proposable
    )
    changed: TextChangedError | None = None
    if form.is_valid():
        try:
            return _carry_out(request, owner, row, form)
        except TextChangedError as error:
            changed, text = error, error.current
            if data is not None:  # what was typed, about the text of now
                data["read"] = text.document_sha256 if text else ""
        except RefusedError as error:
            form.add_error(None, str(error))
    context = {
        "title": _("Publish"),
        "form": form,
        "publication": publication,
        "report": report,
        "added": decisions_added_to(row, text),
        "plan": plan_of(row),
        "subject": row,
        "kind": kind_of(row),
        "text": text,
        "changed": changes_of_text(changed) if changed else None,
        "shared": shared,
        "refused": refusal(row, Step.PUBLISH, request.user),
        "waiting": waiting_for(row),
    }
    response = page_of_row(request, owner, row, "desk/publish.html", context)
    response.status_code = 409 if changed else 200
    return response


def _changed_since(row: Subject, text: FrozenText) -> tuple[str, ...]:
    """Of what the text shares with others. An annex that cannot be read is among the checks' findings."""
    try:
        return shared_changes(text.document, document_now(row))
    except RefusedError:
        return ()


def _carry_out(request: HttpRequest, owner: PortalAdmin, row: Subject, form: PublishForm) -> HttpResponse:
    person: User = request.user  # type: ignore[assignment]
    data = form.cleaned_data
    correction, waiving = data.get("correction", False), data.get("reason", "")
    if form.due_at is None:
        with page_progress(row) as on_progress:
            edition = publish(
                row,
                by=person,
                note=data["note"],
                read=data["read"],
                correction=correction,
                **form.as_proposal,
                waiving=waiving,
                on_progress=on_progress,
            )
        return _published(request, owner, row, edition)
    schedule(
        row,
        by=person,
        due_at=form.due_at,
        change_note=change_note(data["note"], correction),
        read=data["read"],
        correction=correction,
        **form.as_proposal,
        waiving=waiving,
    )
    return _planned(request, owner, row, form.due_at)


def _planned(request: HttpRequest, owner: PortalAdmin, row: Subject, due_at: datetime) -> HttpResponse:
    when = formatted(timezone.localtime(due_at), "j. F Y H:i")
    owner.log_change(request, row, _("Publication planned for %(when)s.") % {"when": when})
    messages.success(request, _("The text is published by itself on %(when)s.") % {"when": when})
    return redirect(address_of(row))


def _published(request: HttpRequest, owner: PortalAdmin, row: Subject, edition: Edition) -> HttpResponse:
    owner.log_change(request, row, _("Published: %(edition)s.") % {"edition": edition.name})
    text = capfirst(_("%(edition)s is published.") % {"edition": edition.name})
    address = Addresses(edition).front
    messages.success(request, format_html('{} <a href="{}">{}</a>', text, address, _("See it on the site")))
    return redirect(address_of(row))


@require_GET
def pages_response(request: HttpRequest, owner: PortalAdmin, row: Plan | FollowUp) -> JsonResponse:
    if not owner.policy.has_permission(request, Permission.PUBLISH, row):
        raise PermissionDenied
    return progress_response(key_of(row))
