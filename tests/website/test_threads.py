"""A document below another carries out its goals; one page shows the thread from vision to result."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents import tree
from documents.from_rows import document_of as document_of_rows
from plans.domain.lock import begin_edit
from plans.models import Plan
from tests.desk.forms import send
from tests.factories import AnnualGoalFactory, PlanFactory, SeriesFactory, UserFactory
from tests.publishing.edition_factory import document_of, publish, report_of, theme_of, withdraw
from tests.steps import publish as publish_by_steps
from tests.website.pages import body, read

pytestmark = pytest.mark.django_db

VISION = tree.Series("vision", "Visioner", "Vision")
ACTION = tree.Series("handleplan", "Handleplaner", "Handleplan")


def vision() -> tree.PlanDocument:
    goal = tree.Goal(1, "Flere skal have et arbejde.")
    return replace(
        document_of(year=2018),
        title="Vision 2030",
        last_year=None,
        series=VISION,
        themes=(replace(theme_of(1, 2018), title="Et godt arbejdsliv", slug="arbejde", goals=(goal,)),),
    )


def strategy() -> tree.PlanDocument:
    up = tree.CarriedOutGoal(tree.GoalRef(2018, "arbejde", 1, "vision"), "Flere skal have et arbejde.")
    goal = tree.Goal(1, "Færre unge uden uddannelse.", carries_out=(up,))
    return replace(
        document_of(year=2019),
        title="Beskæftigelsesstrategi",
        above_year=2018,
        above_series="vision",
        themes=(replace(theme_of(1, 2019), title="Unge", slug="unge", goals=(goal,)),),
    )


def action_plan(year: int = 2020) -> tree.PlanDocument:
    up = tree.CarriedOutGoal(tree.GoalRef(2019, "unge", 1), "Færre unge uden uddannelse.")
    goal = tree.Goal(1, "100 unge får en mentor.", carries_out=(up,))
    strategies = (tree.Strategy("Mentorer", initiatives=(tree.Initiative("Mentor til alle"),)),)
    theme = replace(theme_of(1, year), title="Mentor", slug="mentor", goals=(goal,), strategies=strategies)
    return replace(
        document_of(year=year), title=f"Handleplan {year}", series=ACTION, above_year=2019, themes=(theme,)
    )


THREADS = (
    "/herning/vision/2018/tema/arbejde/maal/1/traad/",
    "/herning/2019/tema/unge/maal/1/traad/",
    "/herning/handleplan/2020/tema/mentor/maal/1/traad/",
)


def html_of(client: Client, address: str) -> str:
    return body(client.get(address)).decode()


@pytest.mark.parametrize("address", THREADS)
def test_thread_reads_from_vision_to_result_wherever_it_is_entered(client: Client, address: str) -> None:
    for document in (vision(), strategy(), action_plan(), report_of(action_plan())):
        publish(document)
    html = html_of(client, address)
    words = [
        "Vision 2030",
        "Flere skal have et arbejde",
        "Færre unge uden uddannelse",
        "100 unge får en mentor",
    ]
    places = [html.index(word, html.index('class="thread"')) for word in words]
    assert places == sorted(places)
    assert "Mentor til alle" in html
    assert 'class="status ' in html
    assert html.count("målet på denne side") == 1


def test_goal_that_carries_out_two_stands_below_each_at_a_place_of_its_own(client: Client) -> None:
    up, below = vision(), strategy()
    (theme,) = up.themes
    second = tree.Goal(2, "Færre skal være ledige.")
    publish(replace(up, themes=(replace(theme, goals=(*theme.goals, second)),)))
    both = tuple(
        tree.CarriedOutGoal(tree.GoalRef(2018, "arbejde", number, "vision"), "…") for number in (1, 2)
    )
    (of_youth,) = below.themes
    goal = replace(of_youth.goals[0], carries_out=both)
    publish(replace(below, themes=(replace(of_youth, goals=(goal,)),)))
    page = read(client.get(THREADS[1]))
    places = [item["id"] for item in page.all("li") if item.get("id", "").startswith("maal-")]
    assert len(places) == len(set(places)) == 4
    assert [link for link in page.links if link.startswith("#maal-")] == [f"#{place}" for place in places]


def test_goal_says_what_it_carries_out_and_leads_to_the_thread(client: Client) -> None:
    for document in (vision(), strategy(), action_plan()):
        publish(document)
    middle = html_of(client, "/herning/2019/tema/unge/")
    assert "Udmønter: »Flere skal have et arbejde«" in middle
    for address, thread in zip(
        (
            "/herning/vision/2018/tema/arbejde/",
            "/herning/2019/tema/unge/",
            "/herning/handleplan/2020/tema/mentor/",
        ),
        THREADS,
        strict=True,
    ):
        assert f'href="{thread}"' in html_of(client, address)
    assert "Udmønter" in body(client.get("/herning/2019/maal.csv")).decode()
    assert "Udmønter" not in body(client.get("/herning/vision/2018/maal.csv")).decode()


def test_document_that_is_withdrawn_leaves_the_thread(client: Client) -> None:
    publish(vision())
    publish(strategy())
    withdraw(publish(action_plan()))
    assert "100 unge" not in html_of(client, THREADS[0])
    assert THREADS[1] in html_of(client, "/herning/2019/tema/unge/")
    assert client.get(THREADS[2]).status_code == 410


def test_goal_that_only_a_withdrawn_document_carries_out_leads_to_no_thread(client: Client) -> None:
    publish(vision())
    withdraw(publish(strategy()))
    assert "/traad/" not in html_of(client, "/herning/vision/2018/tema/arbejde/")


@pytest.mark.parametrize("documents", [1, 3])
def test_link_is_at_the_goal_that_was_meant_whatever_its_number_is_now(
    client: Client, documents: int
) -> None:
    """The document below was published when the vision's goals were numbered otherwise."""
    top, new = vision(), tree.Goal(1, "Flere virksomheder tager ansvar.")
    publish(top)
    publish(strategy())
    for year in range(2020, 2019 + documents):
        publish(replace(strategy(), year=year, last_year=year))
    moved = replace(top.themes[0], goals=(new, replace(top.themes[0].goals[0], number=2)))
    publish(replace(top, themes=(moved,)), "Et mål mere.")
    address = "/herning/vision/2018/tema/arbejde/"
    with CaptureQueriesContext(connection) as queries:
        html = html_of(client, address)
    assert f'href="{address}maal/2/traad/"' in html
    assert f'href="{address}maal/1/traad/"' not in html
    assert len(queries) == 6
    assert "100 unge" not in html_of(client, f"{address}maal/1/traad/")


