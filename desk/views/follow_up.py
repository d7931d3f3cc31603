"""From a plan to the follow-ups on it: those that there are, and beginning one."""

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.views.plan import plan_for
from goals.domain.follow_ups import address_for
from goals.enums import FollowUpKind
from goals.models import FollowUp
from plans.domain.access import Permission
from plans.models import Plan
from publishing.domain.basis import begin


@require_POST
def begin_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty one, in which every goal of the plan waits for its verdict; the one of that kind where
    there is one already."""
    plan = plan_for(request, pk, Permission.EDIT)
    kind = request.POST.get("kind", "")
    if kind not in FollowUpKind.values:
        raise Http404
    title = title_of(plan, kind)
    slug = address_for(FollowUp(plan=plan, kind=kind, title=title))
    row, is_new = FollowUp.objects.get_or_create(
        plan=plan, kind=kind, defaults={"title": title, "slug": slug}
    )
    if is_new:
        begin(row)
        text = _("Begun on the plan's page.")
        admin.site.get_model_admin(FollowUp).log_addition(request, row, text)
        messages.success(request, _("Here are the plan's goals. Write how each of them went."))
    return redirect("admin:goals_followup_change", row.pk)


def title_of(plan: Plan, kind: str) -> str:
    if kind == FollowUpKind.MID_YEAR:
        return _("Mid-year status %(years)s") % {"years": plan.years}
    return _("Follow-up %(years)s") % {"years": plan.years}
