"""Publishing from the desk, now or at a time: the checks, a form, the one function, what came of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import date as formatted
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import making
from desk.checks.cpr_number import cpr_numbers
from desk.domain.checking import Report, WaiveError, refuse_stops, report_of, waive
from desk.frame import change_address, page_of_row
from desk.publication import Publication, publication_of
from goals.models import FollowUp
from plans.admin_base import MunicipalityAdmin
from plans.domain.access import Right
from plans.domain.workflow import refusal
from plans.enums import Step
from plans.models import Plan
from publishing.domain.addresses import Addresses
from publishing.domain.publish import PublishError, change_note, publish
from publishing.domain.schedule import ScheduleError, schedule, waiting_for
from publishing.domain.variants import make_in_background
from publishing.models import Edition

LOCAL = "%Y-%m-%dT%H:%M"
"""How a browser writes a day and time."""


class PublishForm(forms.Form):
    """Fields that do not apply are left out: nothing can be corrected before there is an edition, only a
    plan's publication can wait, and without warnings nothing needs to be waved through."""

    note = forms.CharField(
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
    reason = forms.CharField(
        label=gettext_lazy("Why it is published all the same"),
        help_text=gettext_lazy("Waves the warnings through. The reason is kept, and is not public."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        error_messages={"required": gettext_lazy("Write why the warnings can be waved through.")},
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("now", gettext_lazy("Now")), ("later", gettext_lazy("At a time"))],
        initial="now",
        required=False,
        widget=forms.RadioSelect,
    )
    at = forms.DateTimeField(
        label=gettext_lazy("Day and time"),
        input_formats=[LOCAL],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
        required=False,
    )

    def __init__(self, *args: Any, publication: Publication, report: Report, may_wait: bool) -> None:
        super().__init__(*args)
        if publication.newest is None or publication.withdrawn:
            del self.fields["correction"]
        if not report.warnings:
            del self.fields["reason"]
        if not may_wait:
            del self.fields["when"], self.fields["at"]

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"]
        if cpr_numbers(note, timezone.localdate()):
            raise ValidationError(_("This looks like a CPR number, and the public can read the note."))
        return note

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "note" in data and not data["note"] and not data.get("correction"):
            self.add_error("note", _("Write a change note: what is new in this edition, and why?"))
        if data.get("when") == "later" and "at" in data and not data["at"]:
            self.add_error("at", _("Choose a day and a time."))
        return data

    @property
    def due_at(self) -> datetime | None:
        later = self.cleaned_data.get("when") == "later"
        due: datetime | None = self.cleaned_data["at"] if later else None
        return due


def publish_page(request: HttpRequest, owner: MunicipalityAdmin, row: Plan | FollowUp) -> HttpResponse:
    if not owner.may(request, Right.PUBLISH, row) or not isinstance(request.user, User):
        raise PermissionDenied
    plan, follow_up = (row.plan, row) if isinstance(row, FollowUp) else (row, None)
    publication = publication_of(row, request.user)
    report = report_of(plan, follow_up)
    form = PublishForm(
        request.POST or None, publication=publication, report=report, may_wait=follow_up is None
    )
    if form.is_valid():
        try:
            return _carry_out(request, owner, row, form)
        except (PublishError, ScheduleError, WaiveError) as error:
            form.add_error(None, str(error))
    context = {
        "title": _("Publish"),
        "form": form,
        "publication": publication,
        "report": report,
        "plan": plan,
        "refused": "" if follow_up else refusal(plan, Step.PUBLISH, request.user),
        "waiting": None if follow_up else waiting_for(plan),
    }
    return page_of_row(request, owner, row, "desk/publish.html", context)


def _carry_out(
    request: HttpRequest, owner: MunicipalityAdmin, row: Plan | FollowUp, form: PublishForm
) -> HttpResponse:
    """No warning is waved through for nothing: what cannot be carried out takes that back as well."""
    plan, follow_up = (row.plan, row) if isinstance(row, FollowUp) else (row, None)
    person: User = request.user  # type: ignore[assignment]
    if follow_up is None and (refused := refusal(plan, Step.PUBLISH, person)):
        raise PublishError(refused)
    report = refuse_stops(plan, follow_up)
    note, correction = form.cleaned_data["note"], form.cleaned_data.get("correction", False)
    due_at = form.due_at
    with transaction.atomic(), making.telling(row) as told:
        if report.warnings:
            waive(plan, report.warnings, person, form.cleaned_data.get("reason", ""))
        if due_at:
            text = change_note(note, correction)
            schedule(plan, by=person, due_at=due_at, change_note=text, correction=correction)
        else:
            edition = publish(
                plan, by=person, note=note, follow_up=follow_up, correction=correction, told=told
            )
    if due_at:
        return _planned(request, owner, plan, due_at)
    make_in_background(edition)
    return _published(request, owner, row, edition)


def _planned(request: HttpRequest, owner: MunicipalityAdmin, plan: Plan, due_at: datetime) -> HttpResponse:
    when = formatted(timezone.localtime(due_at), "j. F Y H:i")
    owner.log_change(request, plan, _("Publication planned for %(when)s.") % {"when": when})
    messages.success(request, _("The plan is published by itself on %(when)s.") % {"when": when})
    return redirect("desk-plan", plan.pk)


def _published(
    request: HttpRequest, owner: MunicipalityAdmin, row: Plan | FollowUp, edition: Edition
) -> HttpResponse:
    owner.log_change(request, row, _("Published edition %(number)s.") % {"number": edition.label})
    text = _("Edition %(number)s is published.") % {"number": edition.label}
    address = Addresses(edition).front
    messages.success(request, format_html('{} <a href="{}">{}</a>', text, address, _("See it on the site")))
    if isinstance(row, Plan):
        return redirect(reverse("desk-plan", args=[row.pk]))
    return redirect(change_address(row))
