"""The steps that a person takes with a plan, each on a page that says what will happen; and the list of
those that were taken."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from desk.domain.checking import report_of
from desk.domain.progress import ADDRESSES, LABELS
from desk.frame import page_of_plan
from desk.plan_pages import person_of, plan_for
from desk.publication import has_been_published
from plans.domain.access import Right, may
from plans.domain.workflow import RULES, StepError, history, refusal, take_step
from plans.enums import Step
from plans.models import Plan
from publishing.domain.schedule import ScheduleError, stop, waiting_for


class StepForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )

    def __init__(self, *args: object, needs_reason: bool) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        field = self.fields["reason"]
        field.required = needs_reason
        if needs_reason:
            field.help_text = _("Whoever wrote the plan reads it, and it is kept in the plan's history.")
        else:
            field.label = _("Remark")
            field.help_text = _("May be left empty. It is kept in the plan's history.")


def step_page(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    step = ADDRESSES.get(name)
    if step is None:
        raise Http404
    plan = plan_for(request, pk)
    if not may(request.user, RULES[step].right, plan.municipality_id):
        raise PermissionDenied
    refused = refusal(plan, step, request.user)
    form = StepForm(request.POST or None, needs_reason=RULES[step].needs_reason)
    if form.is_valid() and not refused:
        try:
            _take(request, plan, step, form.cleaned_data["reason"])
        except StepError as error:
            refused = str(error)
        else:
            messages.success(request, _done(step))
            return redirect("desk-plan", plan.pk)
    context = {
        "form": form,
        "step": step,
        "label": LABELS[step],
        "refused": refused,
        "report": None if refused or step is Step.RETURN else report_of(plan),
        "alone": step is Step.APPROVE and plan.municipality.author_may_approve,
        "waiting": waiting_for(plan) if step is Step.RETURN else None,
        "published": has_been_published(plan),
    }
    response = page_of_plan(request, "desk/step.html", plan, str(LABELS[step]), context)
    response.status_code = 409 if refused and request.method == "POST" else 200
    return response


@transaction.atomic
def _take(request: HttpRequest, plan: Plan, step: Step, reason: str) -> None:
    """What goes back to be written cannot be published meanwhile."""
    person = person_of(request)
    taken = take_step(plan, step, person, reason)
    if step is Step.RETURN and waiting_for(plan):
        stop(plan, by=person, reason=reason)
    admin.site._registry[Plan].log_change(request, plan, taken.get_step_display())


def _done(step: Step) -> str:
    return {
        Step.SUBMIT: _("The plan is sent for approval. Its text stands still until it is answered."),
        Step.RETURN: _("The plan is sent back, and can be written again."),
        Step.APPROVE: _("The plan is approved, and can be published."),
    }[step]


@require_safe
def steps_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk)
    context = {"steps": history(plan), "planned": plan.scheduled_publications.select_related("by", "edition")}
    return page_of_plan(request, "desk/history.html", plan, _("From draft to published"), context)


def stop_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk, Right.PUBLISH)
    form = StepForm(request.POST or None, needs_reason=False)
    if form.is_valid():
        try:
            stop(plan, by=person_of(request), reason=form.cleaned_data["reason"])
        except ScheduleError as error:
            messages.error(request, str(error))
        else:
            admin.site._registry[Plan].log_change(request, plan, _("Planned publication stopped."))
            messages.success(request, _("The planned publication is stopped. Nothing is published."))
        return redirect("desk-plan", plan.pk)
    context = {"form": form, "waiting": waiting_for(plan)}
    return page_of_plan(request, "desk/stop.html", plan, _("Stop the planned publication"), context)
