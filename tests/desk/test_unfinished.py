"""What is not looked through, and open remarks, stand on the submit and publish pages, and are waived
with a reason or not at all."""

import pytest
from django.test import Client
from django.urls import reverse

from desk.models import Mark
from plans.enums import PlanState
from plans.models import Municipality, Plan
from publishing.domain.checking import report_of
from publishing.enums import Step
from publishing.models import CheckWaiver
from tests.factories import (
    AnnualGoalFactory,
    FollowUpFactory,
    PartMarkFactory,
    RemarkFactory,
    SectionFactory,
    StrategyFactory,
    ThemeFactory,
    UserFactory,
)
from tests.plans.people import approver_of, editor_of
from tests.steps import take

pytestmark = pytest.mark.django_db
OURS = {"unreviewed", "open_remark"}


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = SectionFactory(plan__municipality=municipality, body="Indledning.").plan
    return plan


def unfinish(plan: Plan) -> None:
    section, theme = plan.sections.get(), ThemeFactory(plan=plan, ambition="Vi vil noget.")
    goal = AnnualGoalFactory(theme=theme)
    for name, row in (("section", section), ("theme", theme), ("goal", goal)):
        PartMarkFactory(
            plan=plan, mark=Mark.UNREVIEWED, section=None, **{name: row}
        ) if name != "section" else (PartMarkFactory(plan=plan, mark=Mark.UNREVIEWED, section=row))
        RemarkFactory(plan=plan, part=row, by=UserFactory(), text=f"Se på {name}")
    strategy = StrategyFactory(theme=None, plan=plan)
    PartMarkFactory(plan=plan, mark=Mark.UNREVIEWED, section=None, strategy=strategy)
    RemarkFactory(plan=plan, part=plan, by=UserFactory(), text="Se på planen")


def ours(plan: Plan) -> list[str]:
    return sorted(one.check.id for one in report_of(plan).warnings if one.check.id in OURS)


def test_each_is_a_warning_with_its_place(plan: Plan) -> None:
    unfinish(plan)
    assert ours(plan) == ["open_remark"] * 4 + ["unreviewed"] * 4
    theme = plan.themes.get()
    page = reverse("admin:themes_theme_change", args=[theme.pk])
    assert {one.address for one in report_of(plan).warnings if one.check.id in OURS} >= {
        f"{page}#id_ambition",
        f"{page}#remarks",
    }


def test_what_is_looked_through_and_resolved_warns_no_more(plan: Plan) -> None:
    unfinish(plan)
    plan.part_marks.update(mark=Mark.READY)
    for remark in plan.remarks.all():
        remark.resolved_at = remark.at
        remark.save()
    assert ours(plan) == []


def test_nothing_unfinished_is_sent_without_a_reason(editor: Client, plan: Plan) -> None:
    unfinish(plan)
    address = reverse("desk-step", args=["plan", plan.pk, "indsend"])
    assert "Se på planen" in editor.get(address).content.decode()
    refused = editor.post(address, {"reason": ""})
    assert list(refused.context["form"].errors) == ["waiving"]
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    editor.post(address, {"reason": "", "waiving": "Det når vi ikke"})
    plan.refresh_from_db()
    assert plan.state == PlanState.SUBMITTING
    assert {row.reason for row in CheckWaiver.objects.filter(check_id__in=OURS)} == {"Det når vi ikke"}
    assert ours(plan) == []


def test_publish_page_asks_about_a_remark_made_since(approver: Client, plan: Plan) -> None:
    take(plan, Step.SUBMIT, editor_of(plan))
    take(plan, Step.APPROVE, approver_of(plan))
    RemarkFactory(plan=plan, part=plan, by=UserFactory(), text="Vent med at udgive")
    page = approver.get(reverse("admin:plans_plan_publish", args=[plan.pk]))
    assert "Vent med at udgive" in page.content.decode()
    assert page.context["form"].fields["reason"].required


def test_follow_up_is_not_warned_of_the_plans_parts(plan: Plan) -> None:
    unfinish(plan)
    report = report_of(FollowUpFactory(plan=plan))
    assert [one for one in report.warnings if one.check.id in OURS] == []
