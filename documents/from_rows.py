"""Rows → tree, in a number of queries that does not depend on the plan's size."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar, cast

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.fields.files import FieldFile

from documents import plain_fields, tree
from documents.key_figure_rows import ShownTables
from documents.measured import Measured, figures_end
from documents.successions import GroupSuccessions
from goals.models import AnnualGoal, DroppedGoal, NationalGoal, ThemeAnswer
from goals.models.annual_goal import goals_of_plan
from goals.models.national_goal import in_period
from plans.models import Attachment, Municipality, Plan, Section, Series
from plans.models.adoption import AdoptionFields
from plans.models.decision import DecisionFields
from themes.models import DroppedTheme, Initiative, Strategy, Theme, ThemeGroup
from themes.models.strategy import strategies_of_plan

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


def document_of(plan: Plan) -> tree.PlanDocument:
    """The plan as the rows have it now.

    Raises `OSError` when an annex file named by a row cannot be read.
    """
    plan = (
        Plan.objects.select_related("municipality", "series", "predecessor__series", "above__series")
        .annotate(has_theme_groups=Exists(ThemeGroup.objects.filter(plan=OuterRef("pk"))))
        .get(pk=plan.pk)
    )
    measured, groups = Measured(plan, until=figures_end(plan)), GroupSuccessions()
    goals = _goals(plan, measured, groups)
    strategies = _strategies(plan, measured, groups)
    # Most plans have none: no query.
    theme_groups = _theme_groups(plan) if plan.__dict__["has_theme_groups"] else ()
    key_figures = ShownTables(plan)
    themes = _themes(plan, goals, strategies, groups, key_figures)
    attachments = grouped(plan.attachments.all(), lambda row: row.section_id)
    return replace(
        _without_parts(plan, plan.title),
        summary=plan.summary,
        notice=plan.notice,
        ambition_template=plan.ambition_heading,
        actions_template=plan.actions_heading,
        predecessor_year=plan.predecessor.year if plan.predecessor else None,
        predecessor_series=plan.predecessor.series.slug if plan.predecessor else "",
        decisions=decisions_of(plan.decisions.all()),
        sections=_sections(plan, attachments, key_figures),
        themes=tuple(theme for _group, run in tree.theme_runs(theme_groups, themes) for theme in run),
        goals=goals[None],
        strategies=strategies[None],
        national_goals=_national_goals(plan),
        attachments=tuple(_attachment(row) for row in attachments.get(None, ())),
        dropped_goals=_dropped_goals(plan),
        dropped_themes=_dropped_themes(plan),
        figures_until=plan.figures_until,
        series=series_of(plan.series),
        above_year=plan.above.year if plan.above else None,
        above_series=plan.above.series.slug if plan.above else "",
        theme_group_label=plan.theme_group_label,
        theme_group_label_plural=plan.theme_group_label_plural,
        theme_groups=theme_groups,
    )


def _without_parts(plan: Plan, title: str) -> tree.PlanDocument:
    """Whose it is, its years, and the words that its parts are called by."""
    return tree.PlanDocument(
        municipality=municipality_of(plan.municipality),
        kind=cast(tree.PlanKind, plan.kind),
        title=title,
        year=plan.year,
        last_year=plan.last_year,
        theme_label=plan.theme_label,
        theme_label_plural=plan.theme_label_plural,
        goal_label=plan.goal_label,
        status_template=plan.status_heading,
        challenge_template=plan.challenge_heading,
    )


CALLED = {"plan": "Beskæftigelsesplan", "strategy": "Beskæftigelsesstrategi"}
"""What a plan of each kind of a municipality's first series is called where its own title is not to be
told."""


def goals_alone(plan: Plan) -> tree.PlanDocument:
    """The plan's goals below the titles of their themes, and nothing else that is written in it: the plan is
    called by its series or its kind, and its years."""
    plan = Plan.objects.select_related("municipality", "series").get(pk=plan.pk)
    goals = _goals(plan, Measured(plan), GroupSuccessions())
    related = Prefetch("also_continues", Theme.objects.select_related("plan__series"))
    themes = plan.themes.select_related("predecessor__plan__series").prefetch_related(related)
    return replace(
        _without_parts(plan, f"{plan.series.word if plan.series.slug else CALLED[plan.kind]} {plan.years}"),
        themes=tuple(
            tree.Theme(
                number=row.number,
                label=row.label,
                title=row.title,
                slug=row.slug,
                goals=goals[row.pk],
                predecessor=theme_ref(row.predecessor) if row.predecessor else None,
                also_continues=_merged_into(row),
            )
            for row in themes
        ),
        goals=goals[None],
        series=series_of(plan.series),
    )


def plan_ref(row: Plan) -> tree.PlanRef:
    """Needs `series` fetched with the row."""
    return tree.PlanRef(row.year, row.series.slug)


def series_of(row: Series) -> tree.Series:
    return tree.Series(**plain_fields.of_row(row, tree.Series))


def _merged_into(row: Theme) -> tuple[tree.ThemeRef, ...]:
    return tuple(theme_ref(theme) for theme in sorted(row.also_continues.all(), key=lambda one: one.number))


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def municipality_of(row: Municipality) -> tree.Municipality:
    fields = plain_fields.of_row(row, tree.Municipality)
    return tree.Municipality(**fields, crest=row.crest.name or "")


def decisions_of(rows: Iterable[DecisionFields]) -> tuple[tree.Decision, ...]:
    return tuple(tree.Decision(**plain_fields.of_row(row, tree.Decision)) for row in rows)


def _attachment(row: Attachment) -> tree.Attachment:
    return replace(annex(row.title, row.file), adoption=_adoption(row))


def _adoption(row: AdoptionFields) -> tree.Adoption | None:
    found = tree.Adoption(row.decided_by, row.decided_on, row.case_number, row.document_owner)
    return None if found == tree.Adoption() else found


def annex(title: str, file: FieldFile) -> tree.Attachment:
    """Raises `OSError`."""
    with file.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return tree.Attachment(title=title, path=file.name or "", size=file.size, sha256=digest)


def _sections(
    plan: Plan, attachments: dict[int | None, list[Attachment]], key_figures: ShownTables
) -> tuple[tree.Section, ...]:
    rows = plan.sections.select_related("predecessor__plan__series")
    children = grouped(rows, lambda row: row.parent_id)

    def build(row: Section) -> tree.Section:
        return tree.Section(
            **plain_fields.of_row(row, tree.Section),
            attachments=tuple(_attachment(attachment) for attachment in attachments.get(row.pk, ())),
            children=tuple(build(child) for child in children.get(row.pk, ())),
            predecessor=plan_ref(row.predecessor.plan).section(row.predecessor.slug)
            if row.predecessor
            else None,
            key_figures=key_figures.of(section=row.pk),
            adoption=_adoption(row),
        )

    return tuple(build(row) for row in children.get(None, ()))


def _national_goals(plan: Plan) -> tuple[tree.NationalGoal, ...]:
    rows = NationalGoal.objects.filter(in_period(plan.year, plan.last_year)).order_by("year", "number")
    return tuple(tree.NationalGoal(**plain_fields.of_row(row, tree.NationalGoal)) for row in rows)


def goal_ref(row: AnnualGoal) -> tree.GoalRef:
    """Needs `theme__plan__series` and `plan__series` fetched with the row."""
    if row.theme:
        return plan_ref(row.theme.plan).goal(row.theme.slug, row.number)
    if row.plan is None:
        raise ValueError(f"goal {row.pk} is of no plan and no theme")  # the database refuses it
    return plan_ref(row.plan).goal("", row.number)


def theme_ref(row: Theme) -> tree.ThemeRef:
    """Needs `plan__series` fetched with the row."""
    return plan_ref(row.plan).theme(row.slug)


def _dropped_goals(plan: Plan) -> tuple[tree.DroppedGoal, ...]:
    rows = DroppedGoal.objects.of(plan).select_related("goal__theme__plan__series", "goal__plan__series")
    return tuple(
        tree.DroppedGoal(goal_ref(row.goal), row.goal.text, row.reason)
        for row in sorted(rows, key=lambda row: _printed_order(row.goal))
    )


def _dropped_themes(plan: Plan) -> tuple[tree.DroppedTheme, ...]:
    rows = DroppedTheme.objects.of(plan).select_related("theme__plan__series")
    return tuple(
        tree.DroppedTheme(theme_ref(row.theme), row.theme.title, row.reason)
        for row in sorted(rows, key=lambda row: (row.theme.plan.year, row.theme.number))
    )


OTHER_GOALS = AnnualGoal.objects.select_related("theme__plan__series", "plan__series")
"""With what `goal_ref` needs."""


def _goals(
    plan: Plan, measured: Measured, groups: GroupSuccessions
) -> dict[int | None, tuple[tree.Goal, ...]]:
    """By theme's primary key; under None those of the plan itself."""
    rows = (
        goals_of_plan(plan)
        .select_related("predecessor__theme__plan__series", "predecessor__plan__series")
        .prefetch_related("answers", "target_groups", Prefetch("also_continues", OTHER_GOALS.all()))
        .order_by("number")
    )
    if plan.above_id:
        rows = rows.prefetch_related(
            Prefetch("carries_out", OTHER_GOALS.filter(Q(plan=plan.above_id) | Q(theme__plan=plan.above_id)))
        )
    built: dict[int | None, tuple[tree.Goal, ...]] = defaultdict(tuple)
    for theme_id, group in grouped(rows, lambda row: row.theme_id).items():
        built[theme_id] = tuple(
            _goal(row, measured, groups, is_below=plan.above_id is not None) for row in group
        )
    return built


