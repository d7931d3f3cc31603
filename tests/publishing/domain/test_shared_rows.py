"""What plans share and has changed while an approved text waits is named to whoever publishes."""

import pytest

from goals.models import Indicator
from plans.models import Plan
from publishing.domain.shared_rows import shared_changes
from publishing.domain.texts import document_now
from tests.factories import InitiativeFactory, TargetFactory, TargetGroupFactory
from themes.models import TargetGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    target = TargetFactory(indicator__name="Ledige")
    initiative = InitiativeFactory(theme=target.goal.theme)
    initiative.target_groups.add(TargetGroupFactory(name="Unge"))
    plan: Plan = target.goal.theme.plan
    return plan


def test_renamed_indicator_is_named_as_it_was(plan: Plan) -> None:
    approved = document_now(plan)
    Indicator.objects.update(name="Arbejdsløse")
    assert shared_changes(approved, document_now(plan)) == ("Tal: Ledige",)


def test_renamed_target_group_is_named_as_it_was_and_is_now(plan: Plan) -> None:
    approved = document_now(plan)
    TargetGroup.objects.update(name="Unge under 30")
    assert shared_changes(approved, document_now(plan)) == ("Målgruppe: Unge, nu Unge under 30",)
