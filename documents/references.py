"""Which rows the references of a document mean: by series, year, address, number and title, within one
municipality."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NoReturn, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from documents import tree
from goals.models import AnnualGoal, NationalGoal
from plans.errors import RefusedError
from plans.models import Municipality, Plan, Section, Series
from themes.models import Initiative, Strategy, Theme, ThemeGroup

Row = TypeVar("Row", bound=Model)


class References:
    """Rows of one municipality that a document refers to. Every method raises `RefusedError`
    where a reference means no row."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        self.goals: dict[tree.GoalRef, AnnualGoal] = {}
        self._named: Counter[tuple[str, tree.PartRef]] = Counter()

    def plan_continued(self, ref: tree.PlanRef | None) -> Plan | None:
        text = _("The plan continues the plan of %(municipality)s for %(year)s, which is not in the portal.")
        return self._plan(ref, text)

    def plan_above(self, ref: tree.PlanRef | None) -> Plan | None:
        text = _("The document above the plan, that of %(municipality)s for %(year)s, is not in the portal.")
        return self._plan(ref, text)

    def _plan(self, ref: tree.PlanRef | None, missing: str) -> Plan | None:
        """`missing` also says of which series the plan is, where that is not the first."""
        if ref is None:
            return None
        plan = Plan.objects.filter(**self._in_plan(ref, "")).first()
        if plan is None:
            series = Series.objects.filter(municipality=self.municipality, slug=ref.series).exclude(slug="")
            year = " ".join([str(ref.year), *(f"({one})" for one in series)])
            raise RefusedError(missing % {"municipality": self.municipality.short_name, "year": year})
        return plan

    def _in_plan(self, ref: tree.PlanRef, path: str = "plan__") -> dict[str, object]:
        """The filter for what `path` leads from to the plan."""
        series = {"municipality": self.municipality, "slug": ref.series}
        return {f"{path}year": ref.year, **{f"{path}series__{name}": value for name, value in series.items()}}

    def section_of(self, ref: tree.SectionRef | None) -> Section | None:
        if ref is None:
            return None
        rows = Section.objects.filter(**self._in_plan(ref.plan))
        return rows.filter(slug=ref.slug).first() or _not_there(
            _("The section “%(name)s” of %(year)d, which is continued, is not in the portal."),
            ref.slug,
            ref.year,
        )

    def theme_of(self, ref: tree.ThemeRef) -> Theme:
        rows = Theme.objects.filter(**self._in_plan(ref.plan))
        return rows.filter(slug=ref.slug).first() or _not_there(
            _("The theme “%(name)s” of %(year)d, which is continued, is not in the portal."),
            ref.slug,
            ref.year,
        )

    def theme_group_of(self, ref: tree.ThemeGroupRef | None) -> ThemeGroup | None:
        if ref is None:
            return None
        rows = ThemeGroup.objects.filter(**self._in_plan(ref.plan))
        return rows.filter(slug=ref.slug).first() or _not_there(
            _("The level above the themes “%(name)s” of %(year)d, which is continued, is not in the portal."),
            ref.slug,
            ref.year,
        )

    def _owner(self, ref: tree.PartRef) -> dict[str, object]:
        """The theme or the plan of a strategy, or of a theme's own initiative."""
        if ref.theme:
            return {"theme": self.theme_of(ref.plan.theme(ref.theme))}
        return {"plan": self.plan_continued(ref.plan)}

    def _strategies_named(self, ref: tree.PartRef) -> list[Strategy]:
        """In printed order; several where the plan has several of the same title."""
        found = list(Strategy.objects.filter(**self._owner(ref), parent=None, title=ref.titles[0]))
        for title in ref.titles[1:]:
            found = [row for parent in found for row in parent.children.filter(title=title)]
        return found

    def strategy_of(self, ref: tree.PartRef | None) -> Strategy | None:
        if ref is None:
            return None
        rows = self._strategies_named(ref)
        return self._next_of("strategy", ref, rows) or _not_there(
            _("The strategy “%(name)s” of %(year)d, which is continued, is not in the portal."),
            ref.titles[-1],
            ref.year,
        )

    def initiative_of(self, ref: tree.PartRef | None) -> Initiative | None:
        if ref is None:
            return None
        *outer, title = ref.titles
        if outer:
            owners = self._strategies_named(replace(ref, titles=tuple(outer)))
            rows = [row for owner in owners for row in owner.initiatives.filter(title=title)]
        else:
            rows = list(Initiative.objects.filter(**self._owner(ref), title=title))
        return self._next_of("initiative", ref, rows) or _not_there(
            _("The initiative “%(name)s” of %(year)d, which is continued, is not in the portal."),
            title,
            ref.year,
        )

    def _next_of(self, kind: str, ref: tree.PartRef, rows: Sequence[Row]) -> Row | None:
        """A reference names by title. The first part that has it continues the first row, the second the
        second; beyond the last, the last."""
        self._named[kind, ref] += 1
        return rows[: self._named[kind, ref]][-1] if rows else None

    def goal_of(self, ref: tree.GoalRef) -> AnnualGoal:
        if ref in self.goals:
            return self.goals[ref]
        owner = self._in_plan(ref.plan)
        if ref.theme:
            owner = {"theme__slug": ref.theme, **self._in_plan(ref.plan, "theme__plan__")}
        goal = AnnualGoal.objects.filter(number=ref.number, **owner).first()
        if goal is None:
            raise RefusedError(
                _("Goal %(number)d of “%(theme)s” of %(year)d is not in the portal.")
                % {"number": ref.number, "theme": ref.theme or _("the plan"), "year": ref.year}
            )
        return goal

    def answered(self, refs: Iterable[tree.NationalGoalRef]) -> list[NationalGoal]:
        rows = []
        for ref in refs:
            row = NationalGoal.objects.filter(year=ref.year, number=ref.number).first()
            if row is None:
                text = _("National goal %(number)d of %(year)d is not in the portal.")
                raise RefusedError(text % {"number": ref.number, "year": ref.year})
            rows.append(row)
        return rows


def _not_there(text: str, name: str, year: int) -> NoReturn:
    raise RefusedError(text % {"name": name, "year": year})
