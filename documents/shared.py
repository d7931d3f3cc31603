"""What plans share, taken from an edition: a correction leaves it as it was published.

The municipality, national goals, indicators and their figures, the names of target groups, what other plans
call the parts that this one continues, and the verdicts computed of figures. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from documents import tree
from documents.pairs import are_parts, pairs
from documents.same_goals import same_goals
from documents.traversal import every_part, rebuilt
from goals.enums import BY_RANK

REFS = (
    tree.GoalRef,
    tree.ThemeRef,
    tree.ThemeGroupRef,
    tree.PartRef,
    tree.SectionRef,
    tree.NationalGoalRef,
)
"""Names of what is written elsewhere."""
IN_NO_ORDER = frozenset({"also_continues", "answers", "target_groups"})
"""Fields of several names, whose order is that of what they name."""


@dataclass(frozen=True, slots=True)
class NameChanges:
    """What has become, since an edition was made, of what is written outside its plan. `same`: from what
    something is called now to what the edition calls it; what is not in it is called the same. `gone`: what
    the edition names, by its name there, and nobody can choose any more. `new`: by its name in `after`, what
    is known to be one of those that are gone, under a name that does not tell which."""

    same: Mapping[Any, Any] = field(default_factory=dict)
    gone: frozenset[Any] = frozenset()
    new: frozenset[Any] = frozenset()


UNCHANGED = NameChanges()
Numbered = TypeVar("Numbered", tree.GoalRef, tree.NationalGoalRef)


def with_shared_of(
    after: tree.PlanDocument, edition: tree.PlanDocument, since: NameChanges = UNCHANGED
) -> tree.PlanDocument:
    """`after` with everything shared as `edition` has it. What the edition does not know, such as an
    indicator that it names nowhere, stays as it is: `violations` reports it."""
    texts = {dropped.goal: dropped.text for dropped in edition.dropped_goals}
    titles = {dropped.theme: dropped.title for dropped in edition.dropped_themes}
    since = _with_national_goals(since, after, edition)
    known = _Shared(edition, since)
    shared: tree.PlanDocument = rebuilt(after, known.known)
    shared = replace(
        shared,
        municipality=edition.municipality,
        series=edition.series,
        national_goals=edition.national_goals,
        dropped_goals=tuple(
            replace(each, text=texts.get(each.goal, each.text)) for each in shared.dropped_goals
        ),
        dropped_themes=tuple(
            replace(each, title=titles.get(each.theme, each.title)) for each in shared.dropped_themes
        ),
        follow_up=_follow_up(after.follow_up, edition.follow_up, known),
    )
    settled: tree.PlanDocument = _settled(shared, edition, since)
    return settled


def _with_national_goals(
    since: NameChanges, after: tree.PlanDocument, edition: tree.PlanDocument
) -> NameChanges:
    """Another number does not make a national goal another one."""
    now, then = (
        {tree.NationalGoalRef(goal.year, goal.number): goal.title for goal in document.national_goals}
        for document in (after, edition)
    )
    same = same_names(now, then)
    return replace(since, same={**since.same, **same}, gone=since.gone | (then.keys() - set(same.values())))


def same_names(now: Mapping[Numbered, str], then: Mapping[Numbered, str]) -> dict[Numbered, Numbered]:
    """From a goal's name now to its name then. Another goal that has the number of an earlier one has number
    0: a name that none had."""
    same = same_goals(now, then)
    taken = {ref: replace(ref, number=0) for ref in now if ref not in same and ref in then}
    return same | taken


def _follow_up(
    after: tree.FollowUp | None, edition: tree.FollowUp | None, known: "_Shared"
) -> tree.FollowUp | None:
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
        before=rebuilt(after.before, known.known),
        after=rebuilt(after.after, known.known),
    )


class _Shared:
    """Indicators and target groups by their addresses, or where these were changed by their names; figures by
    indicator and comparator."""

    def __init__(self, edition: tree.PlanDocument, since: NameChanges) -> None:
        parts = list(every_part(edition))
        self.same = since.same
        self.carried_out = {part.goal: part.text for part in parts if isinstance(part, tree.CarriedOutGoal)}
        self.groups = {part.slug: part for part in parts if isinstance(part, tree.TargetGroup)}
        targets = [part for part in parts if isinstance(part, tree.Target) and part.indicator]
        self.indicators = {part.indicator.key: part.indicator for part in targets if part.indicator}
        self.groups_by_name = {group.name: group for group in self.groups.values()}
        self.indicators_by_name = {(each.name, each.own): each for each in self.indicators.values()}
        tables = [part for part in parts if isinstance(part, tree.KeyFigures)]
        self.key_figures: dict[Any, tree.KeyFigures] = {each.title: each for each in tables} | {
            each: each for each in tables
        }
        self.figures = {
            _figures_key(part, part.indicator): part.figures for part in targets if part.indicator
        }

    def known(self, part: Any) -> Any:
        """The part as the edition has it, where it is shared."""
        match part:
            case tree.TargetGroup():
                return self.groups.get(part.slug) or self.groups_by_name.get(part.name, part)
            case tree.Target():
                return self._target(part)
            case tree.KeyFigures():
                return self.key_figures.get(part) or self.key_figures.get(part.title, part)
            case tree.CarriedOutGoal():
                return replace(part, text=self.carried_out.get(part.goal, part.text))
        return self.same.get(part, part) if isinstance(part, REFS) else part

    def _target(self, target: tree.Target) -> tree.Target:
        if target.indicator is None:
            return target
        now = target.indicator
        indicator = self.indicators.get(now.key) or self.indicators_by_name.get((now.name, now.own), now)
        figures = self.figures.get(_figures_key(target, indicator), target.figures)
        return replace(target, indicator=indicator, figures=figures)


def _figures_key(target: tree.Target, indicator: tree.Indicator) -> tuple[object, ...]:
    """What decides which figures a target has: of a place among others, also which place."""
    place = (target.operator, target.value) if target.operator in BY_RANK else ()
    return indicator.key, target.comparator, *place


def _settled(after: Any, edition: Any, since: NameChanges) -> Any:
    """`after` with the names that it lacks only because what they name is gone, and all in the edition's
    order: the two are the same part."""
    found = {}
    for each in fields(edition):
        old, new = getattr(edition, each.name), getattr(after, each.name)
        if old == new:
            continue
        if each.name == "predecessor" and old in since.gone and (new is None or new in since.new):
            found[each.name] = old
        elif each.name in IN_NO_ORDER:
            kept = {*new} - since.new | (since.gone & set(old))
            found[each.name] = old if kept == set(old) else new
        elif each.name == "targets" and len(old) == len(new):
            found[each.name] = tuple(
                _target(now, before, since) for now, before in zip(new, old, strict=True)
            )
        elif each.name in ("dropped_goals", "dropped_themes"):
            found[each.name] = _dropped(new, old, since)
        elif are_parts(old, new):
            rows = list(new)
            for before, now in pairs(old, new):
                rows[now] = _settled(new[now], old[before], since)
            found[each.name] = tuple(rows)
    return replace(after, **found)


def _target(after: tree.Target, edition: tree.Target, since: NameChanges) -> tree.Target:
    """One that is compared with the same area under another name is the edition's."""
    renamed = after.comparator is not None and edition.comparator in since.gone
    there = replace(after, comparator=edition.comparator, figures=edition.figures)
    return there if renamed and there == edition else after


def _dropped(after: tuple[Any, ...], edition: tuple[Any, ...], since: NameChanges) -> tuple[Any, ...]:
    """In the edition's order; behind them what it does not have."""
    rows = [each for each in after if _dropped_name(each) not in since.new]
    named = {_dropped_name(each) for each in rows}
    rows += [each for each in edition if (name := _dropped_name(each)) in since.gone and name not in named]
    places = {_dropped_name(each): place for place, each in enumerate(edition)}
    return tuple(sorted(rows, key=lambda each: places.get(_dropped_name(each), len(places))))


def _dropped_name(part: tree.DroppedGoal | tree.DroppedTheme) -> tree.GoalRef | tree.ThemeRef:
    return part.goal if isinstance(part, tree.DroppedGoal) else part.theme


def with_names(part: Any, same: Mapping[Any, Any]) -> Any:
    """The part, with each name in it of what is written elsewhere as `same` has it, at whatever depth."""
    return rebuilt(part, lambda each: same.get(each, each) if isinstance(each, REFS) else each)