def _goal(row: AnnualGoal, measured: Measured, groups: GroupSuccessions, *, is_below: bool) -> tree.Goal:
    """`is_below`: its plan is below another document."""
    carries_out = sorted(row.carries_out.all(), key=_printed_order) if is_below else ()
    return tree.Goal(
        **plain_fields.of_row(row, tree.Goal),
        targets=measured.targets_of_goal(row.pk),
        answers=_national_refs(row.answers.all()),
        predecessor=goal_ref(row.predecessor) if row.predecessor else None,
        also_continues=tuple(map(goal_ref, sorted(row.also_continues.all(), key=_printed_order))),
        target_groups=groups.target_groups(row.target_groups.all()),
        carries_out=tuple(tree.CarriedOutGoal(goal_ref(goal), goal.text) for goal in carries_out),
    )


def _national_refs(rows: Iterable[NationalGoal]) -> tuple[tree.NationalGoalRef, ...]:
    numbers = sorted((row.year, row.number) for row in rows)
    return tuple(tree.NationalGoalRef(year, number) for year, number in numbers)


def _part_ref(theme: Theme | None, plan: Plan | None, *titles: str) -> tree.PartRef:
    """Of a part of the theme, or of the plan where there is no theme."""
    owner = theme.plan if theme else plan
    if owner is None:
        raise ValueError(f"»{titles[-1]}« is of no plan and no theme")  # the database refuses it
    return plan_ref(owner).part(theme.slug if theme else "", titles)


