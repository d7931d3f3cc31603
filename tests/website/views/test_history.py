from dataclasses import replace

import pytest
from django.test import Client

from documents import tree
from tests.documents.test_lineage import merged_and_dropped
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.pages import Page, read
from tests.website.years import plan, publish_three_years, report, with_later_figure

pytestmark = pytest.mark.django_db

GOAL = "/herning/2019/tema/unge/maal/1/gennem-aarene/"
THEME = "/herning/2019/tema/unge/gennem-aarene/"


def get(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200
    return read(response)


def years(page: Page) -> list[str]:
    return [heading.split()[0] for heading in page.text("h2") if heading[:2] == "20"]


def test_goal_line_tells_every_year_oldest_first(client: Client) -> None:
    publish_three_years()
    page = get(client, GOAL)
    assert years(page) == ["2018", "2019", "2020"]
    assert [text for text in page.text("del") if "2018" in text] != []
    assert [text for text in page.text("ins") if "Region Midtjylland" in text] != []


def with_successors(year: int) -> tree.PlanDocument:
    """2019 has a target group and an indicator that have taken the place of those of 2018."""
    document = plan(year)
    theme = document.themes[0]
    goal = theme.goals[0]
    group = tree.TargetGroup("unge", "Unge under 30")
    if year == 2019:
        indicator = goal.targets[0].indicator
        assert indicator
        new = replace(
            indicator,
            name="Ny andel",
            slug="ny",
            replaces=(tree.IndicatorRef(indicator.slug, indicator.own),),
        )
        group = tree.TargetGroup("unge-ny", "Alle unge", replaces=("unge",))
        goal = replace(goal, targets=(replace(goal.targets[0], indicator=new, figures=()),))
    theme = replace(theme, goals=(goal,), target_groups=(group,))
    return replace(document, themes=(theme, *document.themes[1:]))


def test_lines_say_what_has_replaced_an_indicator_and_a_target_group(client: Client) -> None:
    publish(with_successors(2018))
    publish(with_successors(2019))
    told = "Indikatoren »Andel af unge på offentlig forsørgelse« er afløst af »Ny andel«."
    for address in (GOAL, THEME):
        assert get(client, address).text("p").count(told) == 1
    group = "Målgruppen »Unge under 30« er afløst af »Alle unge«."
    assert get(client, THEME).text("p").count(group) == 1


@pytest.mark.parametrize("year", [2018, 2020])
def test_goal_line_is_the_same_from_every_year(client: Client, year: int) -> None:
    publish_three_years()
    assert years(get(client, f"/herning/{year}/tema/unge/maal/1/gennem-aarene/")) == ["2018", "2019", "2020"]


def test_goal_line_points_out_each_changed_measure(client: Client) -> None:
    publish_three_years()
    page = get(client, GOAL)
    assert len([item for item in page.all("div") if item.get("class") == "measure-change"]) == 2
    for words in ("hele landet", "kommunerne i Region Midtjylland"):
        assert [text for text in page.text("p") if words in text] != []
    assert [text for text in page.text("p") if text.endswith("Regionen ligner os mere.")] != []


def test_goal_line_shows_both_verdicts_and_never_a_number_for_what_is_not_reported(client: Client) -> None:
    publish_three_years()
    page = get(client, GOAL)
    marks = [item["class"] for item in page.all("span") if "status" in item.get("class", "")]
    beside, *line = marks
    assert beside == "status met"
    assert line == ["status silent", "status silent", "status met"]
    assert len([text for text in page.text("p") if "10,6 %" in text and "10,4 %" in text]) == 1
    assert [text for text in page.text("p") if "Tallet er påvirket af nedlukningen." in text] != []
    assert [text for text in page.text("p") if " 0 %" in text] == []


def test_goal_line_draws_figures_and_verdicts_on_one_line_of_time(client: Client) -> None:
    publish_three_years()
    page = get(client, GOAL)
    assert len(page.all("figure")) == 1
    assert page.text("figcaption") == ["Andel af unge på offentlig forsørgelse"]
    assert [row for row in page.text("th") if row in {"2017", "2018", "2019"}] == ["2017", "2018", "2019"]


def test_goal_line_says_when_its_figures_came(client: Client) -> None:
    publish(with_later_figure(plan(2018)))
    publish(with_later_figure(plan(2019)))
    publish(with_later_figure(report(2019)))
    page = get(client, "/herning/2018/tema/unge/maal/1/gennem-aarene/")
    assert [text for text in page.text("li") if ", udgivet " in text] == [
        "2017: Beskæftigelsesplan 2018, udgivet 13. december 2018",
        "2018: Beskæftigelsesplan 2019, udgivet 13. december 2018",
        "2019: Målopfølgning 2019, udgivet 13. december 2018",
    ]


def test_goal_line_leads_to_the_goal_in_each_plan_and_to_the_follow_up(client: Client) -> None:
    publish_three_years()
    links = get(client, GOAL).links
    # Of its own year it is in the breadcrumb too.
    assert [link for link in links if link.endswith("/tema/unge/maal/1/")] == [
        f"/herning/{year}/tema/unge/maal/1/" for year in (2019, 2018, 2019, 2020)
    ]
    assert "/herning/2020/opfoelgning/maalopfoelgning/" in links


def test_goal_that_was_not_continued_says_so(client: Client) -> None:
    publish_three_years()
    page = get(client, "/herning/2018/tema/unge/maal/2/gennem-aarene/")
    assert years(page) == ["2018"]
    assert len([item for item in page.all("p") if item.get("class") == "ended"]) == 1


def test_goal_of_the_plan_itself_has_a_line(client: Client) -> None:
    for year, before in ((2018, None), (2019, tree.GoalRef(2018, "", 1))):
        goal = tree.Goal(1, f"Flere i job i {year}.", predecessor=before)
        publish(replace(document_of(year=year, themes=0), goals=(goal,)))
    page = get(client, "/herning/2019/maal/1/gennem-aarene/")
    assert years(page) == ["2018", "2019"]
    assert "/herning/2018/maal/1/" in page.links
    assert "/herning/2019/maal/1/gennem-aarene/" in get(client, "/herning/2019/maal/").links


def test_line_can_be_read_where_only_the_follow_up_is_published(client: Client) -> None:
    publish(plan(2019))
    publish(report(2020))
    page = get(client, "/herning/2020/tema/unge/maal/1/gennem-aarene/")
    assert years(page) == ["2019", "2020"]
    assert "/herning/2020/tema/unge/maal/1/" in page.links


def test_line_passes_over_what_has_been_withdrawn(client: Client) -> None:
    publish(plan(2018))
    withdraw(publish(plan(2019)))
    publish(plan(2020))
    assert years(get(client, "/herning/2020/tema/unge/maal/1/gennem-aarene/")) == ["2020"]
    assert client.get(GOAL).status_code == 410
    assert client.get(THEME).status_code == 410


@pytest.mark.parametrize(
    "address",
    [
        "/herning/2019/tema/unge/maal/9/gennem-aarene/",
        "/herning/2019/tema/findes-ikke/gennem-aarene/",
        "/herning/2019/maal/1/gennem-aarene/",
        "/herning/2031/tema/unge/gennem-aarene/",
        "/vejle/2019/tema/unge/gennem-aarene/",
    ],
)
def test_line_of_nothing_is_not_found(client: Client, address: str) -> None:
    publish_three_years()
    assert client.get(address).status_code == 404


def test_draft_is_not_in_the_line(client: Client) -> None:
    publish(plan(2018))
    publish(plan(2019))
    assert years(get(client, THEME)) == ["2018", "2019"]


def test_theme_line_tells_will_goals_and_what_became_of_them(client: Client) -> None:
    publish_three_years()
    page = get(client, THEME)
    assert years(page) == ["2018", "2019", "2020"]
    assert page.text("h1") == ["Unge under 25 år"]
    gone = [text for text in page.text("del") if "mentor" in text]
    assert len(gone) == 1
    assert page.links.count("/herning/2018/tema/unge/maal/2/gennem-aarene/") == 2
    marks = [item["class"] for item in page.all("span") if "status" in item.get("class", "")]
    assert marks == ["status met", "status met"]


def test_theme_page_leads_to_its_line_and_its_goals(client: Client) -> None:
    publish_three_years()
    page = get(client, "/herning/2019/tema/unge/")
    lines = [link for link in page.links if "gennem-aarene" in link]
    assert lines == [THEME, GOAL, "/herning/2019/tema/unge/maal/3/gennem-aarene/"]


def test_theme_without_other_years_offers_no_line(client: Client) -> None:
    publish(document_of())
    assert [link for link in get(client, "/herning/2019/tema/tema-1/").links if "gennem-aarene" in link] == []


def test_reader_of_an_old_edition_is_not_led_out_of_it(client: Client) -> None:
    publish_three_years()
    for address in ("tema/unge/", "maal/", ""):
        links = get(client, f"/herning/2019/udgave/1/{address}").links
        assert [link for link in links if "gennem-aarene" in link or "sammenlign" in link] == []


def test_theme_page_draws_figures_once_where_it_also_tells_how_it_went(client: Client) -> None:
    publish(plan(2020))
    assert len(get(client, "/herning/2020/tema/unge/").all("figure")) == 1
    publish(report(2020))
    assert len(get(client, "/herning/2020/tema/unge/").all("figure")) == 1


def test_plan_whose_goals_have_no_links_says_that_they_stand_alone(client: Client) -> None:
    publish(document_of(year=2018))
    publish(report_of(document_of(year=2019)))
    page = get(client, "/herning/2019/tema/tema-1/maal/1/gennem-aarene/")
    assert years(page) == ["2019"]
    assert page.all("ins") == []


def test_merged_and_dropped_themes_are_told_with_their_reasons(client: Client) -> None:
    for document in merged_and_dropped():
        publish(document)
    line = get(client, "/herning/2019/tema/tema-1/gennem-aarene/")
    told = "Lagt sammen til dette: Tema 1: Tema nummer 1 (2018), Tema 2: Tema nummer 2 (2018)."
    assert [text for text in line.text("p") if text == told] == [told]
    assert "Begrundelse: De hører sammen." in line.text("p")
    assert "/herning/2018/tema/tema-2/gennem-aarene/" in line.links
    gone = get(client, "/herning/2018/tema/tema-3/gennem-aarene/")
    assert [text for text in gone.text("p") if text.endswith("Begrundelse: Puljen er brugt.")] != []
    for address in ("", "maal/"):
        page = get(client, f"/herning/2019/{address}")
        assert "Temaer, der ikke videreføres" in [*page.text("h2"), *page.text("h3")]
        assert "Fra planen for 2018. Begrundelse: Puljen er brugt." in page.text("p")
    assert "De hører sammen." in get(client, "/herning/2019/tema/tema-1/").text("p")
    compared = get(client, "/herning/2019/sammenlign/2018/")
    assert "Lagt sammen af: Tema nummer 1; Tema nummer 2. Begrundelse: De hører sammen." in compared.text("p")


def test_merged_theme_is_found_from_every_theme_that_it_continues(client: Client) -> None:
    for document in merged_and_dropped():
        publish(document)
    there = "/herning/2019/tema/tema-1/"
    assert [there in get(client, f"/herning/2018/tema/tema-{number}/").links for number in (1, 2, 3)] == [
        True,
        True,
        False,
    ]
    assert get(client, there).links.count("/herning/2018/tema/tema-2/") == 1


def test_missing_will_is_said_plainly_and_not_as_a_deletion(client: Client) -> None:
    publish(plan(2018))
    last = plan(2019)
    publish(replace(last, themes=tuple(replace(theme, ambition="") for theme in last.themes)))
    page = get(client, "/herning/2019/tema/unge/gennem-aarene/")
    assert "Vi vil hjælpe alle unge i 2018." in page.text("p")
    assert [text for text in page.text("del") if "Vi vil hjælpe" in text] == []
    told = f"Teksten findes ikke i den del af {last.title}, der ligger i portalen."
    assert told in page.text("p")


def test_merged_and_dropped_goals_are_told_with_their_reasons(client: Client) -> None:
    """Of three goals in 2018 two become one in 2019, and the third is let go."""
    old = document_of(year=2018, themes=1, goals=3)
    refs = [tree.GoalRef(2018, "tema-1", number) for number in (1, 2, 3)]
    goal = tree.Goal(
        1,
        "To mål i ét.",
        predecessor=refs[0],
        also_continues=(refs[1],),
        change_reason="De lignede hinanden.",
    )
    theme = replace(document_of(themes=1).themes[0], goals=(goal,), predecessor=tree.ThemeRef(2018, "tema-1"))
    dropped = (tree.DroppedGoal(refs[2], old.themes[0].goals[2].text, "Puljen er **brugt**."),)
    new = replace(document_of(themes=1), themes=(theme,), predecessor_year=2018, dropped_goals=dropped)
    publish(old)
    publish(new)
    line = get(client, "/herning/2019/tema/tema-1/maal/1/gennem-aarene/")
    assert [text for text in line.text("span") if text == "Lagt sammen"] == ["Lagt sammen"]
    told = "Lagt sammen til dette: Mål 1.1 (2018), Mål 1.2 (2018)."
    assert [text for text in line.text("p") if text == told] == [told]
    gone = get(client, "/herning/2018/tema/tema-1/maal/3/gennem-aarene/")
    reason = "Begrundelse: Puljen er **brugt**."
    assert len([text for text in gone.text("p") if text.endswith(reason)]) == 1
    for address in ("tema/tema-1/", "maal/", "tema/tema-1/gennem-aarene/"):
        page = get(client, f"/herning/2019/{address}")
        assert len([text for text in page.text("p") if text.endswith(reason)]) == 1
    compared = get(client, "/herning/2019/sammenlign/2018/")
    assert "[tilføjet: Mål, der ikke videreføres]" in compared.text("ins")


@pytest.mark.parametrize("address", [GOAL, THEME])
def test_list_beside_a_line_leads_to_each_of_its_plans(client: Client, address: str) -> None:
    publish_three_years()
    page = get(client, address)
    ids = {item["id"] for item in page.all("li") if "id" in item}
    within = [link for link in page.links if link.startswith("#aar-")]
    assert len(within) == 3
    assert set(within) == {f"#{name}" for name in ids if name.startswith("aar-")}
