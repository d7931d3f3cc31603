"""From a plan to the follow-ups on it: those that there are, and beginning one."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.pages import plan_for
from goals.domain.follow_ups import address_for, newest_first, period_within, stored_period, title_of
from goals.enums import FollowUpKind
from goals.models import FollowUp
from plans.domain.access import Permission
from plans.models import Plan
from publishing.domain.basis import begin


@require_POST
def begin_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty one, in which every goal of the plan waits for its verdict; the one of that kind and period where
    there is one already."""
    plan = plan_for(request, pk, Permission.EDIT)
    kind = request.POST.get("kind", "")
    if kind not in FollowUpKind.values:
        raise Http404
    try:
        asked = new_follow_up(plan, kind, request.POST.get("period", ""))
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("desk-plan", plan.pk)
    row, is_new = FollowUp.objects.get_or_create(
        plan=plan,
        kind=kind,
        period_start=asked.period_start,
        period_end=asked.period_end,
        defaults={"title": asked.title, "slug": asked.slug, "service_area": asked.service_area},
    )
    if is_new:
        begin(row)
        text = _("Begun on the plan's page.")
        admin.site.get_model_admin(FollowUp).log_addition(request, row, text)
        messages.success(request, _("Here are the plan's goals. Write how each of them went."))
    return redirect("admin:goals_followup_change", row.pk)


def new_follow_up(plan: Plan, kind: str, text: str) -> FollowUp:
    """Not stored. Of the one before it takes what is no report: the service area. What was said of the goals
    then would mislead. Raises `ValidationError`."""
    period = period_within(plan, kind, text)
    before = newest_first(FollowUp.objects.filter(plan=plan).select_related("plan"))
    row = FollowUp(
        plan=plan,
        kind=kind,
        title=title_of(kind, period, None, plan.years),
        service_area=before[0].service_area if before else "",
    )
    row.period_start, row.period_end = stored_period(plan, kind, period) or (None, None)
    row.slug = address_for(row)
    return row