def strategy_ref(row: Strategy, *inner: str) -> tree.PartRef:
    """Needs `parent`, `theme__plan` and `plan`; `inner` are titles of the parts in it."""
    outer = (row.parent.title,) if row.parent else ()
    return _part_ref(row.theme, row.plan, *outer, row.title, *inner)


def initiative_ref(row: Initiative) -> tree.PartRef:
    """Needs `theme__plan`, and what `strategy_ref` needs of `strategy`."""
    return strategy_ref(row.strategy, row.title) if row.strategy else _part_ref(row.theme, None, row.title)


INITIATIVES = Prefetch(
    "initiatives",
    Initiative.objects.select_related(
        "predecessor__theme__plan__series",
        "predecessor__strategy__parent",
        "predecessor__strategy__theme__plan__series",
        "predecessor__strategy__plan__series",
    ).prefetch_related("target_groups"),
)


def _initiative(row: Initiative, groups: GroupSuccessions) -> tree.Initiative:
    return tree.Initiative(
        **plain_fields.of_row(row, tree.Initiative),
        target_groups=groups.target_groups(row.target_groups.all()),
        predecessor=initiative_ref(row.predecessor) if row.predecessor else None,
    )


def _strategies(
    plan: Plan, measured: Measured, groups: GroupSuccessions
) -> dict[int | None, tuple[tree.Strategy, ...]]:
    """By theme's primary key; under None those of the plan itself."""
    rows = list(
        strategies_of_plan(plan)
        .select_related(
            "predecessor__parent", "predecessor__theme__plan__series", "predecessor__plan__series"
        )
        .prefetch_related("target_groups", INITIATIVES)
    )
    children = grouped(rows, lambda row: row.parent_id)

    def build(row: Strategy) -> tree.Strategy:
        return tree.Strategy(
            **plain_fields.of_row(row, tree.Strategy),
            target_groups=groups.target_groups(row.target_groups.all()),
            initiatives=tuple(_initiative(initiative, groups) for initiative in row.initiatives.all()),
            children=tuple(build(child) for child in children.get(row.pk, ())),
            targets=measured.targets_of_strategy(row.pk),
            predecessor=strategy_ref(row.predecessor) if row.predecessor else None,
        )

    built: dict[int | None, tuple[tree.Strategy, ...]] = defaultdict(tuple)
    for theme_id, group in grouped(children.get(None, ()), lambda row: row.theme_id).items():
        built[theme_id] = tuple(build(row) for row in group)
    return built


