"""The steps that a person takes with a plan or a follow-up, each on a page that says what will happen; and
the list of those that were taken."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from desk.domain.text_changes import changes_of_text, changes_since_edition, decisions_added_to
from desk.domain.workflow_status import ADDRESSES, LABELS, shown_jobs
from desk.pages import address_of, log, page_of_subject, subject_for
from desk.publication import has_been_published
from plans.admin_pages import page, signed_in_user
from plans.domain.access import Permission, has_permission
from plans.errors import RefusedError
from publishing.checks.unfinished import CHECKS as UNFINISHED
from publishing.domain import jobs
from publishing.domain.checking import ChecksError, Report, report_of
from publishing.domain.schedule import stop, waiting_for
from publishing.domain.submitting import submit
from publishing.domain.texts import current_text
from publishing.domain.workflow import RULES, TextChangedError, history, refusal, take_step
from publishing.enums import Step
from publishing.models import FrozenText, Job, Subject
from publishing.models.subject import of, plan_of


class StepForm(forms.Form):
    """`read` names the text that the page showed."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
    waiving = forms.CharField(
        label=gettext_lazy("Why it is sent all the same"),
        help_text=gettext_lazy("Waves the warnings through. The reason is kept, and is not public."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        error_messages={"required": gettext_lazy("Write why the warnings can be waived.")},
    )
    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        needs_reason: bool,
        text: FrozenText | None = None,
        report: Report | None = None,
    ) -> None:
        """Warnings of `report` are waived with a reason, or wait for the approver; what the writers
        themselves have not finished is never sent without one."""
        super().__init__(data, initial={"read": text.document_sha256 if text else ""})
        if report is None or not report.warnings:
            del self.fields["waiving"]
        else:
            unfinished = {check.id for check in UNFINISHED}
            self.fields["waiving"].required = any(one.check.id in unfinished for one in report.warnings)
        field = self.fields["reason"]
        field.required = needs_reason
        if needs_reason:
            field.help_text = _("Whoever wrote the text reads it, and it is kept in the history.")
        else:
            field.label = _("Remark")
            field.help_text = _("May be left empty. It is kept in the history.")


def step_page(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    step = ADDRESSES.get(name)
    if step is None:
        raise Http404
    subject = subject_for(request, kind, pk)
    if not has_permission(request.user, RULES[step].permission, plan_of(subject).municipality_id):
        raise PermissionDenied
    refused = refusal(subject, step, request.user)
    needs_reason, text = RULES[step].needs_reason, current_text(subject)
    report = _report(subject, step, text) if not refused else None
    asked = report if step is Step.SUBMIT else None
    form = StepForm(request.POST or None, needs_reason=needs_reason, text=text, report=asked)
    changed: TextChangedError | None = None
    if form.is_valid() and not refused:
        try:
            _take(request, subject, step, form.cleaned_data)
        except TextChangedError as error:
            changed, form = error, _asked_again(form, error, needs_reason=needs_reason)
        except ChecksError as error:
            form.add_error(None, str(error))
        except RefusedError as error:
            refused = str(error)
        else:
            messages.success(request, _done(step))
            return redirect(address_of(subject))
    context = {
        "form": form,
        "step": step,
        "label": LABELS[step],
        "refused": refused,
        "text": text if RULES[step].names_text else None,
        "changed": changes_of_text(changed) if changed else None,
        "since_edition": changes_since_edition(text) if step is Step.APPROVE and text else None,
        "report": report,
        "added": decisions_added_to(subject, text) if step in (Step.APPROVE, Step.RETURN) else None,
        "alone": step is Step.APPROVE and plan_of(subject).municipality.author_may_approve,
        "waiting": waiting_for(subject) if step is Step.RETURN else None,
        "published": step is Step.SUBMIT and has_been_published(subject),
    }
    response = page_of_subject(request, "desk/step.html", subject, str(LABELS[step]), context)
    response.status_code = 409 if request.method == "POST" and (refused or changed) else 200
    return response


def _asked_again(form: StepForm, error: TextChangedError, *, needs_reason: bool) -> StepForm:
    """What the person wrote stays; what it is about is the text of now, which the page shows."""
    data = {
        "reason": form.cleaned_data["reason"],
        "read": error.current.document_sha256 if error.current else "",
    }
    return StepForm(data, needs_reason=needs_reason)


def _report(subject: Subject, step: Step, text: FrozenText | None) -> Report | None:
    if step in {Step.RETURN, Step.TAKE_BACK}:
        return None
    return report_of(subject, text.document if text else None)


def _take(request: HttpRequest, subject: Subject, step: Step, data: dict[str, Any]) -> None:
    """A text sent back for writing cannot be published meanwhile."""
    person, reason = signed_in_user(request), data["reason"]
    if step is Step.SUBMIT:  # not in a transaction: it begins its own when the text has been checked
        taken = submit(subject, person, reason, waiving=data.get("waiving", ""))
        log(request, subject, taken.get_step_display())
        return
    with transaction.atomic():
        taken = take_step(subject, step, person, reason, read=data["read"])
        if step is Step.RETURN and waiting_for(subject):
            stop(subject, by=person, reason=reason)
        log(request, subject, taken.get_step_display())


def _done(step: Step) -> str:
    return {
        Step.SUBMIT: _("The text is being sent for approval. It is locked until it is answered."),
        Step.TAKE_BACK: _("The text is taken back, and can be written again."),
        Step.RETURN: _("The text is sent back, and can be written again."),
        Step.APPROVE: _("The text is approved, and can be published."),
    }[step]


@require_safe
def steps_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_for(request, kind, pk)
    planned = plan_of(subject).scheduledpublications.filter(of(subject))
    context = {"steps": history(subject), "planned": planned.select_related("by", "edition")}
    return page_of_subject(request, "desk/history.html", subject, _("From draft to published"), context)


def stop_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_for(request, kind, pk, Permission.PUBLISH)
    form = StepForm(request.POST or None, needs_reason=False)
    if form.is_valid():
        try:
            stop(subject, by=signed_in_user(request), reason=form.cleaned_data["reason"])
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            log(request, subject, _("Planned publication stopped."))
            messages.success(request, _("The planned publication is stopped. Nothing is published."))
        return redirect(address_of(subject))
    context = {"form": form, "waiting": waiting_for(subject)}
    return page_of_subject(request, "desk/stop.html", subject, _("Stop the planned publication"), context)


@require_safe
def jobs_beside(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The part of the subject's page about the work in the background, loaded again while that goes on."""
    subject = subject_for(request, kind, pk)
    context = {"jobs": shown_jobs(subject), "subject": subject, "kind": kind}
    return page(request, "desk/jobs.html", context)


@require_POST
def retry_job(request: HttpRequest, kind: str, pk: int, job: int) -> HttpResponse:
    subject = subject_for(request, kind, pk, Permission.EDIT)
    row = Job.objects.filter(of(subject), pk=job).first()
    if row is None:
        raise Http404
    jobs.retry(row)
    messages.success(request, _("It is tried again."))
    return redirect(address_of(subject))
