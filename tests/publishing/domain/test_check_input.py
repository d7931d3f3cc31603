"""What the checks are given, out of a real database and a real folder of files."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import DjangoAssertNumQueries, Settings

from documents.proposal import as_proposal
from goals.models import DroppedGoal
from plans.models import Plan
from publishing.checks.model import CheckInput
from publishing.domain.check_input import check_input_of
from publishing.domain.scanning import NOT_THERE
from publishing.domain.texts import document_now
from publishing.models import Edition, Subject
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    AttachmentFactory,
    DroppedThemeFactory,
    EditionFactory,
    PlanFactory,
    SectionFactory,
    ThemeFactory,
    UserFactory,
    WithdrawalFactory,
)
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan: Plan = ThemeFactory(
        plan__municipality__slug="prøvekommune", plan__year=2019, slug="unge", number=1
    ).plan
    return plan


def check_input_now(subject: Subject) -> CheckInput:
    return check_input_of(subject, document_now(subject))


def linking(plan: Plan, *addresses: str) -> frozenset[str]:
    """Those of the addresses that lead nowhere, when a text of the plan links to all of them."""
    SectionFactory(plan=plan, slug="indledning", body=" ".join(f"[x]({address})" for address in addresses))
    return check_input_now(plan).dead_addresses


def test_own_pages_are_there_although_nothing_is_published_yet(plan: Plan) -> None:
    plan.municipality.slug = "proeve"
    plan.municipality.save()
    root = "/proeve/2019"
    there = [
        f"{root}/",
        root,
        f"{root}/tema/unge/",
        f"{root}/afsnit/indledning/",
        f"{root}/maal/",
        "/proeve/",
    ]
    AnnualGoalFactory(theme=plan.themes.get(), number=1)
    AnnualGoalFactory(theme=None, plan=plan, number=2)
    there += [f"{root}/{page}" for page in ("tema/unge/maal/1/", "maal/2/", "tema/unge.pdf", "maal.csv")]
    gone = [f"{root}/tema/ledige/", f"{root}/afsnit/vaek/", f"{root}/udgave/1/", f"{root}/opfoelgning/"]
    gone += [
        f"{root}/{page}" for page in ("tema/unge/maal/2/", "maal/1/", "maal/9/traad/", "tema/ledige.pdf")
    ]
    assert linking(plan, *there, *gone, f"{root}/plan.pdf") == frozenset(gone)


def test_other_pages_are_there_when_they_are_published(plan: Plan) -> None:
    publish(document_of("herning", 2018))
    publish(report_of(document_of("herning", 2018)))
    withdraw(publish(document_of("vejle", 2018)))
    there = ["/", "/herning/", "/herning/2018/", "/herning/2018/tema/tema-1/", "/herning/2018/udgave/1/"]
    there += ["/herning/2018/opfoelgning/", "/herning/2018/afsnit/oekonomi/"]
    there += ["/herning/2018/tema/tema-1/maal/1/", "/herning/2018/udgave/1/tema/tema-1/maal/1/"]
    gone = [
        "/herning/2017/",
        "/herning/2018/tema/vaek/",
        "/herning/2018/udgave/2/",
        "/vejle/2018/",
        "/aarhus/",
    ]
    gone += ["/herning/2018/tema/tema-1/maal/99/", "/herning/2018/udgave/1/tema/vaek/maal/1/"]
    gone += ["/herning/2018/udgave/1/afsnit/vaek/", "/admin/", "/findes/ikke/", "/vejle/"]
    assert linking(plan, *there, *gone) == frozenset(gone)


def test_pages_and_files_of_another_plan_s_proposal_are_there(plan: Plan) -> None:
    publish(as_proposal(document_of("herning", 2027)))
    root = "/herning/2027"
    there = ["", "tema/tema-1/", "afsnit/oekonomi/", "plan.pdf", "maal.csv", "tema/tema-1.pdf", "udgaver/"]
    there += ["forslag/1/", "forslag/1/plan.pdf"]
    gone = ["tema/vaek/", "tema/tema-1/gennem-aarene/", "udgave/1/", "opfoelgning/"]
    addresses = {f"{root}/{page}" for page in there + gone}
    assert linking(plan, *addresses) == {f"{root}/{page}" for page in gone}


def test_own_host_counts_and_others_do_not(plan: Plan, settings: Settings) -> None:
    settings.SITE_URL = "https://planer.dk"
    own, other = "https://planer.dk/findes/ikke/", "https://planer.dk.example.com/findes/ikke/"
    assert linking(plan, own, other, "https://herning.dk/findes/ikke/") == frozenset({own})


def test_files_in_the_media_folder_are_looked_up(plan: Plan) -> None:
    there = default_storage.url(default_storage.save("bilag/æble.pdf", ContentFile(b"%PDF-")))
    assert linking(plan, there, "/media/bilag/vaek.pdf") == frozenset({"/media/bilag/vaek.pdf"})


def test_faults_of_named_files_are_those_of_their_scan(plan: Plan) -> None:
    bad = AttachmentFactory(plan=plan, file__filename="bilag.pdf", file__data=b"Hej")
    AttachmentFactory(plan=plan)
    SectionFactory(plan=plan, body="![Et billede](/media/billeder/v%C3%A6k.png)")
    faults = check_input_now(plan).file_faults
    assert set(faults) == {bad.file.name, "/media/billeder/v%C3%A6k.png"}
    assert faults["/media/billeder/v%C3%A6k.png"] == NOT_THERE
    assert faults[bad.file.name] != NOT_THERE


def test_goals_of_the_plan_before_that_are_not_judged_continued_or_dropped_are_open(plan: Plan) -> None:
    before = PlanFactory(municipality=plan.municipality, year=2018)
    plan.predecessor = before
    plan.save()
    theme = ThemeFactory(plan=before, slug="unge", number=1)
    judged, continued, merged, dropped, left = AnnualGoalFactory.create_batch(5, theme=theme)
    own = AnnualGoalFactory(theme=None, plan=before, number=7)
    AssessmentFactory(follow_up__plan=before, goal=judged)
    AnnualGoalFactory(theme=plan.themes.get(), predecessor=continued).also_continues.add(merged)
    AnnualGoalFactory(predecessor=left)  # in another plan, which says nothing
    DroppedGoal.objects.create(plan=plan, goal=dropped, reason="Loven er ændret", by=UserFactory())
    assert {goal.text for goal in check_input_now(plan).open_goals} == {own.text, left.text}


def test_themes_of_the_plan_before_that_are_not_continued_or_dropped_are_open(plan: Plan) -> None:
    before = PlanFactory(municipality=plan.municipality, year=2018)
    plan.predecessor = before
    plan.save()
    continued, merged, dropped, left = ThemeFactory.create_batch(4, plan=before)
    ThemeFactory(plan=plan, predecessor=continued).also_continues.add(merged)
    ThemeFactory(predecessor=left)  # in another plan, which says nothing
    DroppedThemeFactory(plan=plan, theme=dropped)
    assert [theme.title for theme in check_input_now(plan).open_themes] == [left.title]


def test_plan_that_continues_none_has_nothing_left_open(plan: Plan) -> None:
    AnnualGoalFactory(theme__plan__municipality=plan.municipality)
    check_input = check_input_now(plan)
    assert (check_input.open_goals, check_input.open_themes) == ((), ())


def test_follow_up_is_not_asked_for_the_goals_before(plan: Plan) -> None:
    before = AnnualGoalFactory(theme__plan__municipality=plan.municipality).theme.plan
    follow_up = AssessmentFactory(follow_up__plan__predecessor=before).follow_up
    check_input = check_input_now(follow_up)
    assert (check_input.open_goals, check_input.open_themes) == ((), ())
    assert check_input.document.follow_up is not None


@pytest.mark.parametrize("rows", [1, 4])
def test_number_of_queries_does_not_grow_with_the_plan(
    plan: Plan, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan.predecessor = AnnualGoalFactory(theme__plan__municipality=plan.municipality).theme.plan
    plan.save()
    for theme in ThemeFactory.create_batch(rows, plan=plan):
        AnnualGoalFactory.create_batch(rows, theme=theme)
        AttachmentFactory(plan=plan)
    with django_assert_num_queries(QUERIES):
        check_input_now(plan)


QUERIES = 26


def test_withdrawn_edition_is_no_place_to_link_to(plan: Plan) -> None:
    edition: Edition = WithdrawalFactory(edition=EditionFactory(plan__year=2018)).edition
    address = edition.get_absolute_url()
    assert linking(plan, address) == frozenset({address})
