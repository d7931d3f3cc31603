"""Discarding the draft of a published plan or follow-up, after a page that shows what will be lost."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from desk.domain.discarding import discard, draft_seen, loss_of
from desk.pages import address_of, log, page_of_subject, subject_for
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission
from plans.errors import RefusedError
from publishing.domain.workflow import refusal
from publishing.enums import Step


class DiscardForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def discard_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_for(request, kind, pk, Permission.EDIT)
    refused, failed = refusal(subject, Step.DISCARD, request.user), ""
    if request.method == "POST" and not refused:
        try:
            edition = discard(subject, by=signed_in_user(request), seen=request.POST.get("seen", ""))
        except RefusedError as error:
            failed = str(error)
        else:
            log(request, subject, _("Draft discarded."))
            text = _("The draft is discarded. The text is as in edition %(number)s.")
            messages.success(request, text % {"number": edition.label})
            return redirect(address_of(subject))
    seen = draft_seen(subject)
    try:
        loss = loss_of(subject)
    except RefusedError:
        loss, refused = None, _("A file among the annexes is missing. Upload it again, or take it out.")
    if loss is None:
        refused = refused or _("There is no edition in force to go back to.")
    form = DiscardForm(initial={"seen": seen})
    context = {"form": form, "loss": loss, "refused": refused, "failed": failed}
    response = page_of_subject(request, "desk/discard.html", subject, _("Discard the draft"), context)
    response.status_code = 409 if request.method == "POST" else 200
    return response
