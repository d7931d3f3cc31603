"""What in a plan has taken the place of what the plan before had: target groups, and indicators of targets. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from documents.traversal import every_part
from documents.tree import Target, TargetGroup


@dataclass(frozen=True, slots=True)
class Replaced:
    """`before` is the old one's name, `after` those of all that have taken its place there."""

    kind: Literal["target_group", "indicator"]
    before: str
    after: tuple[str, ...]


def replaced_groups(before: Iterable[TargetGroup], after: Sequence[TargetGroup]) -> tuple[Replaced, ...]:
    """An old one that is still chosen is replaced by nothing yet."""
    still = {group.slug for group in after}
    found = [
        Replaced("target_group", old.name, names)
        for old in before
        if old.slug not in still
        and (names := tuple(group.name for group in after if old.slug in group.replaces))
    ]
    return tuple(found)


def replaced_indicators(before: Iterable[Target], after: Iterable[Target]) -> tuple[Replaced, ...]:
    old = {target.indicator.key: target.indicator for target in before if target.indicator}
    new = {target.indicator.key: target.indicator for target in after if target.indicator}
    found = [
        Replaced("indicator", each.name, names)
        for key, each in old.items()
        if key not in new
        and (
            names := tuple(
                one.name for one in new.values() if key in {(ref.slug, ref.own) for ref in one.replaces}
            )
        )
    ]
    return tuple(found)


def replaced_within(before: Any, after: Any) -> tuple[Replaced, ...]:
    """Anywhere in a part of a plan: in a theme's goals, strategies and initiatives too."""
    old, new = list(every_part(before)), list(every_part(after))
    return (
        *replaced_indicators(_of(old, Target), _of(new, Target)),
        *replaced_groups(dict.fromkeys(_of(old, TargetGroup)), list(dict.fromkeys(_of(new, TargetGroup)))),
    )


def _of(parts: Iterable[Any], kind: type[Any]) -> list[Any]:
    return [part for part in parts if isinstance(part, kind)]


def replaced_sentence(replaced: Replaced) -> str:
    after = get_text_list([f"»{name}«" for name in replaced.after], _("and"))
    match replaced.kind:
        case "indicator":
            text = _("The indicator “%(before)s” has been replaced by %(after)s.")
        case "target_group":
            text = _("The target group “%(before)s” has been replaced by %(after)s.")
    return text % {"before": replaced.before, "after": after}
