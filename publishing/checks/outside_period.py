"""Warning: an initiative whose days lie before or after the plan: copied from the plan before, or typed wrong."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.tree import Initiative, PlanDocument
from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.parts import parts_of


def outside_period(document: PlanDocument) -> Iterator[Finding]:
    for part, named in parts_of(document):
        if not isinstance(named, Initiative):
            continue
        if named.ends and named.ends < document.first_day:
            day = f"{named.ends:%d.%m.%Y}"
            text = _("The initiative ended on %(day)s, before the plan begins. Is the day right?")
            yield Finding(part.place("ends"), text % {"day": day}, day)
        elif named.starts and document.last_day and named.starts > document.last_day:
            day = f"{named.starts:%d.%m.%Y}"
            text = _("The initiative begins on %(day)s, after the plan has ended. Is the day right?")
            yield Finding(part.place("starts"), text % {"day": day}, day)


def _find(check_input: CheckInput) -> Iterator[Finding]:
    return outside_period(check_input.document)


CHECK = Check(
    "outside_period",
    Severity.WARNING,
    gettext_lazy("An initiative lies outside the plan's years"),
    _find,
)
