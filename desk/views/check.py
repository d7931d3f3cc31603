"""The page of the checks on a plan or a follow-up: what stops, what warns, and what was waived."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from desk.pages import page_of_subject, subject_for
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission, has_permission
from publishing.domain.checking import ChecksError, report_of, waive
from publishing.models.subject import plan_of


@require_safe
def checks_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_for(request, kind, pk)
    context = {
        "report": report_of(subject),
        "may_waive": has_permission(request.user, Permission.EDIT, plan_of(subject).municipality_id),
    }
    return page_of_subject(request, "desk/checks_page.html", subject, _("Checks"), context)


@require_safe
def checks_beside(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A part of the subject's page, which that page loads once it is shown: the outline opens at once, and
    the checks are never those of an older text."""
    subject = subject_for(request, kind, pk)
    context = {"report": report_of(subject), "subject": subject, "kind": kind}
    response = render(request, "desk/checks_beside.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def waive_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """`found` names the warnings as they were shown: one whose text has changed since is not waived
    unseen."""
    subject = subject_for(request, kind, pk, Permission.EDIT)
    chosen = set(request.POST.getlist("found"))
    found = [one for one in report_of(subject).warnings if one.key in chosen]
    try:
        number = waive(subject, found, signed_in_user(request), request.POST.get("reason", ""))
    except ChecksError as error:
        messages.error(request, str(error))
    else:
        text = ngettext("%(number)d warning is waived.", "%(number)d warnings are waived.", number)
        messages.success(request, text % {"number": number})
    return redirect("desk-checks", kind, pk)