def _themes(
    plan: Plan,
    goals: dict[int | None, tuple[tree.Goal, ...]],
    strategies: dict[int | None, tuple[tree.Strategy, ...]],
    groups: GroupSuccessions,
    key_figures: ShownTables,
) -> tuple[tree.Theme, ...]:
    rows: Iterable[Theme] = plan.themes.select_related("predecessor__plan__series", "group").prefetch_related(
        "target_groups", INITIATIVES, Prefetch("also_continues", Theme.objects.select_related("plan__series"))
    )
    answers = _theme_answers(plan)
    return tuple(
        tree.Theme(
            **plain_fields.of_row(row, tree.Theme),
            goals=goals[row.pk],
            strategies=strategies[row.pk],
            initiatives=tuple(_initiative(initiative, groups) for initiative in row.initiatives.all()),
            target_groups=groups.target_groups(row.target_groups.all()),
            predecessor=theme_ref(row.predecessor) if row.predecessor else None,
            also_continues=_merged_into(row),
            answers=_national_refs(answers[row.pk].answers.all()) if row.pk in answers else (),
            answer_text=answers[row.pk].text if row.pk in answers else "",
            key_figures=key_figures.of(theme=row.pk),
            group=row.group.slug if row.group else "",
        )
        for row in rows
    )


def _theme_groups(plan: Plan) -> tuple[tree.ThemeGroup, ...]:
    rows = ThemeGroup.objects.filter(plan=plan).select_related("predecessor__plan__series")
    return tuple(
        tree.ThemeGroup(
            **plain_fields.of_row(row, tree.ThemeGroup),
            predecessor=plan_ref(row.predecessor.plan).theme_group(row.predecessor.slug)
            if row.predecessor
            else None,
        )
        for row in rows
    )


def _theme_answers(plan: Plan) -> dict[int, ThemeAnswer]:
    """By theme's primary key."""
    rows = ThemeAnswer.objects.filter(theme__plan=plan).prefetch_related("answers")
    return {row.theme_id: row for row in rows}


def _printed_order(goal: AnnualGoal) -> tuple[int, int]:
    return (goal.theme.number if goal.theme else 0, goal.number)
