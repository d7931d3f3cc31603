from dataclasses import replace

import pytest
from django.test import Client

from documents import tree
from tests.factories import AnnualGoalFactory, NationalGoalFactory, PlanFactory
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.pages import Page, read
from website.domain.addresses import shared

pytestmark = pytest.mark.django_db

GOALS = (
    tree.NationalGoal(2019, 1, "Flere i job", "Sådan."),
    tree.NationalGoal(2019, 2, "Flere i uddannelse"),
)


def answering(
    slug: str = "herning", year: int = 2019, *numbers: int, last: int | None = None
) -> tree.PlanDocument:
    """A plan whose first goal answers the national goals of 2019 with these numbers."""
    document = replace(document_of(slug, year, themes=1), last_year=last or year, national_goals=GOALS)
    theme = document.themes[0]
    first = replace(theme.goals[0], answers=tuple(tree.NationalGoalRef(2019, number) for number in numbers))
    return replace(document, themes=(replace(theme, goals=(first, *theme.goals[1:])),))


def get(client: Client, address: str = "/ministermaal/2019/") -> Page:
    response = client.get(address)
    assert response.status_code == 200
    return read(response)


def matrix(page: Page) -> list[str]:
    """The cells of the overview, row by row; only digits, or the sign for none."""
    return [cell[0] for cell in page.text("td")]


def test_every_municipality_stands_beside_the_others_with_its_answers(client: Client) -> None:
    publish(answering("vejle", 2019, 1, 2))
    publish(answering("herning", 2019, 2))
    page = get(client)
    assert page.text("h3") == ["Herning Kommune", "Vejle Kommune"] * 2
    assert matrix(page) == ["–", "1", "1", "1"]
    assert page.links.count("/herning/2019/tema/tema-1/maal/1/") == 1
    assert page.links.count("/vejle/2019/tema/tema-1/maal/1/") == 2


def test_municipality_without_an_answer_is_named_and_says_so(client: Client) -> None:
    publish(answering("herning", 2019))
    page = get(client)
    assert matrix(page) == ["–", "–"]
    assert len([item for item in page.all("p") if item.get("class") == "empty"]) == 2


def test_plan_of_several_years_answers_in_each_of_them(client: Client) -> None:
    publish(answering("herning", 2018, 1, last=2020))
    assert matrix(get(client)) == ["1", "–"]
    assert client.get("/ministermaal/2018/").status_code == 404


def test_plan_without_an_end_answers_until_the_next_of_its_series_begins(client: Client) -> None:
    publish(replace(answering("herning", 2017, 1), last_year=None))
    assert matrix(get(client)) == ["1", "–"]
    other = tree.Series("handleplan", "Handleplaner", "Handleplan")
    publish(replace(answering("herning", 2018), series=other))
    publish(replace(answering("herning", 2020), last_year=None))
    assert matrix(get(client)) == ["1", "–"]
    after = publish(answering("herning", 2018))
    publish(replace(answering("vejle", 2019, 2)))
    assert matrix(get(client)) == ["–", "1"]
    withdraw(after)
    assert matrix(get(client)) == ["1", "–", "–", "1"]


def test_year_is_listed_while_a_plan_that_is_about_it_has_goals_of_it(client: Client) -> None:
    def listed() -> bool:
        return "/ministermaal/2019/" in [one.path for one in shared()]

    publish(replace(answering("herning", 2017, 1), last_year=None))
    assert (client.get("/ministermaal/2019/").status_code, listed()) == (200, True)
    publish(replace(answering("herning", 2018), last_year=2018, national_goals=()))
    assert (client.get("/ministermaal/2019/").status_code, listed()) == (404, False)


def test_two_documents_of_one_municipality_are_told_apart(client: Client) -> None:
    other = tree.Series("handleplan", "Handleplaner", "Handleplan")
    noted = tree.NationalGoalRef(2019, 1)
    for series, title in ((tree.Series(), "Beskæftigelsesplan 2019"), (other, "Handleplan 2019")):
        document = replace(answering("herning", 2019, 1), series=series, title=title)
        [theme] = document.themes
        first = replace(theme.goals[0], text="Flere i job[^1].\n\n[^1]: Noten.")
        theme = replace(theme, goals=(first, *theme.goals[1:]), answers=(noted,), answer_text=first.text)
        publish(replace(document, themes=(theme,)))
    publish(answering("vejle", 2019, 2))
    page = get(client)
    towns = ["Herning: Beskæftigelsesplan 2019", "Herning: Handleplan 2019", "Vejle"]
    assert page.text("th")[-3:] == towns
    assert page.text("h3")[1] == "Herning Kommune: Handleplan 2019"
    assert len(page.ids) == len(set(page.ids))
    table = client.get("/ministermaal/2019.csv").content.decode()
    assert "Herning Kommune: Handleplan 2019" in table


