"""The page of the checks: what stops, what warns, and what was waved through."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from desk.frame import page_of_plan
from desk.plan_pages import person_of, plan_for
from plans.domain.access import Right, may
from publishing.domain.checking import WaiveError, report_of, waive


@require_safe
def checks_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk)
    context = {
        "report": report_of(plan),
        "may_waive": may(request.user, Right.EDIT, plan.municipality_id),
    }
    return page_of_plan(request, "desk/checks_page.html", plan, _("Checks"), context)


@require_safe
def checks_beside(request: HttpRequest, pk: int) -> HttpResponse:
    """A piece of the plan's page, which that page fetches when it stands: the outline opens at once, and
    the checks are never those of an older text."""
    plan = plan_for(request, pk)
    response = render(request, "desk/checks_beside.html", {"report": report_of(plan), "plan": plan})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def waive_page(request: HttpRequest, pk: int) -> HttpResponse:
    """`found` names the warnings as they were shown: one whose text has changed since is not waved
    through unseen."""
    plan = plan_for(request, pk, Right.EDIT)
    chosen = set(request.POST.getlist("found"))
    found = [one for one in report_of(plan).warnings if one.key in chosen]
    try:
        number = waive(plan, found, person_of(request), request.POST.get("reason", ""))
    except WaiveError as error:
        messages.error(request, str(error))
    else:
        text = ngettext(
            "%(number)d warning is waved through.", "%(number)d warnings are waved through.", number
        )
        messages.success(request, text % {"number": number})
    return redirect("desk-checks", plan.pk)
