"""A follow-up's tree: the goals as an edition of the plan has them, with the figures of now and what these
say, and the municipality's verdicts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils import timezone

from documents import plain_fields, tree
from documents.from_rows import annex, decisions_of, goal_ref, municipality_of
from documents.key_figure_rows import tables_of
from documents.measured import UpdatedTargets
from documents.traversal import rebuilt
from goals.domain.follow_ups import figures_until
from goals.enums import SectionPlace
from goals.models import Assessment, FollowUp


def report_on(
    plan: tree.PlanDocument, follow_up: FollowUp, today: date | None = None, *, by_rows: bool = False
) -> tree.PlanDocument:
    """The report on the goals of `plan`, computed as of `today`. What has been decided on the plan is not
    the report's; it has decisions of its own.

    `by_rows`: the plan was built from rows, so that an assessment's goal is called what its row is called
    now. Raises `OSError` when the annex to a decision cannot be read."""
    today = today or timezone.localdate()
    town, until = follow_up.plan.municipality, figures_until(follow_up)
    measured = UpdatedTargets(
        targets_of(plan), (plan.year, plan.last_day), town, today, until, follow_up.period_end
    )
    document: tree.PlanDocument = rebuilt(
        plan, lambda part: measured.target(part) if isinstance(part, tree.Target) else part
    )
    decisions = list(follow_up.decisions.all())
    chapters = _chapters(follow_up, until)
    return replace(
        document,
        municipality=municipality_of(town),
        decisions=decisions_of(decisions),
        attachments=tuple(annex(row.annex_title, row.annex) for row in decisions if row.annex),
        follow_up=tree.FollowUp(
            **plain_fields.of_row(follow_up, tree.FollowUp),
            assessments=tuple(_assessments(document, follow_up, measured, by_rows)),
            before=tuple(chapters[SectionPlace.BEFORE]),
            after=tuple(chapters[SectionPlace.AFTER]),
        ),
    )


def _chapters(follow_up: FollowUp, until: date | None) -> dict[str, list[tree.Section]]:
    """Those before the goals and those after them."""
    rows = list(
        follow_up.sections.select_related("key_figures__comparator").prefetch_related(
            "key_figures__rows__indicator"
        )
    )
    given = (row.key_figures for row in rows if row.key_figures)
    tables = tables_of(given, follow_up.plan.municipality, until)
    found: dict[str, list[tree.Section]] = defaultdict(list)
    for row in rows:
        chapter = tree.Section(
            **plain_fields.of_row(row, tree.Section),
            kind="chapter",
            attachments=(annex(row.annex_title or row.title, row.annex),) if row.annex else (),
            key_figures=(tables[row.key_figures_id],) if row.key_figures_id else (),
        )
        found[row.place].append(chapter)
    return found


def judged_only(plan: tree.PlanDocument, judged: frozenset[tree.GoalRef]) -> tree.PlanDocument:
    """With the goals that are reported on alone, and the themes that have such, and the levels above these."""
    of_judged = (
        replace(theme, goals=tuple(goal for goal in theme.goals if plan.goal_ref(theme, goal) in judged))
        for theme in plan.themes
    )
    themes = tuple(theme for theme in of_judged if theme.goals)
    held = {theme.group for theme in themes}
    return replace(
        plan,
        themes=themes,
        theme_groups=tuple(group for group in plan.theme_groups if group.slug in held),
        goals=tuple(goal for goal in plan.goals if plan.goal_ref(None, goal) in judged),
    )


def ref_of(assessment: Assessment, plan: tree.PlanDocument, *, by_rows: bool) -> tree.GoalRef:
    """What the plan calls the goal that is assessed. Needs what `goal_ref` needs of `goal`."""
    if by_rows and assessment.goal:
        return goal_ref(assessment.goal)
    return plan.ref.goal(assessment.theme_slug, assessment.number or 0)


def _assessments(
    document: tree.PlanDocument, follow_up: FollowUp, measured: UpdatedTargets, by_rows: bool
) -> Iterator[tree.Assessment]:
    """In printed order. A verdict on a goal that the plan does not have is left out."""
    rows = follow_up.assessments.select_related("goal__theme__plan__series", "goal__plan__series")
    found = {ref_of(row, document, by_rows=by_rows): row for row in rows}
    for theme, goal in document.all_goals():
        ref = document.goal_ref(theme, goal)
        if row := found.get(ref):
            yield tree.Assessment(
                goal=ref,
                **plain_fields.of_row(row, tree.Assessment),
                computed=measured.computed(goal.targets),
            )


def targets_of(document: tree.PlanDocument) -> Iterator[tree.Target]:
    """Those of goals, then those of strategies at whatever depth."""
    for _theme, goal in document.all_goals():
        yield from goal.targets
    for strategy in document.all_strategies():
        yield from strategy.targets
