from dataclasses import replace

import pytest
from django.test import Client

from documents import tree
from tests.publishing.edition_factory import document_of, publish, report_of, theme_of, withdraw
from tests.publishing.pages import Page, read

pytestmark = pytest.mark.django_db

BEFORE = document_of(year=2018)
AFTER = replace(
    document_of(year=2019),
    themes=(
        replace(theme_of(1, 2019, predecessor=tree.ThemeRef(2018, "tema-1")), actions="Vi gør meget."),
        theme_of(3, 2019),
    ),
)


def get(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200
    return read(response)


def test_changes_are_marked_word_by_word(client: Client) -> None:
    publish(BEFORE)
    publish(AFTER)
    page = get(client, "/herning/2019/sammenlign/2018/")
    assert [text for text in page.text("del") if "noget" in text] != []
    assert [text for text in page.text("ins") if "meget" in text] != []


def test_marks_are_told_in_words_too(client: Client) -> None:
    publish(BEFORE)
    publish(AFTER)
    page = get(client, "/herning/2019/sammenlign/2018/")
    marked = page.all("ins")[1:] + page.all("del")[1:]
    assert len([item for item in page.all("span") if item.get("class") == "unseen"]) >= 2 * len(marked)


def test_parts_are_told_by_what_became_of_them(client: Client) -> None:
    publish(BEFORE)
    publish(AFTER)
    page = get(client, "/herning/2019/sammenlign/2018/")
    tags = [
        text.split()[0]
        for text, item in zip(page.text("li"), page.all("li"), strict=True)
        if item.get("class") == "tag"
    ]
    assert tags == ["1", "1", "1", "2"]
    assert page.ids.count("tema-tema-1") == 1
    for link in ("/herning/2018/tema/tema-2/", "/herning/2019/tema/tema-3/", "/herning/2019/afsnit/rammer/"):
        assert link in page.links


def test_plans_can_be_held_against_each_other_either_way_round(client: Client) -> None:
    publish(BEFORE)
    publish(AFTER)
    page = get(client, "/herning/2018/sammenlign/2019/")
    assert [text for text in page.text("del") if "meget" in text] != []


def test_plan_leads_to_what_has_changed_since_the_one_before(client: Client) -> None:
    publish(document_of(year=2017))
    publish(BEFORE)
    publish(AFTER)
    assert "/herning/2019/sammenlign/2018/" in get(client, "/herning/2019/").links
    assert [link for link in get(client, "/herning/2017/").links if "sammenlign" in link] == []


def test_plan_is_not_held_against_one_that_has_been_withdrawn(client: Client) -> None:
    publish(document_of(year=2017))
    withdraw(publish(BEFORE))
    publish(AFTER)
    assert "/herning/2019/sammenlign/2017/" in get(client, "/herning/2019/").links
    assert client.get("/herning/2019/sammenlign/2018/").status_code == 410


def test_follow_up_stands_for_a_plan_that_is_not_published(client: Client) -> None:
    """Only what its page shows is compared: the goals, theme by theme."""
    dropped = tree.DroppedGoal(tree.GoalRef(2017, "", 1), "Et gammelt mål", "Det er nået.")
    publish(report_of(replace(BEFORE, dropped_goals=(dropped,))))
    publish(AFTER)
    page = get(client, "/herning/2019/sammenlign/2018/")
    assert "Et gammelt mål" not in " ".join(page.text("del"))
    assert "/herning/2018/opfoelgning/#tema-tema-2" in page.links
    assert [link for link in page.links if link.startswith("/herning/2018/") and "afsnit" in link] == []


@pytest.mark.parametrize("address", ["/herning/2019/sammenlign/2019/", "/herning/2019/sammenlign/2011/"])
def test_plan_is_not_compared_with_itself_or_with_nothing(client: Client, address: str) -> None:
    publish(AFTER)
    assert client.get(address).status_code == 404
