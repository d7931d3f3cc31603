"""What a plan says to one target group: the citizen's way into it. Pure.

A part that names target groups is for these; one that names none is for those of the part around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.tree import Goal, Initiative, PlanDocument, Strategy, TargetGroup, Theme

Groups = tuple[TargetGroup, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is done: an initiative, or a strategy. `anchor` is that of its heading on the page of its theme, or of
    the plan's strategies; `within` the title of the strategy that it is a part of."""

    title: str
    body: str
    anchor: str
    within: str = ""
    responsible_unit: str = ""
    partners: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class ThemeForGroup:
    """The parts of a theme, or of the plan outside its themes (`theme` is None), that are for the group. `whole`: the
    theme itself names it."""

    theme: Theme | None
    whole: bool
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]

    def __bool__(self) -> bool:
        return bool(self.whole or self.goals or self.measures)


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A target group that a plan names, with how much there is for it."""

    group: TargetGroup
    goals: int
    measures: int


def groups_of(document: PlanDocument) -> Groups:
    """Each once, in printed order."""
    found: dict[str, TargetGroup] = {}
    for group in _named(document):
        found.setdefault(group.slug, group)
    return tuple(found.values())


def _named(document: PlanDocument) -> Iterator[TargetGroup]:
    """Goes to the parts that can name a group alone: of ten years of plans most parts are figures."""
    for goal in document.goals:
        yield from goal.target_groups
    yield from _named_by(document.strategies)
    for theme in document.themes:
        yield from theme.target_groups
        for goal in theme.goals:
            yield from goal.target_groups
        yield from _named_by(theme.strategies)
        for initiative in theme.initiatives:
            yield from initiative.target_groups


def _named_by(strategies: Sequence[Strategy]) -> Iterator[TargetGroup]:
    for strategy in strategies:
        yield from strategy.target_groups
        for initiative in strategy.initiatives:
            yield from initiative.target_groups
        yield from _named_by(strategy.children)


def whom(own: Groups, around: Groups) -> Groups:
    """Whom a part is for: those that it names, else those of the part around it."""
    return own or around


def names_group(document: PlanDocument, slug: str) -> bool:
    return any(group.slug == slug for group in groups_of(document))


def named_groups(document: PlanDocument) -> tuple[NamedGroup, ...]:
    return tuple(_counted(document, group) for group in groups_of(document))


def _counted(document: PlanDocument, group: TargetGroup) -> NamedGroup:
    themes = for_group(document, group.slug)
    return NamedGroup(group, sum(len(one.goals) for one in themes), sum(len(one.measures) for one in themes))


def for_group(document: PlanDocument, slug: str) -> tuple[ThemeForGroup, ...]:
    """In printed order, the plan's own goals and strategies first."""
    of_plan = ThemeForGroup(
        None,
        False,
        tuple(goal for goal in document.goals if _is_for(slug, goal.target_groups, ())),
        tuple(_of_strategies(document.strategies, slug, (), "strategi")),
    )
    found = (of_plan, *(_theme(theme, slug) for theme in document.themes))
    return tuple(one for one in found if one)


def _theme(theme: Theme, slug: str) -> ThemeForGroup:
    around = theme.target_groups
    return ThemeForGroup(
        theme,
        any(group.slug == slug for group in around),
        tuple(goal for goal in theme.goals if _is_for(slug, goal.target_groups, around)),
        (
            *_of_strategies(theme.strategies, slug, around, f"{theme.slug}-strategi"),
            *_of_initiatives(theme.initiatives, slug, around, f"{theme.slug}-initiativ"),
        ),
    )


def _is_for(slug: str, own: Groups, around: Groups) -> bool:
    return any(group.slug == slug for group in whom(own, around))


def _of_strategies(
    rows: Sequence[Strategy], slug: str, around: Groups, prefix: str, within: str = ""
) -> Iterator[Measure]:
    """`prefix` is that of the anchors, as in `templates/document/strategies.html`."""
    for number, row in enumerate(rows, 1):
        anchor, groups = f"{prefix}-{number}", whom(row.target_groups, around)
        if _is_for(slug, row.target_groups, around):
            yield Measure(row.title, row.body, anchor, within, row.responsible_unit)
        yield from _of_initiatives(row.initiatives, slug, groups, f"{anchor}-initiativ", row)
        yield from _of_strategies(row.children, slug, groups, anchor, row.title)


def _of_initiatives(
    rows: Sequence[Initiative], slug: str, around: Groups, prefix: str, strategy: Strategy | None = None
) -> Iterator[Measure]:
    for number, row in enumerate(rows, 1):
        if _is_for(slug, row.target_groups, around):
            yield Measure(
                title=row.title,
                body=row.body,
                anchor=f"{prefix}-{number}",
                within=strategy.title if strategy else "",
                responsible_unit=row.responsible_unit or (strategy.responsible_unit if strategy else ""),
                partners=row.partners,
                starts=row.starts,
                ends=row.ends,
            )
