"""Choosing the plan's edition in force for a follow-up, and saying what becomes of one whose plan has been
withdrawn."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.domain.text_changes import changes_from
from desk.domain.workflow_status import REPORT
from desk.pages import address_of, log, page_of_subject, subject_for
from goals.models import FollowUp
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission
from plans.domain.lock import closed_reason
from plans.errors import RefusedError
from publishing.domain.basis import basis_of, in_force, lost_by, renew
from publishing.domain.withdraw import answer, waiting_of


class RenewForm(forms.Form):
    """`edition` names the one that the page showed."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


def follow_up_for(request: HttpRequest, pk: int, permission: Permission) -> FollowUp:
    subject = subject_for(request, REPORT, pk, permission)
    if not isinstance(subject, FollowUp):
        raise Http404
    return subject


def renew_page(request: HttpRequest, pk: int) -> HttpResponse:
    follow_up = follow_up_for(request, pk, Permission.EDIT)
    before, after = basis_of(follow_up), in_force(follow_up.plan)
    refused = closed_reason(follow_up)
    if after is None or after == before:
        refused = refused or _("The follow-up is of the edition in force already, or none is in force.")
    form = RenewForm(request.POST or None, initial={"edition": after.pk if after else None})
    if form.is_valid() and after and not refused:
        if form.cleaned_data["edition"] != after.pk:
            refused = _("Another edition is in force since you opened the page. Look again.")
        else:
            try:
                renew(follow_up, after, signed_in_user(request))
            except RefusedError as error:
                refused = str(error)
            else:
                text = _("The follow-up is of edition %(number)s of the plan.") % {"number": after.label}
                log(request, follow_up, text)
                messages.success(request, text)
                return redirect(address_of(follow_up))
    context = {
        "form": form,
        "refused": refused,
        "before": before,
        "after": after,
        "changes": changes_from(before.document, after.document) if before and after else None,
        "lost": lost_by(follow_up, after) if after else (),
    }
    response = page_of_subject(
        request, "desk/renew_basis.html", follow_up, _("Choose the edition in force"), context
    )
    response.status_code = 409 if request.method == "POST" and refused else 200
    return response


class AnswerForm(forms.Form):
    becomes = forms.ChoiceField(
        label=gettext_lazy("What becomes of the follow-up"),
        widget=forms.RadioSelect,
        choices=[
            ("keep", gettext_lazy("It stays public, with the plan's goals and texts as it was published")),
            ("withdraw", gettext_lazy("It is withdrawn too, for the same reason as the plan")),
        ],
    )


def answer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """For a follow-up that the public is shown nothing of, because its plan has been withdrawn."""
    follow_up = follow_up_for(request, pk, Permission.PUBLISH)
    form = AnswerForm(request.POST or None)
    suspension = next(iter(waiting_of(follow_up)), None)
    if form.is_valid():
        keep = form.cleaned_data["becomes"] == "keep"
        try:
            answer(follow_up, keep=keep, by=signed_in_user(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            text = _("The follow-up stays public.") if keep else _("The follow-up is withdrawn.")
            log(request, follow_up, text)
            messages.success(request, text)
            return redirect(address_of(follow_up))
    context = {"form": form, "suspension": suspension}
    title = _("The plan has been withdrawn")
    return page_of_subject(request, "desk/suspended.html", follow_up, title, context)