def test_upper_goal_s_page_says_what_has_come_of_it_below(client: Client) -> None:
    address = "/herning/2019/tema/unge/"
    for document in (strategy(), action_plan(), action_plan(2021)):
        publish(document)
    later = "Handleplan 2021 udmønter det med 1 mål: 1 er ikke vurderet endnu."
    html = " ".join(html_of(client, address).split())
    assert "Handleplan 2020 udmønter det med 1 mål: 1 er ikke vurderet endnu." in html
    assert later in html
    publish(report_of(action_plan(), "partly"))
    html = " ".join(html_of(client, address).split())
    assert "Handleplan 2020 udmønter det med 1 mål: 1 delvist opfyldt." in html
    assert later in html
    assert "udmønter det" not in html_of(client, "/herning/handleplan/2020/tema/mentor/")


def test_goal_without_thread_has_a_page_and_no_link(client: Client) -> None:
    publish(document_of())
    html = html_of(client, "/herning/2019/tema/tema-1/")
    assert "/traad/" not in html
    assert client.get("/herning/2019/tema/tema-1/maal/1/traad/").status_code == 200
    assert client.get("/herning/2019/tema/tema-1/maal/9/traad/").status_code == 404


def test_goals_that_name_each_other_come_to_an_end(client: Client) -> None:
    top = vision()
    up = tree.CarriedOutGoal(tree.GoalRef(2019, "unge", 1), "Færre unge")
    circle = replace(top.themes[0], goals=(replace(top.themes[0].goals[0], carries_out=(up,)),))
    publish(replace(top, themes=(circle,)))
    publish(strategy())
    assert client.get(THREADS[0]).status_code == 200