def test_draft_never_counts(client: Client) -> None:
    """Rows that answer, of a municipality with nothing published, beside one that has published a plan
    without answers."""
    goal = AnnualGoalFactory(theme__plan=PlanFactory(year=2019))
    goal.answers.add(NationalGoalFactory(year=2019, number=1))
    assert client.get("/ministermaal/2019/").status_code == 404
    publish(answering("vejle", 2019))
    page = get(client)
    assert page.text("h3") == ["Vejle Kommune"] * 2
    assert matrix(page) == ["–", "–"]


def test_withdrawn_plan_does_not_count(client: Client) -> None:
    publish(answering("vejle", 2019, 1))
    withdraw(publish(answering("herning", 2019, 1)))
    assert get(client).text("h3") == ["Vejle Kommune"] * 2


def test_plan_that_only_its_follow_up_tells_of_counts_once(client: Client) -> None:
    publish(report_of(answering("herning", 2019, 1)))
    page = get(client)
    assert page.links.count("/herning/2019/tema/tema-1/maal/1/") == 1
    publish(answering("herning", 2019, 1))
    page = get(client)
    assert page.text("h3") == ["Herning Kommune"] * 2
    assert page.links.count("/herning/2019/tema/tema-1/maal/1/") == 1


def test_goal_of_the_plan_itself_answers_too(client: Client) -> None:
    own = tree.Goal(1, "Hele planens mål.", answers=(tree.NationalGoalRef(2019, 2),))
    publish(replace(answering("herning", 2019), goals=(own,)))
    page = get(client)
    assert matrix(page) == ["–", "1"]
    assert "/herning/2019/maal/1/" in page.links


def whole_theme(text: str, slug: str = "herning") -> tree.PlanDocument:
    """A plan whose only theme answers the second national goal as a whole."""
    document = answering(slug, 2019)
    theme = replace(document.themes[0], answers=(tree.NationalGoalRef(2019, 2),), answer_text=text)
    return replace(document, themes=(theme,), theme_label="Fokusområde")


def test_whole_theme_answers_in_its_own_words(client: Client) -> None:
    publish(whole_theme("Vi svarer **samlet**."))
    page = get(client)
    assert matrix(page) == ["–", "1"]
    place = "/herning/2019/tema/tema-1/#tema-tema-1-ministermaal"
    assert page.links.count(place) == 1
    assert "Vi svarer samlet." in page.text("p")
    assert "Fokusområde 1" in page.text("a")
    theme = get(client, "/herning/2019/tema/tema-1/")
    assert "tema-tema-1-ministermaal" in theme.ids
    assert "Svarer på ministermål 2" in theme.text("p")
    [table] = [text for text in get(client, "/herning/2019/maal/").text("table") if "uddannelse" in text]
    assert "Fokusområde 1" in table


def test_theme_that_answers_without_words_is_named_by_its_title(client: Client) -> None:
    publish(report_of(whole_theme("")))
    page = get(client)
    assert "/herning/2019/opfoelgning/maalopfoelgning/#tema-tema-1-ministermaal" in page.links
    assert "Tema nummer 1" in page.text("p")


def test_national_goals_are_told_as_the_newest_edition_has_them(client: Client) -> None:
    publish(answering("vejle", 2019))
    publish(replace(answering("herning", 2019), national_goals=()))
    publish(replace(answering("herning", 2019), national_goals=(replace(GOALS[0], title="Rettet"), GOALS[1])))
    assert [heading for heading in get(client).text("h2") if heading[0].isdigit()] == [
        "1 Rettet",
        "2 Flere i uddannelse",
    ]


def test_year_without_national_goals_has_none_of_this_anywhere(client: Client) -> None:
    publish(document_of(year=2025))
    publish(report_of(document_of(year=2025)))
    assert client.get("/ministermaal/2025/").status_code == 404
    for address in ("", "maal/", "tema/tema-1/", "opfoelgning/"):
        page = get(client, f"/herning/2025/{address}")
        assert [link for link in page.links if "ministermaal" in link] == []
        assert "ministermaal" not in page.ids
    assert [link for link in get(client, "/herning/").links if "ministermaal" in link] == []


def test_goals_page_tells_which_national_goals_are_answered_where(client: Client) -> None:
    publish(answering("herning", 2019, 2))
    page = get(client, "/herning/2019/maal/")
    table = [text for text in page.text("table") if "Flere i uddannelse" in text]
    assert len(table) == 1
    assert "1.1" in table[0].split("Flere i uddannelse")[1]
    assert "1.1" not in table[0].split("Flere i uddannelse")[0]
    assert "/ministermaal/2019/" in page.links
    assert "/ministermaal/2019/" not in get(client, "/herning/2019/udgave/1/maal/").links
