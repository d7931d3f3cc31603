"""A plan names a target group or an indicator that ended before it begins: its reader would not find the one in the
law any more, nor new figures for the other."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.tree import Goal, Indicator, PlanDocument, Strategy, TargetGroup
from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.parts import Named, parts_of


def ended_at_start(document: PlanDocument) -> tuple[str, ...]:
    """The names, each once."""
    found: list[TargetGroup | Indicator] = []
    for _part, named in parts_of(document):
        found += [*named.target_groups, *_indicators(named)]
    return tuple(dict.fromkeys(each.name for each in _ended(found, document.first_day)))


def _find(check_input: CheckInput) -> Iterator[Finding]:
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


CHECK = Check(
    "ended_choice",
    Severity.WARNING,
    gettext_lazy("A target group or an indicator has ended"),
    _find,
)
