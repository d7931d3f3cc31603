"""Warnings: what those who write the plan have not finished with, as they have said themselves."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Finding, Severity, UnfinishedKind


def _find(kind: UnfinishedKind, message: Callable[[str], str]) -> Callable[[CheckInput], Iterator[Finding]]:
    def find(check_input: CheckInput) -> Iterator[Finding]:
        for item in check_input.unfinished:
            if item.kind is kind:
                yield Finding(item.place, message(item.text), item.text)

    return find


CHECKS = (
    Check(
        "unreviewed",
        Severity.WARNING,
        gettext_lazy("Copied from the year before and not looked through"),
        _find(
            UnfinishedKind.UNREVIEWED, lambda _text: _("Nobody has looked it through since it was copied.")
        ),
    ),
    Check(
        "open_remark",
        Severity.WARNING,
        gettext_lazy("An open remark"),
        _find(UnfinishedKind.REMARK, lambda text: _("Not resolved: “%(remark)s”") % {"remark": text}),
    ),
)