@pytest.mark.parametrize("plans", [1, 3])
def test_thread_takes_the_same_queries_for_any_number_of_documents(client: Client, plans: int) -> None:
    publish(vision())
    publish(strategy())
    for year in range(2020, 2020 + plans):
        publish(action_plan(year))
    with CaptureQueriesContext(connection) as queries:
        client.get(THREADS[0])
    assert len(queries) == 3


def test_document_is_below_one_of_its_own_municipality_and_not_below_itself(superuser: Client) -> None:
    plan, foreign = PlanFactory(), PlanFactory()
    below = PlanFactory(municipality=plan.municipality, above=plan)
    page = reverse("admin:plans_plan_change", args=[plan.pk])
    for above in (plan, below, foreign):
        response = send(superuser, page, above=above.pk)
        assert list(response.context["adminform"].form.errors) == ["above"]
    assert Plan.objects.get(pk=plan.pk).above is None


def test_goals_to_carry_out_are_those_of_the_document_above(superuser: Client) -> None:
    above = PlanFactory(
        series=SeriesFactory(municipality=(town := PlanFactory().municipality)), municipality=town
    )
    wanted = AnnualGoalFactory(theme__plan=above)
    own = AnnualGoalFactory(theme__plan__municipality=town)
    page = reverse("admin:goals_annualgoal_change", args=[own.pk])
    assert "carries_out" not in superuser.get(page).context["adminform"].form.fields
    Plan.objects.filter(pk=own.theme.plan_id).update(above=above)
    form = superuser.get(page).context["adminform"].form
    assert list(form.fields["carries_out"].queryset) == [wanted]
    assert send(superuser, page, carries_out=[wanted.pk]).status_code == 302
    [found] = document_of_rows(own.theme.plan).carried_out
    assert found == tree.GoalRef(above.year, wanted.theme.slug, wanted.number, above.series.slug)


def test_database_refuses_a_document_below_itself() -> None:
    plan = PlanFactory()
    plan.above = plan
    with pytest.raises(ValidationError):
        plan.full_clean()


@pytest.mark.parametrize("published", [True, False])
def test_goal_of_a_document_above_is_said_only_as_it_is_published(published: bool) -> None:
    """No draft's word is public, whatever is published below it."""
    above = PlanFactory()
    up = AnnualGoalFactory(theme__plan=above, text="Et mål som det er udgivet")
    if published:
        publish_by_steps(above, by=None, note="Første")
        begin_edit(Plan.objects.get(pk=above.pk), UserFactory(is_superuser=True))
    up.text = "Et mål som det er i kladden"
    up.save()
    plan = PlanFactory(municipality=above.municipality, year=above.year + 1, above=above)
    goal = AnnualGoalFactory(theme__plan=plan)
    goal.carries_out.add(up)
    document = publish_by_steps(plan, by=None, note="Første").document
    said = [each.text for _theme, one in document.all_goals() for each in one.carries_out]
    assert said == (["Et mål som det er udgivet"] if published else [])


def test_goal_of_another_document_sent_by_hand_is_refused(superuser: Client) -> None:
    plan = PlanFactory(above=PlanFactory())
    foreign = AnnualGoalFactory(plan=PlanFactory(), theme=None)
    data = {"plan": plan.pk, "text": "Et mål", "carries_out": [foreign.pk]}
    response = send(superuser, reverse("admin:goals_annualgoal_add"), **data)
    assert list(response.context["adminform"].form.errors) == ["carries_out"]
