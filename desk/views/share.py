"""Sharing a draft: the page where links are made, renewed and closed."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from desk.domain.sharing import MAX_DAYS, links_of, recall, renew, share
from desk.models import ShareLink
from desk.pages import log, page_of_subject, subject_for
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission
from plans.errors import RefusedError
from publishing.models.subject import of


class ShareForm(forms.Form):
    recipient = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=120,
        help_text=gettext_lazy("E.g. the committee. Only you and your colleagues see it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Number of days that the link works"),
        min_value=1,
        max_value=MAX_DAYS,
        initial=30,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )


def share_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The address is shown in the answer to making it, and never again."""
    subject = subject_for(request, kind, pk, Permission.EDIT)
    form = ShareForm(request.POST or None)
    address = ""
    if form.is_valid():
        days, recipient = form.cleaned_data["days"], form.cleaned_data["recipient"]
        try:
            link, token = share(subject, recipient, days, signed_in_user(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            address = settings.SITE_URL + reverse("shared:plan", args=[token])
            log(request, subject, _("Shared with %(recipient)s.") % {"recipient": link.recipient})
            form = ShareForm()
    context = {"form": form, "address": address, "links": links_of(subject)}
    response = page_of_subject(request, "desk/share.html", subject, _("Share the draft"), context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def recall_link(request: HttpRequest, kind: str, pk: int, link: int) -> HttpResponse:
    subject = subject_for(request, kind, pk, Permission.EDIT)
    row = get_object_or_404(ShareLink, of(subject), pk=link)
    recall(row)
    text = _("The link for %(recipient)s is closed.") % {"recipient": row.recipient}
    log(request, subject, text)
    messages.success(request, text)
    return redirect("desk-share", kind, pk)


@require_POST
def renew_link(request: HttpRequest, kind: str, pk: int, link: int) -> HttpResponse:
    subject = subject_for(request, kind, pk, Permission.EDIT)
    row = get_object_or_404(ShareLink, of(subject), pk=link)
    try:
        renew(row, signed_in_user(request))
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        text = _("The link for %(recipient)s shows the draft as it is now.") % {"recipient": row.recipient}
        log(request, subject, text)
        messages.success(request, text)
    return redirect("desk-share", kind, pk)
