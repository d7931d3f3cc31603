"""Warnings: what those who write the plan have not finished with, as they have said themselves."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Finding, Severity, Unfinished


def _find(kind: Unfinished, message: Callable[[str], str]) -> Callable[[CheckInput], Iterator[Finding]]:
    def find(check_input: CheckInput) -> Iterator[Finding]:
        for fact in check_input.unfinished:
            if fact.kind is kind:
                yield Finding(fact.place, message(fact.text), fact.text)

    return find


CHECKS = (
    Check(
        "unreviewed",
        Severity.WARNING,
        gettext_lazy("Copied from the year before and not looked through"),
        _find(Unfinished.UNREVIEWED, lambda _text: _("Nobody has looked it through since it was copied.")),
    ),
    Check(
        "open_remark",
        Severity.WARNING,
        gettext_lazy("An open remark"),
        _find(Unfinished.REMARK, lambda text: _("Not resolved: “%(remark)s”") % {"remark": text}),
    ),
)
