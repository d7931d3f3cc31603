"""Sharing a draft: the page where links are made and recalled."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from desk.domain.sharing import MAX_DAYS, recall, share
from desk.frame import page_of_plan
from desk.models import ShareLink
from desk.plan_pages import person_of, plan_for
from plans.domain.access import Right
from plans.models import Plan


class ShareForm(forms.Form):
    recipient = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=120,
        help_text=gettext_lazy("E.g. the committee. Only you and your colleagues see it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Open for how many days"),
        min_value=1,
        max_value=MAX_DAYS,
        initial=30,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )


def share_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The address is shown in the answer to making it, and never again."""
    plan = plan_for(request, pk, Right.EDIT)
    form = ShareForm(request.POST or None)
    address = ""
    if form.is_valid():
        days, recipient = form.cleaned_data["days"], form.cleaned_data["recipient"]
        link, token = share(plan, recipient, days, person_of(request))
        address = settings.SITE_URL + reverse("shared:plan", args=[token])
        text = _("Shared with %(recipient)s.") % {"recipient": link.recipient}
        admin.site._registry[Plan].log_change(request, plan, text)
        form = ShareForm()
    context = {
        "form": form,
        "address": address,
        "links": ShareLink.objects.filter(plan=plan).select_related("created_by"),
    }
    response = page_of_plan(request, "desk/share.html", plan, _("Share the draft"), context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def recall_link(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    plan = plan_for(request, pk, Right.EDIT)
    row = get_object_or_404(ShareLink, pk=link, plan=plan)
    recall(row)
    text = _("The link for %(recipient)s is recalled.") % {"recipient": row.recipient}
    admin.site._registry[Plan].log_change(request, plan, text)
    messages.success(request, text)
    return redirect("desk-share", plan.pk)
