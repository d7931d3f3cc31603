"""Every page of the desk makes the same number of queries for one of everything and for three."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.domain.sharing import share
from plans.enums import PlanState
from plans.models import Municipality, Plan
from publishing.domain.texts import freeze
from publishing.domain.workflow import note
from publishing.enums import Step
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    AttachmentFactory,
    DeadlineFactory,
    DecisionFactory,
    DroppedGoalFactory,
    DroppedThemeFactory,
    EditionFactory,
    FollowUpFactory,
    InitiativeFactory,
    JobFactory,
    PartMarkFactory,
    PlanFactory,
    RecipientFactory,
    RemarkFactory,
    SectionFactory,
    ShareLinkFactory,
    StrategyFactory,
    TargetFactory,
    ThemeFactory,
    UserFactory,
    WorkflowStepFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]

# Where the tree is built of the rows, one asks what has replaced which indicator.
QUERIES = {
    "desk-plan": 21,
    "desk-checks": 40,
    "desk-checks-beside": 40,
    "desk-steps": 6,
    "desk-share": 6,
    "desk-next-year": 12,
    "desk-since-edition": 31,
    "desk-step": 41,
    "desk-stop": 5,
    "publish": 45,
    "history": 52,
    "history-theme": 29,
    "plan": 30,
    "section": 14,
    "theme": 30,
    "goal": 18,
    "strategy": 17,
    "follow-up": 32,
    "shared": 4,
    "shared-theme": 4,
    "shared-goal": 4,
    "own": 30,
    "own-theme": 30,
    "own-goals": 30,
    "own-goal": 30,
    "approve": 19,
    "desk-decision": 6,
    "desk-jobs": 5,
    "text": 16,
    "text-changes": 17,
    "text-theme": 16,
    "text-goal": 16,
}
"""The outline (`desk-plan`) is allowed 21 and the theme's page 25, whatever the plan holds."""


STATES = {
    "publish": PlanState.APPROVED,
    "approve": PlanState.SUBMITTED,
    "desk-decision": PlanState.SUBMITTED,
    "text": PlanState.SUBMITTED,
    "text-changes": PlanState.SUBMITTED,
    "text-theme": PlanState.SUBMITTED,
    "text-goal": PlanState.SUBMITTED,
}


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    ContentType.objects.get_for_models(*apps.get_models())  # read once for each process
    before = PlanFactory(municipality=municipality, year=2018)
    plan: Plan = PlanFactory(municipality=municipality, year=2019, predecessor=before)
    EditionFactory(plan=plan)
    FollowUpFactory(plan=plan)
    return plan


def fill(plan: Plan, rows: int) -> None:
    """So many of everything that a plan holds, and so many in each of them."""
    past = ThemeFactory(plan=plan.predecessor)
    report = plan.follow_ups.get()
    for factory in (DecisionFactory, AttachmentFactory, DeadlineFactory, RecipientFactory, ShareLinkFactory):
        factory.create_batch(rows, plan=plan)
    for _number in range(rows):
        WorkflowStepFactory(plan=plan, by=UserFactory())
        DroppedGoalFactory(plan=plan)
        DroppedThemeFactory(plan=plan)
        section = SectionFactory(plan=plan)
        PartMarkFactory(plan=plan, section=section)
        AttachmentFactory(plan=plan, section=SectionFactory(plan=plan, parent=section))
        RemarkFactory(plan=plan, part=section, by=UserFactory())
        theme = ThemeFactory(plan=plan, predecessor=past)
        for _inner in range(rows):
            before = AnnualGoalFactory(theme=past)
            goal = AnnualGoalFactory(theme=theme, text=before.text, predecessor=before)
            TargetFactory.create_batch(rows, goal=goal)
            AssessmentFactory(follow_up=report, goal=goal)
            RemarkFactory(plan=plan, part=goal, by=UserFactory())
            InitiativeFactory(theme=None, strategy=StrategyFactory(theme=theme))
            InitiativeFactory(theme=theme)
        TargetFactory(goal=AnnualGoalFactory(theme=None, plan=plan))
        StrategyFactory(theme=None, plan=plan)


def address_of(name: str, plan: Plan) -> str:
    theme = plan.themes.order_by("number").first()
    goal = theme.goals.order_by("number").first()
    _link, token = share(plan, "Udvalget", 30, UserFactory())
    text = freeze(plan, None)
    note(plan, Step.SUBMIT, None, text=text)
    rows = {
        "plan": plan,
        "section": plan.sections.order_by("pk").first(),
        "theme": theme,
        "goal": goal,
        "strategy": theme.strategies.order_by("pk").first(),
        "follow-up": plan.follow_ups.get(),
    }
    special = {
        "desk-share": ("desk-share", ["plan", plan.pk]),
        "desk-checks": ("desk-checks", ["plan", plan.pk]),
        "desk-checks-beside": ("desk-checks-beside", ["plan", plan.pk]),
        "desk-step": ("desk-step", ["plan", plan.pk, "indsend"]),
        "approve": ("desk-step", ["plan", plan.pk, "godkend"]),
        "desk-steps": ("desk-steps", ["plan", plan.pk]),
        "desk-stop": ("desk-stop", ["plan", plan.pk]),
        "desk-decision": ("desk-decision", ["plan", plan.pk]),
        "desk-jobs": ("desk-jobs", ["plan", plan.pk]),
        "desk-since-edition": ("desk-since-edition", ["plan", plan.pk]),
        "publish": ("admin:plans_plan_publish", [plan.pk]),
        "history": ("admin:plans_plan_history", [plan.pk]),
        "history-theme": ("admin:themes_theme_history", [theme.pk]),
        "shared": ("shared:plan", [token]),
        "shared-theme": ("shared:theme", [token, theme.slug]),
        "shared-goal": ("shared:theme-goal", [token, theme.slug, goal.number]),
        "own": ("own:plan", ["plan", plan.pk]),
        "own-theme": ("own:theme", ["plan", plan.pk, theme.slug]),
        "own-goals": ("own:goals", ["plan", plan.pk]),
        "own-goal": ("own:theme-goal", ["plan", plan.pk, theme.slug, goal.number]),
        "text": ("text:plan", [text.pk]),
        "text-changes": ("text:changes", [text.pk]),
        "text-theme": ("text:theme", [text.pk, theme.slug]),
        "text-goal": ("text:theme-goal", [text.pk, theme.slug, goal.number]),
    }
    if row := rows.get(name):
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    found, args = special.get(name, (name, [plan.pk]))
    return reverse(found, args=args)


@pytest.mark.parametrize("name", QUERIES)
def test_page_makes_the_same_queries_for_one_and_for_three(approver: Client, plan: Plan, name: str) -> None:
    made: list[int] = []
    for more in (1, 2):
        fill(plan, more)
        JobFactory.create_batch(more, plan=plan, text=freeze(plan, None))
        if name in STATES:
            Plan.objects.filter(pk=plan.pk).update(state=STATES[name])
        address = address_of(name, plan)
        with CaptureQueriesContext(connection) as queries:
            response: Any = approver.get(address)
        assert response.status_code == 200
        made.append(len(queries))
    assert made == [QUERIES[name]] * 2
