"""What is sent for approval is what was checked; nobody waits for the checks to save."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.submitting import submit
from publishing.models import CheckWaiver, FrozenText, WorkflowStep
from tests.factories import AssessmentFactory, ThemeFactory
from tests.plans.people import editor_of

pytestmark = pytest.mark.django_db(transaction=True)
Run = Callable[[str, Any, bool, dict[str, Any]], Any]


def during_the_checks(act: Callable[[], object]) -> Callable[[Run, str, Any, bool, dict[str, Any]], Any]:
    """Acts once, when the checks ask what has been waived."""
    asked: list[str] = []

    def wrapper(execute: Run, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if "checkwaiver" in sql and not asked:
            asked.append(sql)
            act()
        return execute(sql, params, many, context)

    return wrapper


@pytest.fixture
def plan() -> Plan:
    plan: Plan = ThemeFactory().plan
    return plan


def test_checks_run_before_the_transaction(plan: Plan) -> None:
    held: list[bool] = []
    author = editor_of(plan)
    with connection.execute_wrapper(during_the_checks(lambda: held.append(connection.in_atomic_block))):
        taken = submit(plan, author, waiving="Det er i orden.")
    assert held == [False]
    assert (plan.state, taken.text) == (PlanState.SUBMITTING, FrozenText.objects.get())


def test_text_that_is_saved_while_it_is_checked_is_not_sent(plan: Plan) -> None:
    author = editor_of(plan)
    with (
        connection.execute_wrapper(
            during_the_checks(lambda: plan.themes.update(ambition="Ring 010190-1234."))
        ),
        pytest.raises(RefusedError, match="ændret, mens"),
    ):
        submit(plan, author, waiving="Det er i orden.")
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    for model in (FrozenText, WorkflowStep, CheckWaiver):
        assert not model._default_manager.exists()


def test_report_that_is_judged_otherwise_while_it_is_checked_is_not_sent() -> None:
    follow_up = AssessmentFactory().follow_up
    author = editor_of(follow_up.plan)
    with (
        connection.execute_wrapper(
            during_the_checks(lambda: follow_up.assessments.update(verdict="not_met"))
        ),
        pytest.raises(RefusedError, match="ændret, mens"),
    ):
        submit(follow_up, author, waiving="Det er i orden.")
    assert not FrozenText.objects.exists()
