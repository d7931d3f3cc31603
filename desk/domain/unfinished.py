"""What the desk knows of a plan that is not finished, for the checks: parts copied from the year before that
nobody has looked through, and remarks that nobody has resolved. Five queries, six where one is on a level above the themes."""

from collections.abc import Iterator, Mapping
from typing import Any

from desk.domain.parts import MODELS
from desk.models import Mark, PartMark, Remark
from goals.domain.continued import of_plan
from goals.models import AnnualGoal
from plans.models import Plan, Section
from publishing.checks import Place, UnfinishedItem
from themes.models import Theme, ThemeGroup

FIELDS: Mapping[type, str] = {Section: "body", ThemeGroup: "body", Theme: "ambition", AnnualGoal: "text"}


def unfinished_of(plan: Plan) -> Iterator[UnfinishedItem]:
    marks = PartMark.objects.filter(plan=plan, mark=Mark.UNREVIEWED)
    for mark in marks.select_related("section", "theme_group", "theme", "goal__theme", "strategy").order_by(
        "pk"
    ):
        part = next(filter(None, (getattr(mark, kind) for kind in MODELS)))
        yield UnfinishedItem("unreviewed", _place(plan, part, FIELDS.get(type(part), "")), str(mark.pk))
    yield from _remarks(plan)


def _remarks(plan: Plan) -> Iterator[UnfinishedItem]:
    remarks = Remark.objects.filter(plan=plan, parent=None, resolved_at=None).select_related("part_type")
    remarks = remarks.order_by("at", "pk")
    parts: dict[tuple[str, int], Any] = {("plan", plan.pk): plan}
    for model, rows in (
        ("section", Section.objects.filter(plan=plan)),
        ("theme", Theme.objects.filter(plan=plan)),
        ("annualgoal", of_plan(AnnualGoal, plan).select_related("theme")),
    ):
        parts |= {(model, row.pk): row for row in rows}
    if any(remark.part_type and remark.part_type.model == "themegroup" for remark in remarks):
        parts |= {("themegroup", row.pk): row for row in ThemeGroup.objects.filter(plan=plan)}
    for remark in remarks:
        key = (remark.part_type.model if remark.part_type else "", remark.part_id or 0)
        if part := parts.get(key):
            yield UnfinishedItem("open_remark", _place(plan, part, "remarks"), remark.text)


def _place(plan: Plan, part: Any, field: str) -> Place:
    """A strategy of the whole plan is written on the plan's own page."""
    if isinstance(part, Section):
        return Place("section", part.slug, field, part.title)
    if isinstance(part, ThemeGroup):
        return Place("theme_group", part.slug, field, str(part))
    if isinstance(part, Theme):
        return Place("theme", part.slug, field, str(part))
    if isinstance(part, AnnualGoal):
        key = f"{part.theme.slug if part.theme else ''}/{part.number}"
        return Place("goal", key, field, f"{part.printed_number} {part.text}")
    return Place("plan", "", field or "strategies", plan.title if part == plan else str(part))
