"""The country for trial, as small as it can be."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from desk.management.country.compose import Town
from documents import tree
from documents.printing import Pdf
from plans.models import Plan
from publishing.domain.verifying import verify
from publishing.models import Edition, WorkflowStep
from tests.factories import PlanFactory
from tests.website.pages import body
from website.domain.addresses import of_municipality
from website.models import SearchSource

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> list[str]:
    output = StringIO()
    call_command("make_country", municipalities=2, years=2, stdout=output)
    return output.getvalue().splitlines()


def test_each_year_has_a_plan_and_each_that_is_over_a_follow_up(made: list[str]) -> None:
    assert made == ["København: 3 udgaver", "Frederiksberg: 3 udgaver"]
    assert Edition.objects.of_plans().current().count() == 4
    assert Edition.objects.of_follow_ups().current().count() == 2
    assert SearchSource.objects.count() == 6
    assert set(Plan.objects.values_list("state", flat=True)) == {"published"}
    assert WorkflowStep.objects.filter(step="publish", text__isnull=False).count() == 6


def test_what_is_made_stands_before_the_proof(made: list[str]) -> None:
    assert [finding for finding in verify() if finding.faults] == []


def test_themes_and_goals_continue_those_of_the_year_before(made: list[str]) -> None:
    before, after = Edition.objects.of_plans().filter(municipality_slug="koebenhavn").order_by("year")
    themes = {theme.slug for theme in before.document.themes}
    for theme in after.document.themes:
        assert theme.predecessor == tree.ThemeRef(before.year, theme.slug)
        assert theme.slug in themes
        assert [goal.predecessor for goal in theme.goals] == [
            tree.GoalRef(before.year, theme.slug, goal.number) for goal in theme.goals
        ]


def test_the_same_name_gives_the_same_plans(made: list[str]) -> None:
    edition = Edition.objects.of_plans().filter(municipality_slug="koebenhavn").order_by("year")[0]
    town = Town(edition.document.municipality, edition.year, 2, _national(edition))
    assert next(town.plans()) == edition.document


def _national(edition: Edition) -> dict[int, list[tree.NationalGoal]]:
    return {edition.year: list(edition.document.national_goals)}


def test_public_pages_of_a_town_are_answered(made: list[str], client: Client) -> None:
    answers = {}
    for address in list(of_municipality("frederiksberg"))[::11]:  # some of each kind
        response = client.get(address.path)
        body(response)
        answers[address.path] = response.status_code
    assert {path: status for path, status in answers.items() if status not in (200, 302)} == {}


def test_a_portal_with_plans_is_left_alone_unless_somebody_says_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = PlanFactory(municipality__code="147", municipality__slug="frederiksberg")
    with pytest.raises(CommandError, match="--yes"):
        call_command("make_country")
    assert Edition.objects.count() == 0
    monkeypatch.setattr("desk.management.commands.make_country.Press", lambda: lambda json: Pdf(b"%PDF", 1))
    call_command("make_country", municipalities=2, years=1, yes=True, verbosity=0)
    assert set(Edition.objects.values_list("municipality_slug", flat=True)) == {"koebenhavn"}
    assert Plan.objects.filter(municipality=plan.municipality).get() == plan
