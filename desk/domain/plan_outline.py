"""The plan's page: what the public will see, in that order, and how far each part has come.

A fixed number of queries, whatever the plan holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.domain.parts import MODELS, Part, marks_of, name_of
from desk.models import Mark
from desk.models.history import history_model
from documents import outline, tree
from documents.from_rows import grouped
from goals.models import AnnualGoal
from plans.enums import SectionKind
from plans.models import Plan, Section
from themes.models import Initiative, Strategy, Theme, ThemeGroup

EMPTY, IN_WORK = "empty", "in_work"
STATES = {
    EMPTY: _("empty"),
    Mark.UNREVIEWED.value: Mark.UNREVIEWED.label,
    IN_WORK: _("in work"),
    Mark.READY.value: Mark.READY.label,
}
"""In the order in which a part comes through them."""

WRITTEN_KINDS = (
    SectionKind.TEXT,
    SectionKind.FOREWORD,
    SectionKind.INTRODUCTION,
    SectionKind.VISION,
    SectionKind.CHAPTER,
    SectionKind.BUDGET,
)
"""Sections that are nothing without a text; an annex may be a file, and the others are generated."""


@dataclass(frozen=True, slots=True)
class Change:
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """`name` is empty for what the portal adds by itself, which nobody writes or moves. `index` counts
    among `sibling_count` siblings, from 0."""

    title: str
    label: str = ""
    name: str = ""
    kind: str = ""
    state: str = ""
    state_label: str = ""
    address: str = ""
    delete_address: str = ""
    index: int = 0
    sibling_count: int = 1
    last_change: Change | None = None
    children: tuple["Line", ...] = ()
    adds: str = ""
    """Address of the page for adding below the line."""
    theme: int | None = None
    """Primary key of the theme that the line is, or lies in."""
    moves: str = ""
    """Address of the page that asks where else it is to be."""

    @property
    def before(self) -> int | None:
        return self.index - 1 if self.index else None

    @property
    def after(self) -> int | None:
        return self.index + 1 if self.index + 1 < self.sibling_count else None


def outline_of(plan: Plan) -> tuple[Line, ...]:
    return _Outline(plan).lines()


def all_lines(lines: Iterable[Line]) -> Iterable[Line]:
    """Those of the plan's own parts, at every depth."""
    for line in lines:
        if line.name:
            yield line
        yield from all_lines(line.children)


def state_of(part: Any, mark: str | None) -> str:
    """Needs `has_goals` and `has_strategies` on a theme, `has_parts` on a section."""
    if mark == Mark.UNREVIEWED:
        return mark
    if is_empty(part):
        return EMPTY
    return mark or IN_WORK


def is_empty(part: Any) -> bool:
    if isinstance(part, Section):
        return part.kind in WRITTEN_KINDS and not part.body.strip() and not getattr(part, "has_parts", False)
    if isinstance(part, Theme):
        words = part.status + part.challenge + part.ambition + part.actions
        return not (words.strip() or getattr(part, "has_goals", False))
    if isinstance(part, ThemeGroup):
        return not (part.body.strip() or getattr(part, "has_themes", False))
    if isinstance(part, Strategy):
        words = part.status + part.challenge + part.body
        return not (words.strip() or getattr(part, "has_initiatives", False))
    return not str(part.text).strip()


def sections_in(plans: Iterable[Plan]) -> list[Section]:
    parts = Section.objects.filter(parent=OuterRef("pk"))
    rows = Section.objects.filter(plan__in=plans).annotate(has_parts=Exists(parts))
    return list(rows.order_by("position", "pk"))


def themes_in(plans: Iterable[Plan]) -> list[Theme]:
    goals = AnnualGoal.objects.filter(theme=OuterRef("pk"))
    return list(Theme.objects.filter(plan__in=plans).annotate(has_goals=Exists(goals)).order_by("number"))


def theme_groups_in(plans: Iterable[Plan]) -> list[ThemeGroup]:
    themes = Theme.objects.filter(group=OuterRef("pk"))
    rows = ThemeGroup.objects.filter(plan__in=plans).annotate(has_themes=Exists(themes))
    return list(rows.order_by("position", "pk"))


def goals_in(plans: Iterable[Plan]) -> list[AnnualGoal]:
    plans = list(plans)
    rows = AnnualGoal.objects.filter(Q(plan__in=plans) | Q(theme__plan__in=plans))
    return list(rows.select_related("theme").order_by("number"))


def strategies_in(plans: Iterable[Plan]) -> list[Strategy]:
    """Of the whole plan; a theme's own are written on its page."""
    initiatives = Initiative.objects.filter(strategy=OuterRef("pk"))
    rows = Strategy.objects.filter(plan__in=plans, parent=None)
    return list(rows.annotate(has_initiatives=Exists(initiatives)))


