"""What plans share, taken from an edition: a correction leaves it as it was published.

The municipality, national goals, indicators and their figures, the names of target groups, the words of
another plan's parts and the verdicts computed of figures. Pure.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from documents import tree


def with_shared_of(after: tree.PlanDocument, edition: tree.PlanDocument) -> tree.PlanDocument:
    """`after` with everything shared as `edition` has it. What the edition does not know, such as an
    indicator that it names nowhere, stays as it is: `violations` tells of it."""
    texts = {dropped.goal: dropped.text for dropped in edition.dropped_goals}
    titles = {dropped.theme: dropped.title for dropped in edition.dropped_themes}
    shared: tree.PlanDocument = _Shared(edition).of(after)
    return replace(
        shared,
        municipality=edition.municipality,
        national_goals=edition.national_goals,
        dropped_goals=tuple(
            replace(each, text=texts.get(each.goal, each.text)) for each in after.dropped_goals
        ),
        dropped_themes=tuple(
            replace(each, title=titles.get(each.theme, each.title)) for each in after.dropped_themes
        ),
        follow_up=_follow_up(after.follow_up, edition.follow_up),
    )


def _follow_up(after: tree.FollowUp | None, edition: tree.FollowUp | None) -> tree.FollowUp | None:
    """What the figures said when the edition was published, they say in its correction."""
    if after is None or edition is None:
        return after
    published = {each.goal: each for each in edition.assessments}
    return replace(
        after,
        assessments=tuple(
            replace(each, computed=published[each.goal].computed) if each.goal in published else each
            for each in after.assessments
        ),
    )


class _Shared:
    """By the names that they keep: indicators, target groups, and figures by indicator and comparator."""

    def __init__(self, edition: tree.PlanDocument) -> None:
        parts = list(every_part(edition))
        self.groups = {part.slug: part for part in parts if isinstance(part, tree.TargetGroup)}
        targets = [part for part in parts if isinstance(part, tree.Target) and part.indicator]
        self.indicators = {part.indicator.slug: part.indicator for part in targets if part.indicator}
        self.figures = {
            (part.indicator.slug, part.comparator): part.figures for part in targets if part.indicator
        }

    def of(self, part: Any) -> Any:
        """The part, with what is shared in it, at whatever depth."""
        if isinstance(part, tuple):
            return tuple(map(self.of, part))
        if isinstance(part, tree.TargetGroup):
            return self.groups.get(part.slug, part)
        if isinstance(part, tree.Target):
            return self._target(part)
        if not is_dataclass(part) or isinstance(part, type):
            return part
        found = {field.name: self.of(getattr(part, field.name)) for field in fields(part)}
        return replace(part, **found)

    def _target(self, target: tree.Target) -> tree.Target:
        if target.indicator is None:
            return target
        slug = target.indicator.slug
        return replace(
            target,
            indicator=self.indicators.get(slug, target.indicator),
            figures=self.figures.get((slug, target.comparator), target.figures),
        )


def every_part(part: Any) -> Iterator[Any]:
    """The part and all that is in it, at whatever depth."""
    if isinstance(part, tuple):
        for each in part:
            yield from every_part(each)
    elif is_dataclass(part) and not isinstance(part, type):
        yield part
        for field in fields(part):
            yield from every_part(getattr(part, field.name))
