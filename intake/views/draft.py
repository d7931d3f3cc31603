"""*Gør til kladde*: what would become of the draft, then, on a click, that; and afterwards the proof."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intake.access import placing_for
from intake.domain.drafting import StaleDraftError, make_draft, outcome
from intake.domain.proof import now_of, standings
from intake.enums import PlacingState
from intake.models import Placing
from intake.views.place import other_municipality
from plans.admin_pages import page, signed_in_user
from plans.domain.access import Permission, accessible_to, has_permission
from plans.domain.lock import closed_reason
from plans.errors import RefusedError
from plans.models import Plan


@require_http_methods(["GET", "HEAD", "POST"])
def draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    placing = placing_for(request, pk)
    if not placing.is_open:
        return redirect("intake-place", placing.pk)
    recognised = placing.read_recognised()
    if other := other_municipality(placing, recognised):
        text = _("The document names %(other)s. Say first that it belongs to %(own)s.")
        messages.error(request, text % {"other": other, "own": placing.municipality.name})
        return redirect("intake-place", placing.pk)
    keep, reason = request.POST.getlist("keep"), request.POST.get("reason", "").strip()
    if "make" in request.POST and (made := _made(request, placing, keep, reason)):
        return made
    try:
        found = outcome(placing, recognised, keep, reason)
    except (RefusedError, OSError) as error:
        messages.error(request, str(error))
        return redirect("intake-place", placing.pk)
    context = {
        "title": _("Make it a draft"),
        "subtitle": placing.file_name,
        "placing": placing,
        "found": found,
        "reason": reason,
        "refused": closed_reason(found.plan) if found.plan and found.changes is not None else "",
    }
    return page(request, "intake/draft.html", context)


def _made(request: HttpRequest, placing: Placing, keep: list[str], reason: str) -> HttpResponse | None:
    try:
        seen = request.POST.get("seen", "")
        plan, warnings = make_draft(placing, signed_in_user(request), keep, reason, seen)
    except StaleDraftError:
        text = _(
            "The draft has been changed meanwhile. Look once more at what becomes of it: nothing has been changed."
        )
        messages.error(request, text)
    except (RefusedError, OSError) as error:
        messages.error(request, " ".join((str(error), _("Nothing has been changed."))))
    else:
        messages.success(
            request, _("The document is a draft now. Every paragraph of it is told of on its own page.")
        )
        for warning in warnings:
            messages.warning(request, warning)
        return redirect("desk-plan", plan.pk)
    return None


@require_safe
def proof_page(request: HttpRequest, pk: int) -> HttpResponse:
    placing = placing_for(request, pk)
    if placing.state != PlacingState.DRAFTED or placing.plan is None:
        return redirect("intake-place", placing.pk)
    rows = standings(placing, now_of(placing, placing.plan))
    context = {
        "title": _("Where each paragraph stands"),
        "subtitle": placing.file_name,
        "placing": placing,
        "plan": placing.plan,
        "rows": rows,
        "changed": sum(row.is_changed for row in rows),
        "left_out": sum(bool(row.reason) for row in rows),
    }
    return page(request, "intake/proof.html", context)


@require_safe
def proofs_page(request: HttpRequest, plan: int) -> HttpResponse:
    """The documents that became the plan; of one alone, its proof at once."""
    plans = accessible_to(Plan.objects.active(), request.user, Permission.VIEW, ["municipality"])
    row = get_object_or_404(plans, pk=plan)
    if not has_permission(request.user, Permission.EDIT_PLAN, row.municipality_id):
        raise PermissionDenied
    found = Placing.objects.filter(plan=row).defer("outline", "recognised")
    placings = list(found.select_related("municipality", "changed_by"))
    if len(placings) == 1:
        return redirect("intake-proof", placings[0].pk)
    context = {"title": _("Documents read in"), "plan": row, "subtitle": str(row), "placings": placings}
    return page(request, "intake/proofs.html", context)
