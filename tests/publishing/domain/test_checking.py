"""From a finding to the page where it is put right; and what was waived, until the text changes."""

from io import BytesIO
from typing import get_args
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from documents.from_rows import document_of
from plans.models import Plan
from plans.models.append_only import ImmutableError
from publishing.checks import CHECKS, Place
from publishing.checks.model import Kind
from publishing.checks.texts import texts
from publishing.domain.checking import ChecksError, raise_if_blocked, report_of, waive
from publishing.domain.places import ENDED, PAGES, PlaceFinder
from publishing.models import CheckWaiver
from tests.documents.rows import with_report
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    AttachmentFactory,
    DecisionFactory,
    IndicatorFactory,
    InitiativeFactory,
    PlanFactory,
    SectionFactory,
    StrategyFactory,
    TargetFactory,
    TargetGroupContactFactory,
    TargetGroupFactory,
    ThemeFactory,
    UserFactory,
)
from tests.plans.people import editor_of

pytestmark = pytest.mark.django_db
REPORTED = ("follow_up", "assessment")
LONG = "Et ord " * 20
OTHER = "Et andet ord " * 12


@pytest.fixture
def plan() -> Plan:
    """Warned of once, for its long title."""
    plan: Plan = PlanFactory(title=LONG, summary="Kort")
    TargetFactory(goal=AnnualGoalFactory(theme__plan=plan))
    return plan


def test_place_leads_to_the_field_of_every_text_that_there_is(plan: Plan) -> None:
    theme = plan.themes.get()
    parent = SectionFactory(plan=plan)
    rows = {
        DecisionFactory(plan=plan, votes="24 for"): "body",
        SectionFactory(plan=plan, parent=parent): "body",
        AttachmentFactory(plan=plan, section=parent, title="Bilag til afsnit"): "title",
        AttachmentFactory(plan=plan, title="Bilag til planen"): "title",
        AnnualGoalFactory(theme=None, plan=plan): "text",
        AnnualGoalFactory(theme=theme): "text",
    }
    whole = StrategyFactory(theme=theme, position=1)
    StrategyFactory(theme=theme, position=0)
    part = StrategyFactory(theme=theme, parent=whole)
    own = StrategyFactory(theme=None, plan=plan)
    rows |= dict.fromkeys((whole, part, own), "body")
    rows |= {InitiativeFactory(theme=theme, body="Første"): "body", InitiativeFactory(theme=theme): "body"}
    rows |= {InitiativeFactory(theme=None, strategy=strategy): "body" for strategy in (part, own)}
    assessment = AssessmentFactory(follow_up__plan=plan, goal=theme.goals.first())
    of_plan, of_report = PlaceFinder(plan), PlaceFinder(plan, assessment.follow_up)
    found = [
        (text.value, (of_report if text.place.kind in REPORTED else of_plan).address(text.place))
        for text in texts(with_report(plan))
    ]
    addresses = {address for _text, address in found}
    for row, field in rows.items():
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        wanted = reverse(name, args=[row.pk]) + f"#id_{field}"
        assert wanted in addresses
    report = reverse("admin:goals_followup_change", args=[assessment.follow_up_id])
    assert (assessment.text, f"{report}#id_text") in found
    own = reverse("admin:plans_plan_change", args=[plan.pk])
    assert (plan.title, f"{own}#id_title") in found
    assert reverse("desk-plan", args=[plan.pk]) not in addresses


def test_kinds_of_places_are_all_known() -> None:
    assert {*PAGES, *ENDED, "contact"} == set(get_args(Kind))


def test_a_missing_contact_leads_to_the_list_of_contacts(plan: Plan) -> None:
    theme = ThemeFactory(plan=plan)
    theme.target_groups.add(TargetGroupFactory(name="Unge"))
    found = {one.check.id: one for one in report_of(plan).warnings}
    assert found["no_contact"].address == reverse("admin:themes_targetgroupcontact_changelist")
    TargetGroupContactFactory(municipality=plan.municipality, target_group=theme.target_groups.get())
    assert "no_contact" not in {one.check.id for one in report_of(plan).warnings}


def test_place_that_is_gone_leads_to_the_plan(plan: Plan) -> None:
    own = IndicatorFactory(owner=plan.municipality)
    address = PlaceFinder(plan).address(Place("indicator", own.slug, "source", own.name))
    assert address == reverse("admin:goals_indicator_figures", args=[own.pk])
    address = PlaceFinder(plan).address(Place("section", "vaek", "body", "Væk"))
    assert address == reverse("desk-plan", args=[plan.pk])


def test_what_was_left_open_leads_to_where_the_reason_is_written(plan: Plan) -> None:
    before = AnnualGoalFactory(theme__plan__municipality=plan.municipality, theme__plan__year=2001)
    plan.predecessor = before.theme.plan
    plan.save()
    found = {one.check.id: one.address for one in report_of(plan).warnings}
    assert found["past_goal_open"] == reverse("desk-ended-goal", args=[plan.pk, before.pk])
    assert found["past_theme_open"] == reverse("desk-ended-theme", args=[plan.pk, before.theme_id])


def test_report_parts_stops_from_warnings(plan: Plan) -> None:
    SectionFactory(plan=plan, body="Ring om 010190-1234.")
    report = report_of(plan)
    assert [one.check.id for one in report.stops] == ["cpr_number"]
    assert [one.check.id for one in report.warnings] == ["long_title"]
    assert [group.check.id for group in report.warning_groups] == ["long_title"]
    assert report.waived == ()


