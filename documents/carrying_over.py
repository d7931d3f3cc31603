"""What a draft knows beside its words, carried over to another text of it. Pure.

A file that somebody has written says the words. That a goal continues one of the year before, what it is measured
by, whom it is for and who sees to it, its address: all that is the draft's, and stays with each part that goes on.
A part that the file lacks goes, unless it is named as one to keep.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from documents import tree
from documents.codec import from_json, to_json
from documents.matching import Matches

Part = TypeVar("Part")
DEFAULTS = (
    "theme_label",
    "theme_label_plural",
    "theme_group_label",
    "theme_group_label_plural",
    "goal_label",
)
SHOWING = ("themes", "strategies", "goals", "goal_overview", "national_goals")
"""Sections that show other parts of the plan: they stay, though no file has them."""


OF_DRAFT: dict[type, tuple[str, ...]] = {
    tree.PlanDocument: (
        *("series", "municipality", "predecessor_year", "predecessor_series", "above_year", "above_series"),
        *("figures_until", "ambition_template", "actions_template", "status_template", "challenge_template"),
    ),
    tree.Section: ("slug", "predecessor", "key_figures"),
    tree.ThemeGroup: ("slug", "predecessor"),
    tree.Theme: ("slug", "short_title", "predecessor", "change_reason", "also_continues", "key_figures"),
    tree.Goal: ("scope", "predecessor", "change_reason", "also_continues", "carries_out"),
    tree.Strategy: ("predecessor",),
    tree.Initiative: ("predecessor",),
}
"""What no file says: it stays as the draft has it."""
WHERE_EMPTY: dict[type, tuple[str, ...]] = {
    tree.PlanDocument: ("summary", "notice", "attachments"),
    tree.Section: ("label", "attachments", "adoption"),
    tree.Theme: ("label", "target_groups", "answers", "answer_text"),
    tree.Goal: ("targets", "answers", "responsible_unit", "partners", "target_groups"),
    tree.Strategy: ("responsible_unit", "target_groups", "targets"),
    tree.Initiative: ("responsible_unit", "partners", "starts", "ends", "target_groups"),
}
"""What the draft has too, where the file says nothing of it."""


def _carried(new: Part, old: Any, **fields: Any) -> Part:
    """The part with what it has of the draft; `fields` are worked out otherwise."""
    kind = type(new)
    own = {name: getattr(old, name) for name in OF_DRAFT[kind]}
    filled = {name: getattr(new, name) or getattr(old, name) for name in WHERE_EMPTY.get(kind, ())}
    return replace(new, **own | filled | fields)  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class Gone:
    """A part of the draft that the file does not have. `name` is what it is named by as one to keep. `ends` are the
    goals or themes of earlier plans that nothing would continue without it: that needs a reason."""

    name: str
    kind: str
    title: str
    ends: tuple[tree.GoalRef | tree.ThemeRef, ...] = ()


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """`kept` are those that stay because they were named."""

    document: tree.PlanDocument
    gone: tuple[Gone, ...]
    kept: tuple[Gone, ...] = ()


def carried_over(
    old: tree.PlanDocument, new: tree.PlanDocument, keep: Collection[str] = (), reason: str = ""
) -> CarriedOver:
    """`reason` is why that which nothing continues any more is not continued."""
    old, new = from_json(to_json(old)), from_json(to_json(new))  # so that each part is there once
    return _Carrying(old, new, keep, reason).result()


class _Carrying:
    def __init__(
        self, old: tree.PlanDocument, new: tree.PlanDocument, keep: Collection[str], reason: str
    ) -> None:
        self.old, self.new, self.keep, self.reason = old, new, keep, reason
        self.matches = Matches(old, new)
        self.known = self.matches.known()
        self.gone: list[Gone] = []
        self.kept: list[Gone] = []

    def result(self) -> CarriedOver:
        old, new = self.old, self.new
        groups = self._groups()
        themes = self._themes({group.slug for group in groups})
        document = _carried(
            new,
            old,
            decisions=self._decisions(),
            national_goals=self._national_goals(),
            theme_groups=groups,
            themes=themes,
            goals=self._goals(old.goals, new.goals, ""),
            strategies=self._strategies(old.strategies, new.strategies, ""),
            sections=self._sections(),
            **self._words(),
        )
        return CarriedOver(self._with_what_ends(document), tuple(self.gone), tuple(self.kept))

    def _words(self) -> dict[str, Any]:
        """The draft's own words for its levels, where the file has none of its own."""
        given = tree.PlanDocument.__dataclass_fields__
        return {
            name: getattr(self.old, name)
            for name in DEFAULTS
            if getattr(self.new, name) == given[name].default
        }

    def _decisions(self) -> tuple[tree.Decision, ...]:
        named = {(one.body, one.date) for one in self.new.decisions}
        kept = [one for one in self.old.decisions if (one.body, one.date) not in named]
        return tuple(sorted([*kept, *self.new.decisions], key=lambda one: one.date))

    def _national_goals(self) -> tuple[tree.NationalGoal, ...]:
        """As the portal words them."""
        known = {
            (goal.year, goal.number): goal for goal in (*self.new.national_goals, *self.old.national_goals)
        }
        return tuple(known[key] for key in sorted(known))

    def _kept(self, kind: str, name: str, part: Any, title: str) -> bool:
        """Whether a part that the file lacks stays all the same; else it is told of."""
        name = f"{kind}:{name}"
        if name in self.keep:
            self.kept.append(Gone(name, kind, title))
            return True
        ends = tuple(getattr(part, "predecessors", ()))
        if isinstance(part, tree.Theme):
            ends += tuple(ref for goal in part.goals for ref in goal.predecessors)
        self.gone.append(Gone(name, kind, title, ends))
        return False

    def _lost(self, parts: Iterable[Part]) -> list[Part]:
        return [part for part in parts if id(part) not in self.known]

    def _staying(self, kind: str, parts: Iterable[Any], where: str) -> list[Any]:
        return [one for one in self._lost(parts) if self._kept(kind, f"{where}/{one.title}", one, one.title)]

    def _sections(self) -> tuple[tree.Section, ...]:
        made = tuple(map(self._section, self.new.sections))
        shown = {section.kind for one in made for section in one.with_descendants()}
        stays = [
            section
            for section in self._lost(self.old.sections)
            if (section.kind in SHOWING and section.kind not in shown)
            or self._kept("section", section.slug, section, section.title)
        ]
        return _unique((*made, *(self._bare(section) for section in stays)))

    def _bare(self, section: tree.Section) -> tree.Section:
        """One that stays, without those in it that go on elsewhere."""
        children = tuple(self._bare(child) for child in self._lost(section.children))
        return replace(section, children=children)

    def _section(self, section: tree.Section) -> tree.Section:
        old: tree.Section | None = self.matches.old(section)
        children = tuple(map(self._section, section.children))
        if old is None:
            return replace(section, children=children)
        lost = [
            self._bare(child)
            for child in self._lost(old.children)
            if self._kept("section", child.slug, child, child.title)
        ]
        return _carried(
            section,
            old,
            kind=old.kind if section.kind in ("text", "chapter") else section.kind,
            children=(*children, *lost),
        )

    def _groups(self) -> tuple[tree.ThemeGroup, ...]:
        made = [self._group(group) for group in self.new.theme_groups]
        stays = [
            group
            for group in self._lost(self.old.theme_groups)
            if self._kept("group", group.slug, group, group.title)
        ]
        return _unique((*made, *stays))

    def _group(self, group: tree.ThemeGroup) -> tree.ThemeGroup:
        old: tree.ThemeGroup | None = self.matches.old(group)
        return _carried(group, old) if old else group

    def _themes(self, groups: Collection[str]) -> tuple[tree.Theme, ...]:
        """`groups`: the slugs of those that there are, to one of which a theme that stays can belong still."""
        slugs = {group.slug: old.slug for group in self.new.theme_groups if (old := self.matches.old(group))}
        made = [
            replace(self._theme(theme), group=slugs.get(theme.group, theme.group))
            for theme in self.new.themes
        ]
        stays = [
            self._still_there(theme, groups)
            for theme in self._lost(self.old.themes)
            if self._kept("theme", theme.slug, theme, theme.title)
        ]
        numbered = [replace(theme, number=len(made) + place) for place, theme in enumerate(stays, start=1)]
        return _unique((*made, *numbered))

    def _still_there(self, theme: tree.Theme, groups: Collection[str]) -> tree.Theme:
        """One that stays, without what of it goes on elsewhere."""
        return replace(
            theme,
            group=theme.group if theme.group in groups else "",
            goals=tuple(self._lost(theme.goals)),
            strategies=tuple(map(self._still, self._lost(theme.strategies))),
            initiatives=tuple(self._lost(theme.initiatives)),
        )

    def _theme(self, theme: tree.Theme) -> tree.Theme:
        old: tree.Theme | None = self.matches.old(theme)
        goals = self._goals(old.goals if old else (), theme.goals, old.slug if old else "")
        strategies = self._strategies(
            old.strategies if old else (), theme.strategies, old.slug if old else ""
        )
        initiatives = self._initiatives(
            old.initiatives if old else (), theme.initiatives, old.slug if old else ""
        )
        theme = replace(theme, goals=goals, strategies=strategies, initiatives=initiatives)
        return _carried(theme, old) if old else theme

    def _goals(
        self, olds: Sequence[tree.Goal], news: Sequence[tree.Goal], theme: str
    ) -> tuple[tree.Goal, ...]:
        made = list(map(self._goal, news))
        stays = [
            goal for goal in self._lost(olds) if self._kept("goal", f"{theme}:{goal.number}", goal, goal.text)
        ]
        last = max((goal.number for goal in made), default=0)
        kept = (replace(goal, number=last + place) for place, goal in enumerate(stays, start=1))
        return (*made, *kept)

    def _goal(self, goal: tree.Goal) -> tree.Goal:
        old: tree.Goal | None = self.matches.old(goal)
        if old is None:
            return goal
        return _carried(goal, old, quality="quantified" if goal.targets and not old.targets else old.quality)

    def _strategies(
        self, olds: Sequence[tree.Strategy], news: Sequence[tree.Strategy], where: str
    ) -> tuple[tree.Strategy, ...]:
        stays = self._staying("strategy", olds, where)
        return (*(self._strategy(strategy, where) for strategy in news), *map(self._still, stays))

    def _still(self, strategy: tree.Strategy) -> tree.Strategy:
        return replace(
            strategy,
            initiatives=tuple(self._lost(strategy.initiatives)),
            children=tuple(map(self._still, self._lost(strategy.children))),
        )

    def _strategy(self, strategy: tree.Strategy, where: str) -> tree.Strategy:
        old: tree.Strategy | None = self.matches.old(strategy)
        where = f"{where}/{old.title}" if old else where
        strategy = replace(
            strategy,
            initiatives=self._initiatives(old.initiatives if old else (), strategy.initiatives, where),
            children=self._strategies(old.children if old else (), strategy.children, where),
        )
        return _carried(strategy, old) if old else strategy

    def _initiatives(
        self, olds: Sequence[tree.Initiative], news: Sequence[tree.Initiative], where: str
    ) -> tuple[tree.Initiative, ...]:
        return (*map(self._initiative, news), *self._staying("initiative", olds, where))

    def _initiative(self, initiative: tree.Initiative) -> tree.Initiative:
        old: tree.Initiative | None = self.matches.old(initiative)
        return _carried(initiative, old) if old else initiative

    def _with_what_ends(self, document: tree.PlanDocument) -> tree.PlanDocument:
        """What nothing continues any more is told of, with the reason."""
        goals = {ref for _theme, goal in document.all_goals() for ref in goal.predecessors}
        themes = {ref for theme in document.themes for ref in theme.predecessors}
        texts = {ref: goal.text for _theme, goal in self.old.all_goals() for ref in goal.predecessors}
        titles = {ref: theme.title for theme in self.old.themes for ref in theme.predecessors}
        told_goals = {each.goal for each in self.old.dropped_goals}
        told_themes = {each.theme for each in self.old.dropped_themes}
        dropped_goals = [each for each in self.old.dropped_goals if each.goal not in goals]
        dropped_themes = [each for each in self.old.dropped_themes if each.theme not in themes]
        if self.reason:
            dropped_goals += [
                tree.DroppedGoal(ref, text, self.reason)
                for ref, text in texts.items()
                if ref not in goals and ref not in told_goals
            ]
            dropped_themes += [
                tree.DroppedTheme(ref, title, self.reason)
                for ref, title in titles.items()
                if ref not in themes and ref not in told_themes
            ]
        self.gone = [
            replace(
                one,
                ends=tuple(ref for ref in one.ends if ref not in goals and ref not in themes),
            )
            for one in self.gone
        ]
        return replace(document, dropped_goals=tuple(dropped_goals), dropped_themes=tuple(dropped_themes))


def _unique(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """With addresses that no two have: those of the draft stay, and one from the file gives way."""
    taken: set[str] = set()

    def renamed(part: Any) -> Any:
        slug, number = part.slug, 2
        while slug in taken:
            slug, number = f"{part.slug[:76]}-{number}", number + 1
        taken.add(slug)
        children = {"children": tuple(map(renamed, part.children))} if isinstance(part, tree.Section) else {}
        return replace(part, slug=slug, **children)

    return tuple(map(renamed, parts))
