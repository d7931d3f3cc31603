"""Warnings: what the reader of a plan's front page asks for first and the municipality has not written."""

from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Finding, Place, Severity
from publishing.checks.texts import plan_part


def _no_summary(check_input: CheckInput) -> Iterator[Finding]:
    document = check_input.document
    if not document.summary.strip():
        text = _("The front page says in one or two sentences what the plan is. Write the short description.")
        yield Finding(plan_part(document).place("summary"), text, document.title)


def _no_contact(check_input: CheckInput) -> Iterator[Finding]:
    if groups := check_input.groups_without_contact:
        text = _("Nobody can see whom to call. Enter a contact for: %(names)s")
        place = Place("contact", "", "contacts", check_input.document.municipality.name)
        yield Finding(place, text % {"names": get_text_list(list(groups), _("and"))}, "\n".join(groups))


CHECKS = (
    Check("no_summary", Severity.WARNING, gettext_lazy("The plan has no short description"), _no_summary),
    Check("no_contact", Severity.WARNING, gettext_lazy("A target group has no contact"), _no_contact),
)
