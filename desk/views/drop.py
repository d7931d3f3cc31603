"""Dropping a goal or a theme that continues one of the year before: the plan stores the reason."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.domain import dropping
from desk.pages import page_of_plan, plan_for
from goals.domain.continued import left_open, of_plan
from goals.models import AnnualGoal
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission, has_permission
from plans.domain.lock import begin_edit
from plans.domain.owning_plan import plan_of
from plans.errors import RefusedError
from plans.models import Plan
from themes.domain.access import may_write_theme
from themes.models import Theme


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Why does the plan not continue it? The public reads the reason in the plan."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )


def drop_goal(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    plan = plan_for(request, pk)
    goal = get_object_or_404(
        of_plan(AnnualGoal, plan).select_related("theme__plan__series", "plan__series"), pk=part
    )
    if not (goal.theme and may_write_theme(request.user, goal.theme)):
        refuse_unless_writer(request, plan)
    return _drop_page(request, plan, goal, _("Drop the goal"))


def drop_theme(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    plan = plan_for(request, pk, Permission.EDIT)
    theme = get_object_or_404(of_plan(Theme, plan).select_related("plan__series"), pk=part)
    return _drop_page(request, plan, theme, _("Drop the theme"), list(theme.goals.all()))


def refuse_unless_writer(request: HttpRequest, plan: Plan) -> None:
    if not has_permission(request.user, Permission.EDIT, plan.municipality_id):
        raise PermissionDenied


def _drop_page(
    request: HttpRequest, plan: Plan, part: Any, title: str, inside: list[AnnualGoal] | None = None
) -> HttpResponse:
    befores = dropping.orphaned_by(part)
    if not befores:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        name = str(part)
        try:
            with transaction.atomic():
                admin.site.get_model_admin(type(part)).log_deletions(request, [part])  # type: ignore[arg-type]
                dropping.drop(part, form.cleaned_data["reason"], signed_in_user(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%(part)s” is dropped.") % {"part": name})
            return redirect("desk-plan", plan.pk)
    plan_before = plan_of(befores[0])
    name = f"{part.printed_number} {part.text}" if isinstance(part, AnnualGoal) else str(part)
    context = {"name": name, "plan_before": plan_before, "inside": inside, "button": title, "form": form}
    return page_of_plan(request, "desk/drop.html", plan, title, context)


def ended_goal(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    return _ended_page(request, pk, part, AnnualGoal, _("A goal that is not continued"))


def ended_theme(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    return _ended_page(request, pk, part, Theme, _("A theme that is not continued"))


def _ended_page(request: HttpRequest, pk: int, part: int, model: Any, title: str) -> HttpResponse:
    """For what the plan before has and this one lacks altogether: only the reason is stored."""
    plan = plan_for(request, pk, Permission.EDIT)
    before = get_object_or_404(left_open(plan, model), pk=part)
    kept = before.dropped_in.filter(plan=plan).values_list("reason", flat=True).first()
    form = ReasonForm(request.POST or None, initial={"reason": kept or ""})
    if form.is_valid():
        try:
            with transaction.atomic():
                begin_edit(plan, signed_in_user(request))
                dropping.keep_reason(plan, before, form.cleaned_data["reason"], signed_in_user(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The reason is kept with the plan."))
            return redirect("desk-plan", plan.pk)
    context = {"before": before, "plan_before": plan.predecessor, "form": form}
    return page_of_plan(request, "desk/ended.html", plan, title, context)
