"""Every page that somebody writes in, before axe and on a phone's width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from accounts.domain import people
from plans.enums import Role
from plans.models import Plan
from tests.browser.people import sign_in
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    DeadlineFactory,
    DecisionFactory,
    FollowUpFactory,
    InitiativeFactory,
    InvitationFactory,
    MembershipFactory,
    RecipientFactory,
    RemarkFactory,
    SectionFactory,
    StrategyFactory,
    TargetFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(page: Page) -> list[str]:
    """Of a plan with one of everything, for a person with every role, who is signed in."""
    theme = ThemeFactory(number=1, plan__year=2019)
    plan: Plan = theme.plan
    section = SectionFactory(plan=plan, body="Vi vil have flere i job.")
    goal = AnnualGoalFactory(theme=theme, number=1)
    target = TargetFactory(goal=goal)
    strategy = StrategyFactory(theme=theme)
    assessment = AssessmentFactory(goal=goal, follow_up=FollowUpFactory(plan=plan))
    rows = [theme, section, goal, target, strategy, assessment, assessment.follow_up, plan]
    rows += [
        InitiativeFactory(strategy=strategy, theme=None),
        DecisionFactory(plan=plan),
        DeadlineFactory(plan=plan),
    ]
    rows += [RecipientFactory(plan=plan), plan.municipality]
    RemarkFactory(plan=plan, part=theme)
    invitation = InvitationFactory(municipality=plan.municipality)
    first = MembershipFactory(municipality=plan.municipality, role=Role.EDITOR)
    for role in (Role.APPROVER, Role.MANAGER):
        MembershipFactory(person=first.person, municipality=plan.municipality, role=role)
    sign_in(page, first.person)
    forms = [f"{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/" for row in [*rows, first]]
    return [
        people.link_of(invitation).partition("/admin/")[2],
        *forms,
        *(address.replace("change/", "history/") for address in forms[:2]),
        f"themes/theme/add/?plan={plan.pk}",
        f"plans/section/add/?plan={plan.pk}",
        f"goals/annualgoal/add/?plan={plan.pk}",
        "plans/plan/add/",
        "tabeller/",
        "",
        *(f"kommune/{plan.municipality_id}/folk/{page}" for page in ("", "inviter/", f"{first.person_id}/")),
    ]


def test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(page: Page, addresses: list[str]) -> None:
    page = page.context.new_page()  # axe sets styles of its own, and the browser logs that they are refused
    faults: list[str] = []
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(f"/admin/{address}")
        assert answer is not None
        if answer.status != 200:
            faults.append(f"{address} answers {answer.status}")
            continue
        for violation in Axe().run(page, options={"preload": False}).response["violations"]:
            faults += [f"{address} {violation['id']}: {node['html'][:150]}" for node in violation["nodes"]]
        page.set_viewport_size({"width": 360, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            faults.append(f"{address} is wider than a phone")
    assert faults == []


def test_pages_before_the_sign_in_are_clean_too(page: Page) -> None:
    page = page.context.new_page()
    link = people.link_of(InvitationFactory()).partition("/admin/")[2]
    test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(
        page, ["login/", "glemt/", "glemt/sendt/", "glemt/MQ/x-y/", link]
    )
