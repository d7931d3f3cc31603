"""The part of the withdraw page that asks what becomes of the follow-ups on a plan."""

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from publishing.domain.suspension import reports_with, waiting_in
from publishing.domain.withdraw import Consequence, answer
from publishing.models import Edition

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
    """After the plan's edition has been withdrawn, in the same transaction. Raises `WithdrawError`."""
    for follow_up in waiting_in(edition.plan) if chosen in (KEEP, WITHDRAW) else ():
        answer(follow_up, keep=chosen == KEEP, by=by)