class _Outline:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.sections = sections_in([plan])
        self.theme_groups = theme_groups_in([plan])
        self.themes = themes_in([plan])
        self.goals = goals_in([plan])
        self.strategies = strategies_in([plan])
        self.marks = marks_of([plan])
        self.changes = _changes(
            [*self.sections, *self.theme_groups, *self.themes, *self.goals, *self.strategies]
        )
        self.goals_of = grouped(self.goals, lambda goal: goal.theme_id)
        self.sections_of = grouped(self.sections, lambda section: section.parent_id)

    def lines(self) -> tuple[Line, ...]:
        return tuple(self._line(part) for part in outline.parts(self._skeleton()) if not part.within)

    def _skeleton(self) -> tree.PlanDocument:
        """As much of the tree as the contents list is made of."""
        return tree.PlanDocument(
            municipality=tree.Municipality("", "", "", ""),
            title=self.plan.title,
            year=self.plan.year,
            last_year=self.plan.last_year,
            goal_label=self.plan.goal_label,
            sections=self._skeletons(None),
            theme_groups=tuple(tree.ThemeGroup(row.title, row.slug) for row in self.theme_groups),
            themes=tuple(
                tree.Theme(
                    theme.number,
                    theme.title,
                    theme.slug,
                    group=self._group_slug(theme),
                    label=theme.label,
                )
                for theme in self.themes
            ),
            goals=tuple(tree.Goal(goal.number, goal.text) for goal in self.goals_of.get(None, ())),
            strategies=tuple(tree.Strategy(strategy.title) for strategy in self.strategies),
        )

    def _group_slug(self, theme: Theme) -> str:
        return next((row.slug for row in self.theme_groups if row.pk == theme.group_id), "")

    def _skeletons(self, parent: int | None) -> tuple[tree.Section, ...]:
        return tuple(
            tree.Section(row.title, row.slug, row.kind, row.label, children=self._skeletons(row.pk))  # type: ignore[arg-type]
            for row in self.sections_of.get(parent, ())
        )

    def _line(self, part: outline.Part) -> Line:
        if part.theme:
            row = next(theme for theme in self.themes if theme.slug == part.theme.slug)
            return self._theme(row)
        if group := part.group:
            return self._theme_group(next(row for row in self.theme_groups if row.slug == group.slug))
        section = part.section
        found = next(
            (row for row in self.sections_of.get(None, ()) if section and row.slug == section.slug), None
        )
        if found is None:
            return Line(part.entry.title, children=self._generated(section.kind if section else ""))
        return self._section(found, self.sections_of[None])

    def _theme_group(self, row: ThemeGroup) -> Line:
        children = tuple(self._theme(theme) for theme in self.themes if theme.group_id == row.pk)
        adds = f"{reverse('admin:themes_theme_add')}?plan={self.plan.pk}&group={row.pk}"
        return self._of(
            row, title=row.title, label=row.label, among=self.theme_groups, children=children, adds=adds
        )

    def _theme(self, row: Theme) -> Line:
        goals = self.goals_of.get(row.pk, [])
        return self._of(
            row,
            title=row.title,
            label=row.printed_number,
            among=[theme for theme in self.themes if theme.group_id == row.group_id],
            children=tuple(self._goal(goal, goals) for goal in goals),
            adds=f"{reverse('admin:goals_annualgoal_add')}?theme={row.pk}",
        )

    def _section(self, row: Section, among: list[Section]) -> Line:
        inner = self.sections_of.get(row.pk, [])
        children = tuple(self._section(child, inner) for child in inner)
        generated = self._generated(row.kind)
        return self._of(row, title=row.title, label=row.label, among=among, children=(*generated, *children))

    def _generated(self, kind: str) -> tuple[Line, ...]:
        if kind == SectionKind.GOALS:
            goals = self.goals_of.get(None, [])
            return tuple(self._goal(goal, goals) for goal in goals)
        if kind == SectionKind.STRATEGIES:
            return tuple(
                self._of(strategy, title=strategy.title, label="", among=self.strategies)
                for strategy in self.strategies
            )
        return ()

    def _goal(self, goal: AnnualGoal, among: list[AnnualGoal]) -> Line:
        return self._of(goal, title=goal.text, label=goal.printed_number, among=among)

    def _of(
        self,
        row: Part,
        *,
        title: str,
        label: str,
        among: Iterable[Part],
        children: tuple[Line, ...] = (),
        adds: str = "",
    ) -> Line:
        keys = [sibling.pk for sibling in among]
        name = name_of(row)
        state = state_of(row, self.marks.get(name))
        admin_name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        return Line(
            title=title,
            label=label,
            name=name,
            kind=name.partition("-")[0],
            state=state,
            state_label=str(STATES[state]),
            address=reverse(f"{admin_name}_change", args=[row.pk]),
            delete_address=reverse(f"{admin_name}_delete", args=[row.pk]),
            index=keys.index(row.pk),
            sibling_count=len(keys),
            last_change=self.changes.get(name),
            children=children,
            adds=adds,
            moves=self._moves(row),
            theme=row.pk if isinstance(row, Theme) else getattr(row, "theme_id", None),
        )

    def _moves(self, row: Part) -> str:
        """Nothing where there is no other place for it."""
        kind = {Theme: "tema", AnnualGoal: "maal"}.get(type(row))
        has_places = self.theme_groups if isinstance(row, Theme) else self.themes
        return reverse("desk-move-to", args=[self.plan.pk, kind, row.pk]) if kind and has_places else ""


def _changes(rows: list[Part]) -> dict[str, Change]:
    """The last change of each that a person made, from the histories of all kinds in one query."""
    kinds = grouped(rows, lambda row: name_of(row).partition("-")[0])
    newest = [_newest(kind, [row.pk for row in members]) for kind, members in kinds.items()]
    if not newest:
        return {}
    first, *rest = newest
    found = {}
    for kind, key, at, first_name, last_name, username in first.union(*rest, all=True):
        found[f"{kind}-{key}"] = Change(f"{first_name} {last_name}".strip() or username, at)
    return found


def _newest(kind: str, keys: list[int]) -> QuerySet[Any, Any]:
    versions = history_model(MODELS[kind]).objects.filter(id__in=keys, history_user__isnull=False)
    last = versions.order_by().values("id").annotate(last=Max("history_id")).values("last")
    user = [f"history_user__{field}" for field in ("first_name", "last_name", "username")]
    newest: QuerySet[Any, Any] = history_model(MODELS[kind]).objects.filter(history_id__in=last)
    named = newest.order_by().annotate(part=Value(kind, output_field=CharField()))
    rows: QuerySet[Any, Any] = named.values_list("part", "id", "history_date", *user)
    return rows
