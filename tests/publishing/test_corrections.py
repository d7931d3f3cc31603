"""Numbers 1, 1.1, 2: a correction of language is a step behind the point."""

import re

import pytest
from django.test import Client
from django.utils import translation

from documents.tree import PlanRef
from goals.enums import FollowUpKind
from goals.models import Assessment, FollowUp, NationalGoal
from plans.errors import RefusedError
from plans.models import Municipality, Plan
from publishing.domain.open_edition import find_edition, open_plan
from publishing.domain.withdraw import withdraw
from publishing.models import Edition
from publishing.numbering import EditionNumber
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    EditionFactory,
    FollowUpFactory,
    NationalGoalFactory,
    ThemeFactory,
)
from tests.publishing.edition_factory import numbered_with_others
from tests.steps import publish
from tests.website.pages import read

pytestmark = pytest.mark.django_db
ON_ONE_PLAN = (FollowUpKind.INTERIM, FollowUpKind.FINAL)


@pytest.fixture
def plan() -> Plan:
    plan: Plan = ThemeFactory(number=1, ambition="Flere i arbejde.", plan__year=2019).plan
    return plan


def published(plan: Plan, text: str, **how: object) -> str:
    plan.themes.update(ambition=text)
    return str(publish(plan, by=None, **how).label)  # type: ignore[arg-type]


def test_corrections_are_counted_behind_the_point_and_full_editions_before_it(plan: Plan) -> None:
    assert [
        published(plan, "A", note="Første"),
        published(plan, "B", correction=True),
        published(plan, "C", correction=True),
        published(plan, "D", note="Nye mål"),
        published(plan, "E", correction=True),
    ] == ["1", "1.1", "1.2", "2", "2.1"]
    assert [str(edition.label) for edition in Edition.objects.current()] == ["2.1"]


def test_correction_needs_no_note_and_says_in_danish_what_it_is(plan: Plan) -> None:
    published(plan, "A", note="Første")
    published(plan, "B", correction=True)
    published(plan, "C", correction=True, note=" En trykfejl i mål 1 ")
    notes = Edition.objects.order_by("correction").values_list("change_note", flat=True)
    assert list(notes) == ["Første", "Sproglig rettelse", "En trykfejl i mål 1"]


def test_full_edition_needs_a_note_after_a_correction_too(plan: Plan) -> None:
    published(plan, "A", note="Første")
    with pytest.raises(RefusedError):
        published(plan, "B")


def test_correction_of_unchanged_text_is_refused(plan: Plan) -> None:
    published(plan, "A", note="Første")
    with pytest.raises(RefusedError):
        published(plan, "A", correction=True)


def test_there_is_nothing_to_correct_before_the_first_edition_or_after_a_withdrawal(plan: Plan) -> None:
    with pytest.raises(RefusedError):
        published(plan, "A", correction=True)
    published(plan, "A", note="Første")
    withdraw(Edition.objects.get(), by=None, reason="Forkerte tal")
    with pytest.raises(RefusedError):
        published(plan, "B", correction=True)
    assert published(plan, "B", note="Rettet") == "2"


def test_number_is_part_of_the_permanent_address_and_of_the_files_name(plan: Plan) -> None:
    published(plan, "A", note="Første")
    published(plan, "B", correction=True)
    edition = Edition.objects.get(correction=1)
    root = f"/{plan.municipality.slug}/2019/udgave/1.1/"
    assert edition.get_absolute_url() == root
    assert edition.pdf.name.endswith("plan-1.1.pdf")


def test_pages_and_files_of_a_correction_are_its_own(client: Client, plan: Plan) -> None:
    published(plan, "Ordet er skrevet forkret.", note="Første")
    published(plan, "Ordet er skrevet rigtigt.", correction=True)
    root, slug = f"/{plan.municipality.slug}/2019", plan.themes.get().slug
    assert "forkret" in client.get(f"{root}/udgave/1/tema/{slug}/").content.decode()
    assert "rigtigt" in client.get(f"{root}/udgave/1.1/tema/{slug}/").content.decode()
    assert "rigtigt" in client.get(f"{root}/tema/{slug}/").content.decode()
    response = client.get(f"{root}/udgave/1.1/plan.pdf")
    list(response)
    assert response["Content-Disposition"].endswith('-udgave-1.1-plan.pdf"')


def test_old_edition_leads_to_its_correction(client: Client, plan: Plan) -> None:
    published(plan, "A", note="Første")
    published(plan, "B", correction=True)
    root = f"/{plan.municipality.slug}/2019"
    old = read(client.get(f"{root}/udgave/1/"))
    assert f"{root}/" in old.links
    assert any(re.search(r"\b1\.1\b", text) for text in old.text("aside"))
    listed = read(client.get(f"{root}/udgaver/"))
    assert [text for text in listed.text("h2") if re.match(r"Udgave 1", text)] == [
        "Udgave 1.1 Gældende",
        "Udgave 1",
    ]


