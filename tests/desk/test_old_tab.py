"""Two tabs: in one a text was read, in the other it has been sent back, changed and sent again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.enums import PlanState, Role
from plans.models import Decision, Membership, Municipality, Plan
from publishing.domain.workflow import history
from publishing.enums import Step
from publishing.models import Edition
from tests.factories import AnnualGoalFactory, TargetFactory
from tests.plans.people import editor_of
from tests.steps import take

pytestmark = pytest.mark.django_db

PAGES: dict[str, tuple[bool, str, dict[str, str], Step]] = {
    "godkend": (False, "trin", {"reason": ""}, Step.APPROVE),
    "send-tilbage": (False, "trin", {"reason": "Nej"}, Step.RETURN),
    "beslutning": (False, "", {"body": "Byrådet", "date": "2018-12-11", "outcome": "adopted"}, Step.DECISION),
    "udgiv": (True, "", {"note": "Vedtaget", "when": "now"}, Step.PUBLISH),
    "planlæg": (True, "", {"note": "Vedtaget", "when": "later", "at": "2090-01-01T08:00"}, Step.SCHEDULE),
}


def address(plan: Plan, name: str) -> str:
    if name in {"udgiv", "planlæg"}:
        return reverse("admin:plans_plan_publish", args=[plan.pk])
    if name == "beslutning":
        return reverse("desk-decision", args=["plan", plan.pk])
    return reverse("desk-step", args=["plan", plan.pk, name])


@pytest.mark.parametrize("name", PAGES)
def test_old_tab_is_answered_with_the_difference_and_a_new_choice(
    approver: Client, municipality: Municipality, name: str
) -> None:
    approved, _where, data, step = PAGES[name]
    plan = TargetFactory(
        goal=AnnualGoalFactory(
            theme__plan__municipality=municipality, theme__plan__year=2019, theme__ambition="Alle skal med."
        )
    ).goal.theme.plan
    editor = editor_of(plan)
    person = Membership.objects.get(municipality=municipality, role=Role.APPROVER).person

    def send() -> None:
        take(plan, Step.SUBMIT, editor)
        if approved:
            take(plan, Step.APPROVE, person)

    send()
    opened: Any = approver.get(address(plan, name))
    read = opened.context["form"]["read"].value()
    assert f'value="{read}"' in opened.content.decode()
    take(plan, Step.RETURN, person, "Mangler")
    plan.themes.update(ambition="Kun nogle skal med.")
    send()
    state, steps = Plan.objects.get(pk=plan.pk).state, len(list(history(plan)))

    refused: Any = approver.post(address(plan, name), {**data, "read": read})

    assert refused.status_code == 409
    content = refused.content.decode()
    assert "Teksten er ændret, siden du åbnede siden." in content
    assert "<del" in content
    assert "Kun nogle" in content
    assert (Plan.objects.get(pk=plan.pk).state, len(list(history(plan)))) == (state, steps)
    assert (Edition.objects.count(), Decision.objects.count()) == (0, 0)
    again = refused.context["form"]["read"].value()
    assert again != read
    assert f'value="{again}"' in content
    assert approver.post(address(plan, name), {**data, "read": again}).status_code == 302
    newest = next(iter(history(plan)))
    assert (newest.step, newest.by) == (step, person)
    assert PlanState(newest.from_state) is PlanState(state)
