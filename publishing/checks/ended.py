"""A plan names a target group or an indicator that ended before it begins: its reader would not find the one in the
law any more, nor new figures for the other."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.tree import Goal, Indicator, Initiative, PlanDocument, Strategy, TargetGroup, Theme
from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.texts import Part, goal_part, initiative_part, strategy_part, theme_part

Named = Theme | Goal | Strategy | Initiative


def ended_at_start(document: PlanDocument) -> tuple[str, ...]:
    """The names, each once."""
    found: list[TargetGroup | Indicator] = []
    for _part, named in _parts(document):
        found += [*named.target_groups, *_indicators(named)]
    return tuple(dict.fromkeys(each.name for each in _ended(found, document.first_day)))


def _find(check_input: CheckInput) -> Iterator[Finding]:
    first = check_input.document.first_day
    for part, named in _parts(check_input.document):
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


def _parts(document: PlanDocument) -> Iterator[tuple[Part, Named]]:
    yield from ((goal_part(document, theme, goal), goal) for theme, goal in document.all_goals())
    for theme in document.themes:
        part = theme_part(theme)
        yield part, theme
        yield from _strategies(theme.strategies, theme.slug, part.name)
        yield from _initiatives(theme.initiatives, theme.slug, part.name)
    yield from _strategies(document.strategies, "", "")


def _strategies(rows: tuple[Strategy, ...], above: str, parent: str) -> Iterator[tuple[Part, Named]]:
    for position, strategy in enumerate(rows):
        part = strategy_part(strategy, position, above, parent)
        yield part, strategy
        yield from _initiatives(strategy.initiatives, part.key, part.name)
        yield from _strategies(strategy.children, part.key, part.name)


def _initiatives(rows: tuple[Initiative, ...], above: str, parent: str) -> Iterator[tuple[Part, Named]]:
    for position, initiative in enumerate(rows):
        yield initiative_part(initiative, position, above, parent), initiative


CHECK = Check(
    "ended_choice",
    Severity.WARNING,
    gettext_lazy("A target group or an indicator has ended"),
    _find,
)
