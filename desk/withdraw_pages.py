"""Withdrawing from the admin."""

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.frame import change_address, page_of_row
from desk.publication import edition_to_show
from plans.admin_base import MunicipalityAdmin
from plans.domain.access import Right
from publishing.checks.cpr_number import cpr_numbers
from publishing.domain.withdraw import WithdrawError, withdraw
from publishing.models import Edition


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The public sees it in the edition's place."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I want to withdraw this edition. It cannot be undone."),
        label_suffix="",
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if cpr_numbers(reason, timezone.localdate()):
            raise ValidationError(_("This looks like a CPR number, and the public can read the reason."))
        return reason


def withdraw_page(request: HttpRequest, owner: MunicipalityAdmin, edition: Edition) -> HttpResponse:
    if not owner.may(request, Right.PUBLISH, edition):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw(edition, by=_person(request), reason=form.cleaned_data["reason"])
        except WithdrawError as error:
            form.add_error(None, str(error))
        else:
            owner.log_change(request, edition, _("Withdrawn."))
            messages.success(request, _("The edition is withdrawn."))
            return redirect(change_address(edition))
    context = {
        "title": _("Withdraw edition"),
        "form": form,
        "edition": edition_to_show(edition, request.user),
    }
    return page_of_row(request, owner, edition, "desk/withdraw.html", context)


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
