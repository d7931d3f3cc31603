"""Remarks on a part of a draft: said, answered, resolved. Whoever sees the part sees them and may answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from desk.domain.plan_outline import Line
from desk.models import Remark
from desk.pages import change_address
from desk.writing.presence import row_at
from goals.models import AnnualGoal
from plans.domain.owning_plan import plan_of
from plans.models import Plan, Section
from plans.number_input import whole_number
from themes.models import Theme, ThemeGroup

PARTS = (Plan, Section, ThemeGroup, Theme, AnnualGoal)
"""What can be remarked on."""


class RemarkForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Remark
        fields = ["text"]


def remarks_on(part: Any) -> QuerySet[Remark]:
    """The first of each thread, open ones before resolved ones."""
    kind = {"part_type__app_label": part._meta.app_label, "part_type__model": part._meta.model_name}
    found = Remark.objects.filter(plan=plan_of(part), part_id=part.pk, parent=None, **kind)
    rows = found.select_related("by", "resolved_by").prefetch_related("answers__by")
    return rows.order_by(F("resolved_at").asc(nulls_first=True), "at", "pk")


@dataclass(frozen=True, slots=True)
class OpenRemark:
    """`address` is of the page that shows it."""

    remark: Remark
    title: str
    address: str


def open_remarks(plan: Plan, lines: Iterable[Line]) -> list[OpenRemark]:
    """Those on the plan and on parts that still are. `lines` are those of its outline, which knows them:
    one query, however many remarks there are."""
    parts = {line.name: (line.title, line.address) for line in lines}
    parts[f"plan-{plan.pk}"] = (plan.title, reverse("admin:plans_plan_change", args=[plan.pk]))
    kinds = {"annualgoal": "goal", "themegroup": "theme_group"}
    found = Remark.objects.filter(plan=plan, parent=None, resolved_at=None).select_related("part_type")
    named = ((row, row.part_type.model if row.part_type else "") for row in found)
    keyed = ((row, f"{kinds.get(model, model)}-{row.part_id}") for row, model in named)
    return [OpenRemark(row, parts[key][0], f"{parts[key][1]}#remarks") for row, key in keyed if key in parts]


@require_POST
def remark(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Says something about a part, or answers what was said."""
    part = row_at(request, f"{app}.{model}/{pk}")
    if not isinstance(part, PARTS):
        raise Http404
    parent = None
    if key := request.POST.get("parent", ""):
        parent = get_object_or_404(remarks_on(part), pk=whole_number(key))
    row = Remark(plan=plan_of(part), part=part, parent=parent, by_id=request.user.pk)
    form = RemarkForm(request.POST, instance=row)
    if form.is_valid():
        form.save()
    return redirect(address_of(part))


@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Resolves a thread, or opens it again."""
    row = get_object_or_404(Remark.objects.filter(parent=None), pk=pk)
    part = row_at(request, f"{row.part._meta.label_lower}/{row.part_id}" if row.part else "")
    done = row.resolved_at is None
    row.resolved_at = timezone.now() if done else None
    row.resolved_by_id = request.user.pk if done else None
    row.save()
    return redirect(address_of(part))


def address_of(part: Any) -> str:
    return f"{change_address(part)}#remarks"