@pytest.mark.parametrize("number", ["0", "1.0", "01", "1.01", "1.", ".1", "1.1.1", "1,1", "99999"])
def test_number_is_written_in_one_way(client: Client, plan: Plan, number: str) -> None:
    published(plan, "A", note="Første")
    assert client.get(f"/{plan.municipality.slug}/2019/udgave/{number}/").status_code == 404


def test_json_is_the_same_whatever_the_edition_is_called(plan: Plan) -> None:
    published(plan, "A", note="Første")
    published(plan, "B", note="Anden")
    published(plan, "A", correction=True)
    first, last = Edition.objects.get(number=1), Edition.objects.get(number=2, correction=1)
    assert first.document_json == last.document_json


def test_editions_are_ordered_by_number_and_not_by_text() -> None:
    numbers = [
        EditionNumber(1),
        EditionNumber(1, 1),
        EditionNumber(1, 10),
        EditionNumber(2),
        EditionNumber(10),
    ]
    assert sorted([numbers[4], numbers[2], numbers[0], numbers[3], numbers[1]]) == numbers
    assert [str(number) for number in numbers] == ["1", "1.1", "1.10", "2", "10"]


def test_open_plan_finds_each_edition_by_its_number() -> None:
    plan = EditionFactory(plan__year=2019, number=1).plan
    EditionFactory(plan=plan, number=1, correction=1)
    town = plan.municipality.slug
    assert open_plan(town, PlanRef(2019), None).edition.label == EditionNumber(1, 1)
    assert open_plan(town, PlanRef(2019), EditionNumber(1)).superseded is True
    assert find_edition(town, PlanRef(2019), EditionNumber(1), follow_ups=False).label == EditionNumber(1)


def test_each_follow_up_is_corrected_by_itself(plan: Plan) -> None:
    goal = AnnualGoalFactory(theme=plan.themes.get())
    half_year, whole_year = [FollowUpFactory(plan=plan, kind=kind) for kind in ON_ONE_PLAN]
    for report in (half_year, whole_year):
        AssessmentFactory(follow_up=report, goal=goal, text="Det gik got.")
        publish(report, by=None, note="Ny")
    Assessment.objects.filter(follow_up=half_year).update(text="Det gik godt.")
    publish(half_year, by=None, correction=True)
    found = Edition.objects.of_follow_ups().order_by("pk")
    assert [(edition.follow_up_id, str(edition.label)) for edition in found] == [
        (half_year.pk, "1"),
        (whole_year.pk, "1"),
        (half_year.pk, "1.1"),
    ]


def test_correction_that_reorders_the_plan_is_refused_with_the_list(plan: Plan) -> None:
    first = plan.themes.get()
    second = ThemeFactory(plan=plan, number=2, title="Virksomheder", slug="virksomheder")
    AnnualGoalFactory(theme=first, number=1, text="Højst 100 ledige.")
    publish(plan, by=None, note="Første")
    for theme, number in ((first, 9), (second, 1), (first, 2)):
        plan.themes.filter(pk=theme.pk).update(number=number)
    first.goals.update(text="Højst 90 ledige.")
    with translation.override("da"), pytest.raises(RefusedError) as refused:
        publish(plan, by=None, correction=True)
    assert "Virksomheder" in str(refused.value)
    assert "er flyttet" in str(refused.value)
    assert "andre tal" in str(refused.value)
    assert [str(edition.label) for edition in Edition.objects.all()] == ["1"]


def test_correction_keeps_what_is_shared_as_it_was_published(plan: Plan) -> None:
    national = NationalGoalFactory(year=2019, title="Flere i job")
    published(plan, "Fler i arbejde.", note="Første")
    NationalGoal.objects.filter(pk=national.pk).update(title="Et helt andet mål")
    Municipality.objects.filter(pk=plan.municipality_id).update(phone="12 34 56 78")
    published(plan, "Flere i arbejde.", correction=True)
    first, corrected = Edition.objects.order_by("correction")
    assert corrected.document.themes[0].ambition == "Flere i arbejde."
    assert corrected.document.national_goals == first.document.national_goals
    assert corrected.document.municipality == first.document.municipality


def test_correction_of_a_report_is_held_against_its_own_edition_where_others_share_its_numbers(
    plan: Plan,
) -> None:
    """Those on one plan once shared a series."""
    goal = AnnualGoalFactory(theme=plan.themes.get())
    status, final = (FollowUpFactory(plan=plan, kind=kind, title=f"Om {kind}") for kind in ON_ONE_PLAN)
    for number, report in enumerate((status, final), start=1):
        AssessmentFactory(follow_up=report, goal=goal)
        numbered_with_others(report, number)
    FollowUp.objects.filter(pk=status.pk).update(introduction="Sådan gik det hidtil.")
    corrected = publish(FollowUp.objects.get(pk=status.pk), by=None, correction=True)
    assert (corrected.title, str(corrected.label)) == (status.title, "1.1")
