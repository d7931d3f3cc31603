"""Tree → rows: how a document becomes a draft that can be edited."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from documents import plain_fields, tree
from documents.figure_rows import FigureRows, found_or_saved, saved, take_place
from documents.follow_up_rows import saved_follow_up
from documents.proposal import as_plan
from documents.references import References
from goals.models import (
    AnnualGoal,
    Assessment,
    DroppedGoal,
    NationalGoal,
    ShownKeyFigures,
    Target,
    ThemeAnswer,
)
from plans.errors import RefusedError
from plans.models import Attachment, Decision, Municipality, Plan, Section, Series
from themes.models import DroppedTheme, Initiative, Strategy, TargetGroup, Theme, ThemeGroup

Row = TypeVar("Row", bound=Model)
Part = TypeVar("Part")


@transaction.atomic
def store(document: tree.PlanDocument) -> Plan:
    """Writes a new draft with all its parts, or nothing.

    The municipality must exist; a plan of the same series and year must not. Series, target groups, areas,
    indicators and national goals that are not known yet are added. Annex files must be in the media folder. Of a
    proposal, the rows are the text that was proposed.
    """
    document = as_plan(document)
    found = Municipality.objects.select_for_update(no_key=True).filter(slug=document.municipality.slug)
    municipality = (
        found.first()
    )  # until the end of the transaction nobody else stores a plan of the same year
    if municipality is None:
        text = _("There is no municipality “%(slug)s”.")
        raise RefusedError(text % {"slug": document.municipality.slug})
    series = document.series
    if Plan.objects.filter(
        series__municipality=municipality, series__slug=series.slug, year=document.year
    ).exists():
        raise RefusedError(
            _("%(municipality)s has a plan for %(year)d already. Nothing has been changed.")
            % {"municipality": municipality.name, "year": document.year}
        )
    return Storing(document, municipality).run()


class Storing:
    """The state of one import: the plan, and what its rows refer to. Each part is stored by `put`, in the order
    of the document; `documents/onto_rows.py` puts them onto the rows that a draft has already."""

    def __init__(self, document: tree.PlanDocument, municipality: Municipality) -> None:
        self.document = document
        self.municipality = municipality
        self.references = References(municipality)
        self.figures = FigureRows(municipality)

    def put(self, part: Any, model: type[Row], **fields: Any) -> Row:
        """The row of the part, stored: with its plain fields, and `fields`. Raises `RefusedError`."""
        return self.stored(part, model, plain_fields.of_part(part, model) | fields)

    def stored(self, part: Any, model: type[Row], fields: dict[str, Any]) -> Row:  # noqa: ARG002
        return saved(model(**fields))

    def placed(self, parts: Sequence[Part]) -> Iterable[tuple[int, Part]]:
        """With the position of each among its siblings."""
        return enumerate(parts)

    def run(self) -> Plan:
        document = self.document
        self.plan = self._plan()
        self._decisions()
        self._attachments(document.attachments, None)
        self._sections(document.sections, None)
        for national_goal in document.national_goals:
            self._national_goal(national_goal)
        self._goals(document.goals, None)
        self._strategies(document.strategies, theme=None, parent=None)
        self._theme_groups()
        for theme in document.themes:
            self._theme(theme)
        for goal in document.dropped_goals:
            row = self.references.goal_of(goal.goal)
            self.put(goal, DroppedGoal, plan=self.plan, goal=row)
        for gone in document.dropped_themes:
            theme_row = self.references.theme_of(gone.theme)
            self.put(gone, DroppedTheme, plan=self.plan, theme=theme_row)
        if document.follow_up:
            self._follow_up(document.follow_up)
        return self.plan

    def _plan(self) -> Plan:
        document = self.document
        return self.put(
            document,
            Plan,
            municipality=self.municipality,
            series=self._series(),
            ambition_heading=document.ambition_template,
            actions_heading=document.actions_template,
            status_heading=document.status_template,
            challenge_heading=document.challenge_template,
            predecessor=self.references.plan_continued(document.predecessor),
            above=self.references.plan_above(document.above),
        )

    def _series(self) -> Series:
        """As the municipality calls it, where it has the series already."""
        series = self.document.series
        known = Series.objects.filter(municipality=self.municipality, slug=series.slug).first()
        return known or saved(Series(municipality=self.municipality, **asdict(series)))

    def _decisions(self) -> None:
        for decision in self.document.decisions:
            self.put(decision, Decision, plan=self.plan)

    def _attachments(self, attachments: Sequence[tree.Attachment], section: Section | None) -> None:
        for position, attachment in self.placed(attachments):
            self.put(
                attachment,
                Attachment,
                plan=self.plan,
                section=section,
                position=position,
                file=attachment.path,
                **_adoption(attachment.adoption),
            )

    def _sections(self, sections: Sequence[tree.Section], parent: Section | None) -> None:
        for position, section in self.placed(sections):
            row = self.put(
                section,
                Section,
                plan=self.plan,
                parent=parent,
                position=position,
                predecessor=self.references.section_of(section.predecessor),
                **_adoption(section.adoption),
            )
            self._attachments(section.attachments, row)
            self._key_figures(section.key_figures, section=row)
            self._sections(section.children, row)

    def _key_figures(self, tables: Sequence[tree.KeyFigures], **place: Section | Theme) -> None:
        for position, table in self.placed(tables):
            self.put(table, ShownKeyFigures, table=self.figures.table(table), position=position, **place)

    def _national_goal(self, goal: tree.NationalGoal) -> None:
        row = found_or_saved(
            NationalGoal, {"year": goal.year, "number": goal.number}, title=goal.title, text=goal.text
        )
        if (row.title, row.text) != (goal.title, goal.text):
            raise RefusedError(
                _(
                    "National goal %(number)d of %(year)d is worded otherwise in the portal than in the document."
                )
                % {"number": goal.number, "year": goal.year}
            )

    def _theme_groups(self) -> None:
        self.theme_groups = {
            group.slug: self.put(
                group,
                ThemeGroup,
                plan=self.plan,
                position=position,
                predecessor=self.references.theme_group_of(group.predecessor),
            )
            for position, group in self.placed(self.document.theme_groups)
        }

    def _group_of(self, theme: tree.Theme) -> ThemeGroup | None:
        if theme.group and theme.group not in self.theme_groups:
            text = _("“%(theme)s” belongs to “%(group)s”, which the plan does not have.")
            raise RefusedError(text % {"theme": theme.title, "group": theme.group})
        return self.theme_groups.get(theme.group)

    def _theme(self, theme: tree.Theme) -> None:
        row = self.put(
            theme,
            Theme,
            plan=self.plan,
            group=self._group_of(theme),
            predecessor=self.references.theme_of(theme.predecessor) if theme.predecessor else None,
        )
        row.target_groups.set(_target_groups(theme.target_groups))
        row.also_continues.set([self.references.theme_of(ref) for ref in theme.also_continues])
        self._theme_answer(theme, row)
        self._key_figures(theme.key_figures, theme=row)
        self._goals(theme.goals, row)
        self._strategies(theme.strategies, theme=row, parent=None)
        self._initiatives(theme.initiatives, theme=row, strategy=None)

    def _theme_answer(self, theme: tree.Theme, row: Theme) -> None:
        if theme.answers or theme.answer_text:
            answer = self.put(theme, ThemeAnswer, theme=row, text=theme.answer_text)
            answer.answers.set(self.references.answered(theme.answers))

    def _goals(self, goals: Iterable[tree.Goal], theme: Theme | None) -> None:
        for goal in goals:
            row = self.put(
                goal,
                AnnualGoal,
                plan=None if theme else self.plan,
                theme=theme,
                predecessor=self.references.goal_of(goal.predecessor) if goal.predecessor else None,
            )
            self.references.goals[self.document.ref.goal(theme.slug if theme else "", goal.number)] = row
            row.target_groups.set(_target_groups(goal.target_groups))
            row.answers.set(self.references.answered(goal.answers))
            row.also_continues.set([self.references.goal_of(ref) for ref in goal.also_continues])
            row.carries_out.set([self.references.goal_of(each.goal) for each in goal.carries_out])
            self._targets(goal.targets, goal=row)

    def _targets(
        self,
        targets: Iterable[tree.Target],
        *,
        goal: AnnualGoal | None = None,
        strategy: Strategy | None = None,
    ) -> None:
        for target in targets:
            indicator = self.figures.indicator(target.indicator) if target.indicator else None
            self.put(
                target,
                Target,
                goal=goal,
                strategy=strategy,
                indicator=indicator,
                unit=target.unit or "",
                comparator=self.figures.area(target.comparator) if target.comparator else None,
            )
            if indicator:
                self.figures.store(target.figures, indicator)

    def _strategies(
        self, strategies: Sequence[tree.Strategy], *, theme: Theme | None, parent: Strategy | None
    ) -> None:
        for position, strategy in self.placed(strategies):
            row = self.put(
                strategy,
                Strategy,
                plan=None if theme else self.plan,
                theme=theme,
                parent=parent,
                position=position,
                predecessor=self.references.strategy_of(strategy.predecessor),
            )
            row.target_groups.set(_target_groups(strategy.target_groups))
            self._targets(strategy.targets, strategy=row)
            self._initiatives(strategy.initiatives, theme=None, strategy=row)
            self._strategies(strategy.children, theme=theme, parent=row)

    def _initiatives(
        self, initiatives: Sequence[tree.Initiative], *, theme: Theme | None, strategy: Strategy | None
    ) -> None:
        for position, initiative in self.placed(initiatives):
            row = self.put(
                initiative,
                Initiative,
                theme=theme,
                strategy=strategy,
                position=position,
                predecessor=self.references.initiative_of(initiative.predecessor),
            )
            row.target_groups.set(_target_groups(initiative.target_groups))

    def _follow_up(self, follow_up: tree.FollowUp) -> None:
        row = saved_follow_up(follow_up, self.plan)
        for assessment in follow_up.assessments:
            goal = self.references.goal_of(assessment.goal)
            saved(Assessment(follow_up=row, goal=goal, **plain_fields.of_part(assessment, Assessment)))


def _adoption(adoption: tree.Adoption | None) -> dict[str, Any]:
    found = adoption or tree.Adoption()
    return {
        "document_owner": found.owner,
        "decided_by": found.body,
        "decided_on": found.date,
        "case_number": found.case_number,
    }


def _target_groups(groups: Iterable[tree.TargetGroup]) -> list[TargetGroup]:
    return [_target_group(group) for group in groups]


def _target_group(group: tree.TargetGroup) -> TargetGroup:
    if known := TargetGroup.objects.filter(slug=group.slug).first():
        return known
    row = saved(TargetGroup(**plain_fields.of_part(group, TargetGroup)))
    take_place(row, TargetGroup.objects.filter(slug__in=group.replaces))
    return row
