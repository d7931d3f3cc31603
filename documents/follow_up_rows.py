"""A follow-up's tree → rows, below a plan that is there already."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from documents import plain_fields, tree
from documents.figure_rows import FigureRows, saved
from documents.from_rows import goal_ref
from goals.domain.follow_ups import address_for
from goals.models import Assessment, FollowUp, FollowUpSection
from goals.models.annual_goal import goals_of_plan
from plans.errors import RefusedError
from plans.models import Plan


@transaction.atomic
def store_follow_up(
    follow_up: tree.FollowUp, plan: Plan, keys: Mapping[tree.GoalRef, int] | None = None
) -> FollowUp:
    """Writes the follow-up with its assessments, or nothing. The plan must have none of its kind for the
    period. `keys` are
    those of the goals' rows, where the goals are called otherwise than their rows are now."""
    same = {
        "kind": follow_up.kind,
        "period_end": follow_up.period_end,
        "period_start": follow_up.period_start,
    }
    if FollowUp.objects.filter(plan=plan, **same).exists():
        raise RefusedError(
            _("%(municipality)s has a follow-up for %(year)d already. Nothing has been changed.")
            % {"municipality": plan.municipality.name, "year": plan.year}
        )
    if keys is None:
        rows = goals_of_plan(plan)
        keys = {goal_ref(row): row.pk for row in rows.select_related("theme__plan__series", "plan__series")}
    row = saved_follow_up(follow_up, plan)
    for found in follow_up.assessments:
        goal = {
            "goal_id": keys.get(found.goal),
            "theme_slug": found.goal.theme,
            "number": found.goal.number,
        }
        saved(Assessment(follow_up=row, **goal, **plain_fields.of_part(found, Assessment)))
    return row


def saved_follow_up(follow_up: tree.FollowUp, plan: Plan) -> FollowUp:
    """With its chapters and without its assessments."""
    row = FollowUp(plan=plan, **plain_fields.of_part(follow_up, FollowUp))
    row.slug = address_for(row)
    saved(row)
    for place, chapters in (("before", follow_up.before), ("after", follow_up.after)):
        for position, chapter in enumerate(chapters):
            _save_chapter(chapter, row, place, position)
    return row


def _save_chapter(chapter: tree.Section, row: FollowUp, place: str, position: int) -> None:
    """Raises `RefusedError` where it has more than a row has room for."""
    if len(chapter.key_figures) > 1 or len(chapter.attachments) > 1 or chapter.children:
        text = _("The chapter “%(title)s” of a follow-up has room for one table and one annex.")
        raise RefusedError(text % {"title": chapter.title})
    figures = FigureRows(row.plan.municipality)
    annex = next(iter(chapter.attachments), None)
    saved(
        FollowUpSection(
            follow_up=row,
            place=place,
            position=position,
            **plain_fields.of_part(chapter, FollowUpSection),
            key_figures=next(map(figures.table, chapter.key_figures), None),
            annex_title=annex.title if annex else "",
            annex=annex.path if annex else "",
        )
    )
