"""Warnings: what lies outside the plan's years. A target group or an indicator that ended before it begins, whose reader
would not find the one in the law any more, nor new figures for the other; and an initiative whose days lie before or
after it: copied from the plan before, or typed wrong."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.tree import Goal, Indicator, Initiative, PlanDocument, Strategy, TargetGroup
from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.texts import Named, parts_of


def ended_at_start(document: PlanDocument) -> tuple[str, ...]:
    """The names, each once."""
    found: list[TargetGroup | Indicator] = []
    for _part, named in parts_of(document):
        found += [*named.target_groups, *_indicators(named)]
    return tuple(dict.fromkeys(each.name for each in _ended(found, document.first_day)))


def _ended_choices(check_input: CheckInput) -> Iterator[Finding]:
    first = check_input.document.first_day
    for part, named in parts_of(check_input.document):
        for field, rows in (("target_groups", named.target_groups), ("targets", _indicators(named))):
            if ended := list(_ended(rows, first)):
                told = [_("%(name)s (%(day)s)") % {"name": each.name, "day": _day(each)} for each in ended]
                text = _("Ended before the plan begins: %(names)s. Choose what has replaced it.")
                message = text % {"names": get_text_list(told, _("and"))}
                yield Finding(part.place(field), message, "\n".join(told))


def _day(each: TargetGroup | Indicator) -> str:
    return f"{each.valid_until:%d.%m.%Y}" if each.valid_until else ""


def _ended(rows: Iterable[TargetGroup | Indicator], first: date) -> Iterator[TargetGroup | Indicator]:
    return (each for each in dict.fromkeys(rows) if each.valid_until and each.valid_until < first)


def _indicators(named: Named) -> tuple[Indicator, ...]:
    targets = named.targets if isinstance(named, Goal | Strategy) else ()
    return tuple(target.indicator for target in targets if target.indicator)


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


ENDED_CHOICE = Check(
    "ended_choice",
    Severity.WARNING,
    gettext_lazy("A target group or an indicator has ended"),
    _ended_choices,
)
OUTSIDE_PERIOD = Check(
    "outside_period",
    Severity.WARNING,
    gettext_lazy("An initiative lies outside the plan's years"),
    lambda check_input: outside_period(check_input.document),
)
