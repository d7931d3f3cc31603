"""The admin's page for withdrawing an edition."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.pages import change_address, page_of_row
from desk.publication import edition_to_show
from plans.admin_base import PortalAdmin
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission
from plans.errors import RefusedError
from plans.fields import LinesFormField
from publishing.checks.cpr_number import cpr_numbers
from publishing.domain.addresses import Addresses
from publishing.domain.withdraw import Consequence, answer, consequence, reports_with, waiting_in, withdraw
from publishing.domain.workflow import lock_subject
from publishing.models import Edition

NONE = 0
"""Chosen where no edition is to be in force; no row has it as its key."""


class WithdrawForm(forms.Form):
    reason = LinesFormField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The public sees it in the edition's place."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
    again = forms.TypedChoiceField(
        label=gettext_lazy("What the public sees afterwards"),
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
    )
    in_force = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sure = forms.BooleanField(
        label=gettext_lazy("I want to withdraw this edition. It cannot be undone."),
        label_suffix="",
    )

    def __init__(self, data: Any = None, *, outcome: Consequence, reports: forms.ChoiceField | None) -> None:
        """`in_force` names what was in force when the page was opened: what the page says would come of the
        click rests on it."""
        in_force, before = outcome.in_force, outcome.before
        super().__init__(data, initial={"in_force": in_force.pk if in_force else None})
        if reports:
            self.fields["reports"] = reports
            self.order_fields(["reason", "again", "reports"])
        if before is None:
            del self.fields["again"]
            return
        again = _("Edition %(number)s is in force again, at the public address.") % {"number": before.label}
        none = _("No edition is in force: the public address says that the text has been withdrawn, and why.")
        if before.is_proposal:
            again = _("Proposal %(number)s is shown again.") % {"number": before.label}
            none = _("No proposal is shown: its address says that it has been withdrawn, and why.")
        self.fields["again"].choices = [(before.pk, again), (NONE, none)]  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if cpr_numbers(reason, timezone.localdate()):
            raise ValidationError(_("This looks like a CPR number, and the public can read the reason."))
        return reason


def withdraw_page(request: HttpRequest, owner: PortalAdmin, edition: Edition) -> HttpResponse:
    if not owner.policy.has_permission(request, Permission.PUBLISH, edition):
        raise PermissionDenied
    outcome = consequence(edition)
    reports = question_about(edition, outcome)
    form = WithdrawForm(request.POST or None, outcome=outcome, reports=reports)
    if form.is_valid():
        try:
            _withdraw(request, edition, form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            owner.log_change(request, edition, _("Withdrawn."))
            messages.success(request, _("The edition is withdrawn."))
            return redirect(change_address(edition))
    context = {
        "title": _("Withdraw edition"),
        "form": form,
        "edition": edition_to_show(edition, request.user),
        "outcome": outcome,
        "is_in_force": outcome.in_force == edition,
        "permanent_address": edition.get_absolute_url(),
        "public_address": Addresses(edition).front,
    }
    return page_of_row(request, owner, edition, "desk/withdraw.html", context)


@transaction.atomic
def _withdraw(request: HttpRequest, edition: Edition, data: dict[str, Any]) -> None:
    """What the page said of the public's side must be true still. Raises `RefusedError`."""
    lock_subject(edition.follow_up or edition.plan)
    outcome = consequence(edition)
    if data["in_force"] != (outcome.in_force.pk if outcome.in_force else None):
        raise RefusedError(_("Another edition has been published or withdrawn meanwhile. Look again."))
    again = outcome.before if data.get("again") else None
    withdraw(edition, by=signed_in_user(request), reason=data["reason"], again=again)
    if "reports" in data:
        carry_out(edition, data["reports"], signed_in_user(request))


KEEP, WITHDRAW, LATER = "keep", "withdraw", "later"


def question_about(edition: Edition, outcome: Consequence) -> forms.ChoiceField | None:
    """None where no follow-up shows text of the edition."""
    left = None if outcome.in_force == edition else outcome.in_force
    titles = dict.fromkeys(reports_with(edition, left).values_list("title", flat=True))
    if not titles:
        return None
    return forms.ChoiceField(
        label=_("What becomes of the follow-ups that hold text of it"),
        help_text=", ".join(titles),
        widget=forms.RadioSelect,
        choices=[
            (KEEP, _("They stay public, as they were published")),
            (WITHDRAW, _("They are withdrawn too, for the same reason")),
            (LATER, _("That is decided later: until then the public is shown nothing of them")),
        ],
    )


def carry_out(edition: Edition, chosen: str, by: User) -> None:
    """After the plan's edition has been withdrawn, in the same transaction. Raises `RefusedError`."""
    for follow_up in waiting_in(edition.plan) if chosen in (KEEP, WITHDRAW) else ():
        answer(follow_up, keep=chosen == KEEP, by=by)
