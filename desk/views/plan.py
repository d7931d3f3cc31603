"""The plan's page and what is done on it: marking, moving, next year's copy."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from desk.domain import parts
from desk.domain.next_year import copy_plan, earliest_year_of, following, next_year_of
from desk.domain.own_links import links_into
from desk.domain.plan_outline import IN_WORK, STATES, all_lines, outline_of
from desk.domain.workflow_status import workflow_status_of
from desk.models import Mark
from desk.pages import page_of_plan, plan_for
from desk.publication import publication_of
from desk.writing.remarks import open_remarks
from documents.from_rows import document_of
from documents.tree import PlanDocument, PlanRef
from goals.domain.follow_ups import NextFollowUp, newest_first, next_follow_up
from goals.domain.periods import label
from goals.enums import FollowUpKind
from goals.models import DroppedGoal, FollowUp
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission, has_permission
from plans.domain.lock import closed_reason
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Deadline, Plan
from plans.number_input import whole_number
from publishing.checks.period import ended_at_start, outside_period
from publishing.models import Edition
from themes.domain.access import may_write_theme, named_themes
from themes.models import DroppedTheme, Theme

MARKS = {"looked": None, "ready": Mark.READY, "back": None}
"""What the buttons on a part's line say, and what it is marked after."""


@require_safe
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk)
    lines = outline_of(plan)
    may_edit = has_permission(request.user, Permission.EDIT, plan.municipality_id)
    states = [line.state for line in all_lines(lines)]
    closed = closed_reason(plan)
    named = frozenset() if may_edit else named_themes(request.user)
    context = {
        "lines": lines,
        "counts": [(state, label, states.count(state)) for state, label in STATES.items() if state in states],
        "in_work": IN_WORK,
        "may_edit": may_edit,
        "may_change": may_edit and not closed,
        "named": named,
        "named_open": frozenset() if closed else named,
        "progress": workflow_status_of(plan, request.user),
        "publication": publication_of(plan, request.user),
        "remarks": open_remarks(plan, all_lines(lines)),
        "follow_ups": follow_ups_of(plan),
        "today": timezone.localdate(),
        "following": following(plan),
        "next_year": next_year_of(plan),
        "deadlines": Deadline.objects.filter(plan=plan, done_on=None).order_by("date"),
        "dropped_themes": DroppedTheme.objects.of(plan).select_related("theme"),
        "dropped_goals": DroppedGoal.objects.of(plan).select_related("goal__theme"),
    }
    return page_of_plan(request, "desk/plan.html", plan, plan.title, context)


@require_POST
def mark_part(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk)
    part = parts.part_named(plan, request.POST.get("part", ""))
    theme = part if isinstance(part, Theme) else getattr(part, "theme", None)
    if not has_permission(request.user, Permission.EDIT, plan.municipality_id) and not (
        theme and may_write_theme(request.user, theme)
    ):
        raise PermissionDenied
    wanted = request.POST.get("mark", "")
    if wanted not in MARKS:
        raise Http404
    if plan.state == PlanState.PUBLISHED:
        messages.error(
            request, _("The plan is published. Its parts are marked again when somebody changes it.")
        )
    else:
        parts.set_mark(plan, part, MARKS[wanted], signed_in_user(request))
    return back_to(plan, part)


@require_POST
def move_part(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk, Permission.EDIT)
    part = parts.part_named(plan, request.POST.get("part", ""))
    to = whole_number(request.POST.get("to", ""))
    if to is None:
        raise Http404
    try:
        parts.move(plan, part, to, signed_in_user(request))
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        admin.site.get_model_admin(type(part)).log_change(request, part, _("Moved."))
    return back_to(plan, part)


def back_to(plan: Plan, part: parts.Part) -> HttpResponseRedirect:
    return redirect(f"{reverse('desk-plan', args=[plan.pk])}#{parts.name_of(part)}")


class CopyForm(forms.Form):
    year = forms.IntegerField(
        label=gettext_lazy("First year of the new plan"),
        min_value=2000,
        max_value=2099,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )


def _left_for_a_person(copy: PlanDocument, original: PlanRef) -> Iterator[str]:
    """What the copy has from the plan before and may not be right in it."""
    if ended := ended_at_start(copy):
        text = _("Ended before the plan begins, and not replaced automatically: %(names)s")
        yield text % {"names": get_text_list(list(ended), _("and"))}
    if links := list(links_into(copy, original)):
        text = _("These links still lead into the old plan: %(links)s")
        yield text % {"links": " · ".join(f"{place}: {address}" for place, address in links)}
    if outside := list(outside_period(copy)):
        text = _("These initiatives ended before the plan begins. Look at their days: %(names)s")
        yield text % {"names": " · ".join(finding.place.name for finding in outside)}


def next_year(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk, Permission.EDIT)
    form = CopyForm(request.POST or None, initial={"year": next_year_of(plan)})
    if form.is_valid():
        try:
            copy = copy_plan(plan, form.cleaned_data["year"])
        except RefusedError as error:
            form.add_error("year", str(error))
        else:
            text = _("Copied from “%(plan)s”.") % {"plan": plan.title}
            admin.site.get_model_admin(Plan).log_addition(request, copy, text)
            messages.success(request, _("Here is the new plan. Look through one part after the other."))
            for warning in _left_for_a_person(document_of(copy), document_of(plan).ref):
                messages.warning(request, warning)
            return redirect("desk-plan", copy.pk)
    lines = list(all_lines(outline_of(plan)))
    context = {
        "form": form,
        "following": following(plan),
        "earliest": earliest_year_of(plan),
        "themes": sum(line.kind == "theme" for line in lines),
        "goals": sum(line.kind == "goal" for line in lines),
        "sections": sum(line.kind == "section" for line in lines),
    }
    return page_of_plan(request, "desk/next_year.html", plan, _("The next plan"), context)


@dataclass(frozen=True, slots=True)
class FollowUps:
    """Newest first, with the newest edition of each, None where none is in force."""

    rows: tuple[tuple[FollowUp, Edition | None], ...]
    proposal: NextFollowUp | None
    kinds: tuple[FollowUpKind, ...] = tuple(FollowUpKind)

    @property
    def proposed_period(self) -> str:
        return label(self.proposal.period) if self.proposal else ""


def follow_ups_of(plan: Plan) -> FollowUps:
    """Two queries."""
    current = Edition.objects.of_follow_ups().current().filter(plan=plan).light()
    editions = {edition.follow_up_id: edition for edition in current}
    found = newest_first(FollowUp.objects.filter(plan=plan).select_related("plan"))
    rows = tuple((row, editions.get(row.pk)) for row in found)
    return FollowUps(rows, next_follow_up(plan, found))
