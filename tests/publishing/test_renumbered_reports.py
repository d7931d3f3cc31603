"""A follow-up speaks of the goals of its edition: where the plan has been published again with other numbers, each
verdict stands with the goal that was judged."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from django.test import Client

from documents import tree
from tests.documents.charts.figures import OWN, figure, target
from tests.publishing.edition_factory import publish, report_of
from tests.publishing.test_renumbered import JOBS, STREET, TRADE, get, plan

pytestmark = pytest.mark.django_db


def judged(document: tree.PlanDocument) -> tree.PlanDocument:
    """The first goal is met, the second not."""
    report = report_of(document)
    assert report.follow_up
    first, second = report.follow_up.assessments
    second = replace(second, verdict="not_met", text="Der var ingen boliger.")
    return replace(report, follow_up=replace(report.follow_up, assessments=(first, second)))


def publish_again(theme: str) -> None:
    first = plan(JOBS, STREET, theme=theme)
    publish(first)
    publish(judged(first))
    publish(plan(STREET, TRADE, JOBS, theme=theme), "Et mål mere, i ny rækkefølge.")


VERDICTS = {STREET: "Ikke opfyldt", TRADE: "Ikke opgjort", JOBS: "Opfyldt"}


@pytest.mark.parametrize("address", ["/herning/2019/maal.csv", "/herning/2019/udgave/2/maal.csv"])
@pytest.mark.parametrize("theme", ["unge", ""])
def test_table_of_goals_has_the_verdict_on_each(client: Client, theme: str, address: str) -> None:
    publish_again(theme)
    text = client.get(address).content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    goals, verdicts = rows[0].index("Mål"), rows[0].index("Kommunens vurdering")
    assert {row[goals]: row[verdicts] for row in rows[1:]} == VERDICTS


@pytest.mark.parametrize("address", ["maal/", "afsnit/maal/"])
def test_pages_of_goals_have_the_verdict_on_each(client: Client, address: str) -> None:
    publish_again("")
    told = " ".join(get(client, f"/herning/2019/{address}").text("main"))
    places = sorted((told.rindex(goal), verdict) for goal, verdict in VERDICTS.items())
    ends = [place for place, _verdict in places[1:]] + [len(told)]
    for (place, verdict), end in zip(places, ends, strict=True):
        assert verdict in told[place:end]


@pytest.mark.parametrize("theme", ["unge", ""])
def test_line_of_a_goal_has_its_own_verdict(client: Client, theme: str) -> None:
    publish_again(theme)
    start = f"/herning/2019/tema/{theme}/maal" if theme else "/herning/2019/maal"
    found = {
        goal: [text for text in get(client, f"{start}/{number}/gennem-aarene/").text("span") if text in words]
        for number, goal in enumerate((STREET, TRADE, JOBS), start=1)
        for words in [set(VERDICTS.values())]
    }
    assert found == {goal: [verdict] for goal, verdict in VERDICTS.items()}


def test_line_of_a_theme_has_the_verdict_on_each(client: Client) -> None:
    publish_again("unge")
    page = get(client, "/herning/2019/tema/unge/gennem-aarene/")
    assert [text for text in page.text("span") if text in VERDICTS.values()] == list(VERDICTS.values())


def test_line_of_a_goal_has_its_own_figures(client: Client) -> None:
    first = plan(JOBS, STREET)
    publish(first)
    publish(with_figures(judged(first)))
    publish(plan(STREET, JOBS), "Ny rækkefølge.")
    found = {
        number: client.get(f"/herning/2019/tema/unge/maal/{number}/gennem-aarene/tal.csv").content.decode()
        for number in (1, 2)
    }
    assert ["22,2" in found[1], "11,1" in found[1]] == [True, False]
    assert ["22,2" in found[2], "11,1" in found[2]] == [False, True]


def with_figures(report: tree.PlanDocument) -> tree.PlanDocument:
    """11.1 of the first goal, 22.2 of the second."""
    [theme] = report.themes
    goals = tuple(
        replace(goal, targets=(target(figure(OWN, "2019", value)),))
        for goal, value in zip(theme.goals, ("11.1", "22.2"), strict=True)
    )
    return replace(report, themes=(replace(theme, goals=goals),))
