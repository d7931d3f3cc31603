"""Warnings: what those who write the plan have not finished with, as they have said themselves."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Finding, Severity


def _unreviewed(check_input: CheckInput) -> Iterator[Finding]:
    for item in check_input.unfinished:
        if item.kind == "unreviewed":
            yield Finding(item.place, _("Nobody has looked it through since it was copied."), item.text)


def _open_remarks(check_input: CheckInput) -> Iterator[Finding]:
    for item in check_input.unfinished:
        if item.kind == "open_remark":
            yield Finding(item.place, _("Not resolved: “%(remark)s”") % {"remark": item.text}, item.text)


CHECKS = (
    Check(
        "unreviewed",
        Severity.WARNING,
        gettext_lazy("Copied from the year before and not looked through"),
        _unreviewed,
    ),
    Check("open_remark", Severity.WARNING, gettext_lazy("An open remark"), _open_remarks),
)