def test_warning_is_waived_with_a_reason_which_is_kept(plan: Plan) -> None:
    person = editor_of(plan)
    assert waive(plan, report_of(plan).warnings, person, " Byrådets egne ord ") == 1
    report = report_of(plan)
    assert report.warnings == ()
    [waived] = report.waived
    assert waived.waiver is not None
    assert (waived.waiver.reason, waived.waiver.by) == ("Byrådets egne ord", person)


def test_waiver_lapses_when_the_text_changes_and_holds_again_when_it_is_back(plan: Plan) -> None:
    waive(plan, report_of(plan).warnings, editor_of(plan), "Byrådets ord")
    Plan.objects.filter(pk=plan.pk).update(title=OTHER)
    assert [one.check.id for one in report_of(plan).warnings] == ["long_title"]
    Plan.objects.filter(pk=plan.pk).update(title=LONG)
    assert report_of(plan).warnings == ()


def test_waiver_does_not_spread_to_another_place_or_plan(plan: Plan) -> None:
    waive(plan, report_of(plan).warnings, editor_of(plan), "Byrådets ord")
    SectionFactory(plan=plan, title=LONG)
    assert [one.finding.place.kind for one in report_of(plan).warnings] == ["section"]
    other = PlanFactory(title=LONG)
    assert [one.check.id for one in report_of(other).warnings] == ["long_title"]


def test_stop_cannot_be_waived(plan: Plan) -> None:
    SectionFactory(plan=plan, body="Ring om 010190-1234.")
    with pytest.raises(ChecksError):
        waive(plan, report_of(plan).stops, editor_of(plan), "Det er ikke et CPR-nummer")
    report = report_of(plan)
    [stop] = report.stops
    row = CheckWaiver(
        plan=plan,
        check_id=stop.check.id,
        place=stop.finding.place.id,
        text_hash=stop.finding.text_hash,
        by=UserFactory(),
        reason="Indsneget",
    )
    row.save()
    assert len(report_of(plan).stops) == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_waiving_asks_for_a_reason(plan: Plan, reason: str) -> None:
    with pytest.raises(ChecksError):
        waive(plan, report_of(plan).warnings, editor_of(plan), reason)
    assert not CheckWaiver.objects.exists()


def test_waiving_twice_keeps_the_first_reason(plan: Plan) -> None:
    warnings = report_of(plan).warnings
    waive(plan, warnings, editor_of(plan), "Første")
    waive(plan, warnings, editor_of(plan), "Anden")
    assert CheckWaiver.objects.get().reason == "Første"


def test_waiver_is_never_changed(plan: Plan) -> None:
    waive(plan, report_of(plan).warnings, editor_of(plan), "Første")
    row = CheckWaiver.objects.get()
    for change in (row.save, row.delete, CheckWaiver.objects.all().delete):
        with pytest.raises(ImmutableError):
            change()


def test_guard_lets_warnings_pass_and_refuses_stops(plan: Plan) -> None:
    assert len(raise_if_blocked(plan, document_of(plan)).warnings) == 1
    section = SectionFactory(plan=plan, title="Om sagen", body="Ring om 010190-1234.")
    with pytest.raises(ChecksError, match=section.title):
        raise_if_blocked(plan, document_of(plan))


def test_annex_file_that_is_gone_is_a_stop_and_no_error(plan: Plan) -> None:
    attachment = AttachmentFactory(plan=plan)
    attachment.file.storage.delete(attachment.file.name)
    assert [one.check.id for one in report_of(plan).found] == ["file_scan"]


def test_annex_file_with_macros_is_a_stop(plan: Plan) -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "x")
        archive.writestr("word/vbaProject.bin", "x")
    row = AttachmentFactory(plan=plan, file__filename="bilag.docx", file__data=content.getvalue())
    [stop] = report_of(plan).stops
    assert stop.address == reverse("admin:plans_attachment_change", args=[row.pk]) + "#id_file"


def test_checks_look_at_a_follow_up_too() -> None:
    assessment = AssessmentFactory(text="Ring om 010190-1234.")
    plan, follow_up = assessment.follow_up.plan, assessment.follow_up
    assert report_of(plan).stops == ()
    report = report_of(follow_up)
    assert [one.finding.place.kind for one in report.stops] == ["assessment"]
    assert [one.check.id for one in report_of(plan).warnings] == ["goal_without_measure"]
    assert report.warnings == ()  # what is warned of in the plan is settled


@pytest.mark.parametrize("rows", [1, 4])
def test_report_makes_the_same_queries_whatever_is_found(
    plan: Plan, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SectionFactory.create_batch(rows, plan=plan, title=LONG)
    for theme in ThemeFactory.create_batch(rows, plan=plan):
        AnnualGoalFactory.create_batch(rows, theme=theme)
    with django_assert_num_queries(REPORT_QUERIES):
        report_of(plan)


REPORT_QUERIES = 29  # one asks what has replaced which indicator


def test_every_check_can_be_run_on_an_empty_plan() -> None:
    plan = PlanFactory()
    assert report_of(plan).found == ()
    assert len({check.id for check in CHECKS}) == len(CHECKS)
