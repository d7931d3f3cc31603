"""From a place in the tree to the page and field where it is written."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.urls import reverse

from documents.from_rows import grouped
from goals.models import FollowUp, Indicator
from goals.models.annual_goal import goals_of_plan
from plans.models import Attachment, Decision, Plan, Section
from publishing.checks.model import Kind, Place
from themes.models import Initiative, Strategy, Theme, ThemeGroup
from themes.models.strategy import strategies_of_plan

INLINES = {
    "targets": "targets-group",
    "goals": "goals-group",
    "remarks": "remarks",
    "answer_text": "id_answer-0-text",
    "key_figures": "key_figures-group",
}
"""What is no field of the page's own, but a part of it or a field of its only row."""
PAGES: Mapping[Kind, str] = {
    "plan": "plans_plan",
    "municipality": "plans_municipality",
    "decision": "plans_decision",
    "attachment": "plans_attachment",
    "section": "plans_section",
    "theme": "themes_theme",
    "theme_group": "themes_themegroup",
    "goal": "goals_annualgoal",
    "strategy": "themes_strategy",
    "initiative": "themes_initiative",
    "follow_up": "goals_followup",
    "assessment": "goals_followup",
    "chapter": "goals_followupsection",
    "indicator": "goals_indicator",
}
ENDED: Mapping[Kind, str] = {"past_goal": "desk-ended-goal", "past_theme": "desk-ended-theme"}
"""Parts of the plan before: the pages that ask why they are not in this one."""


class PlaceFinder:
    """Asks the database once for each kind of place, and only for kinds that are asked for."""

    def __init__(self, plan: Plan, follow_up: FollowUp | None = None) -> None:
        self.plan = plan
        self.follow_up = follow_up

    def address(self, place: Place) -> str:
        """Of the plan's own page where the part is no longer there."""
        if place.kind == "contact":
            return reverse("admin:themes_targetgroupcontact_changelist")
        key = self._keys(place.kind).get(place.key)
        if key is None:
            return reverse("desk-plan", args=[self.plan.pk])
        if place.kind in ENDED:
            return reverse(ENDED[place.kind], args=[self.plan.pk, key])
        if place.kind == "indicator":
            return reverse("admin:goals_indicator_figures", args=[key])
        kind: Kind = "follow_up" if self.follow_up and place.kind == "decision" else place.kind
        address = reverse(f"admin:{PAGES[kind]}_change", args=[key])
        return f"{address}#{INLINES.get(place.field, f'id_{place.field}')}"

    def _keys(self, kind: Kind) -> Mapping[str, int]:
        found: Mapping[str, int] = getattr(self, f"_{kind}_keys")
        return found

    @cached_property
    def _plan_keys(self) -> Mapping[str, int]:
        return {"": self.plan.pk}

    @cached_property
    def _municipality_keys(self) -> Mapping[str, int]:
        return {"": self.plan.municipality_id}

    @cached_property
    def _section_keys(self) -> Mapping[str, int]:
        return dict(Section.objects.filter(plan=self.plan).values_list("slug", "pk"))

    @cached_property
    def _theme_keys(self) -> Mapping[str, int]:
        return dict(Theme.objects.filter(plan=self.plan).values_list("slug", "pk"))

    @cached_property
    def _theme_group_keys(self) -> Mapping[str, int]:
        return dict(ThemeGroup.objects.filter(plan=self.plan).values_list("slug", "pk"))

    @cached_property
    def _decision_keys(self) -> Mapping[str, int]:
        """Those on a follow-up are written on its page."""
        if self.follow_up:
            return {str(number): self.follow_up.pk for number in range(self.follow_up.decisions.count())}
        return _numbered("", Decision.objects.filter(plan=self.plan).values_list("pk", flat=True))

    @cached_property
    def _attachment_keys(self) -> Mapping[str, int]:
        rows = Attachment.objects.filter(plan=self.plan).values_list("section__slug", "pk")
        by_section = grouped(rows, lambda row: row[0] or "")
        keys: dict[str, int] = {}
        for section, found in by_section.items():
            keys |= _numbered(f"{section}/", (pk for _section, pk in found))
        return keys

    @cached_property
    def _goal_keys(self) -> Mapping[str, int]:
        rows = goals_of_plan(self.plan)
        return {f"{theme or ''}/{n}": pk for theme, n, pk in rows.values_list("theme__slug", "number", "pk")}

    @cached_property
    def _past_goal_keys(self) -> Mapping[str, int]:
        rows = goals_of_plan(self.plan.predecessor_id).select_related("theme")
        year = self.plan.predecessor.year if self.plan.predecessor else 0
        return {f"{year}/{row.theme.slug if row.theme else ''}/{row.number}": row.pk for row in rows}

    @cached_property
    def _past_theme_keys(self) -> Mapping[str, int]:
        year = self.plan.predecessor.year if self.plan.predecessor else 0
        rows = Theme.objects.filter(plan=self.plan.predecessor_id).values_list("slug", "pk")
        return {f"{year}/{slug}": pk for slug, pk in rows} if self.plan.predecessor_id else {}

    @cached_property
    def _strategy_keys(self) -> Mapping[str, int]:
        children = grouped(strategies_of_plan(self.plan).select_related("theme"), lambda row: row.parent_id)
        keys: dict[str, int] = {}

        def number(above: str, siblings: list[Strategy]) -> None:
            for position, row in enumerate(siblings):
                keys[f"{above}/{position}"] = row.pk
                number(f"{above}/{position}", children.get(row.pk, []))

        for theme, top in grouped(children.get(None, []), lambda row: row.theme).items():
            number(theme.slug if theme else "", top)
        return keys

    @cached_property
    def _initiative_keys(self) -> Mapping[str, int]:
        places: dict[tuple[str, int], str] = {("theme", pk): slug for slug, pk in self._theme_keys.items()}
        places |= {("strategy", pk): key for key, pk in self._strategy_keys.items()}
        rows = Initiative.objects.filter(
            Q(theme__in=self._theme_keys.values()) | Q(strategy__in=self._strategy_keys.values())
        )

        def owner(row: Any) -> str:
            return places["theme", row.theme_id] if row.theme_id else places["strategy", row.strategy_id]

        keys: dict[str, int] = {}
        for above, found in grouped(rows, owner).items():
            keys |= _numbered(f"{above}/", (row.pk for row in found))
        return keys

    @cached_property
    def _follow_up_keys(self) -> Mapping[str, int]:
        return {self.follow_up.kind: self.follow_up.pk} if self.follow_up else {}

    @cached_property
    def _indicator_keys(self) -> Mapping[str, int]:
        """The municipality's own, whose figures are typed as a table."""
        rows = Indicator.objects.filter(owner=self.plan.municipality_id)
        return dict(rows.values_list("slug", "pk"))

    @cached_property
    def _chapter_keys(self) -> Mapping[str, int]:
        return dict(self.follow_up.sections.values_list("slug", "pk")) if self.follow_up else {}

    @cached_property
    def _assessment_keys(self) -> Mapping[str, int]:
        """They are written on their follow-up's page."""
        if self.follow_up is None:
            return {}
        keys = (row.goal_key for row in self.follow_up.assessments.all())
        return {f"{self.follow_up.kind}/{key}": self.follow_up.pk for key in keys}


def _numbered(above: str, keys: Iterable[int]) -> dict[str, int]:
    return {f"{above}{position}": key for position, key in enumerate(keys)}
