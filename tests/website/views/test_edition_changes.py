from dataclasses import replace

import pytest
from django.test import Client

from documents import tree
from tests.publishing.edition_factory import document_of, publish, report_of, theme_of, withdraw
from tests.website.pages import Page, read

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
    assert "/herning/2018/opfoelgning/maalopfoelgning/#tema-tema-2" in page.links
    assert [link for link in page.links if link.startswith("/herning/2018/") and "afsnit" in link] == []


@pytest.mark.parametrize("address", ["/herning/2019/sammenlign/2019/", "/herning/2019/sammenlign/2011/"])
def test_plan_is_not_compared_with_itself_or_with_nothing(client: Client, address: str) -> None:
    publish(AFTER)
    assert client.get(address).status_code == 404


def editions_of(*documents: tree.PlanDocument) -> None:
    for number, document in enumerate(documents, start=1):
        publish(document, f"Udgave {number}.")


def test_two_editions_of_a_plan_are_compared_at_an_address_for_ever(client: Client) -> None:
    editions_of(document_of(), replace(document_of(), summary="Sådan får flere job."))
    page = get(client, "/herning/2019/udgave/2/sammenlign/1/")
    assert [text for text in page.text("ins") if "får" in text] != []
    assert page.text("h1") == ["Hvad er ændret siden udgave 1?"]
    assert {"name": "robots", "content": "noindex"} in page.all("meta")
    assert [link for link in page.links if link.startswith("/herning/2019/tema/")] == []
    assert "/herning/2019/udgave/2/tema/tema-1/" in page.links


def test_moved_theme_is_a_line_of_the_comparison(client: Client) -> None:
    first, second = document_of().themes
    moved = replace(document_of(), themes=(replace(second, number=1), replace(first, number=2)))
    editions_of(document_of(), moved)
    lines = get(client, "/herning/2019/udgave/2/sammenlign/1/").text("li")
    assert "1 Tema nummer 2 flyttet til en anden plads i rækkefølgen; nu 1, før 2" in lines
    assert "Mål 2.1 nu 2.1, før 1.1" in lines


@pytest.mark.parametrize("root", ["/herning/2019/", "/herning/2019/opfoelgning/maalopfoelgning/"])
def test_editions_page_and_the_editions_own_lead_to_what_has_changed(client: Client, root: str) -> None:
    document = document_of()
    report = "opfoelgning" in root
    first, second = (replace(document, title=title) for title in ("En plan", "Den plan"))
    editions_of(*(report_of(each) if report else each for each in (first, second)))
    address = f"{root}udgave/2/sammenlign/1/"
    assert get(client, address).text("h1") == ["Hvad er ændret siden udgave 1?"]
    assert address in get(client, f"{root}udgaver/").links
    assert address in get(client, f"{root}udgave/2/").links
    assert [link for link in get(client, f"{root}udgave/1/").links if "sammenlign" in link] == []
    assert [link for link in get(client, root).links if "/udgave/2/sammenlign" in link] == []


def test_withdrawn_edition_is_not_compared_and_answers_why(client: Client) -> None:
    publish(document_of())
    withdraw(publish(document_of()))
    publish(document_of())
    for address in ("udgave/2/sammenlign/1/", "udgave/3/sammenlign/2/"):
        response = client.get(f"/herning/2019/{address}")
        assert response.status_code == 410
        assert "Bilaget rummede navne." in response.content.decode()
    assert "/herning/2019/udgave/3/sammenlign/1/" in get(client, "/herning/2019/udgaver/").links


@pytest.mark.parametrize(
    "address", ["udgave/1/sammenlign/1/", "udgave/1/sammenlign/2/", "udgave/9/sammenlign/1/"]
)
def test_edition_is_not_compared_with_itself_or_with_nothing(client: Client, address: str) -> None:
    publish(document_of())
    assert client.get(f"/herning/2019/{address}").status_code == 404


def test_parts_that_are_not_in_the_portal_are_told_so_and_not_as_gone(client: Client) -> None:
    publish(BEFORE)
    publish(replace(document_of(year=2019), notice="Kun temaerne er her.", sections=(), summary=""))
    page = get(client, "/herning/2019/sammenlign/2018/")
    heading = page.text("h2").index("Ikke i portalen")
    assert "Udgået" not in page.text("h2")
    assert heading >= 0
    assert [text for text in page.text("li") if text.startswith("Rammer")] == [
        "Rammer Findes ikke i den del af Beskæftigelsesplan 2019, der ligger i portalen."
    ]


def test_one_theme_alone_can_be_compared(client: Client) -> None:
    publish(BEFORE)
    publish(AFTER)
    whole = get(client, "/herning/2019/sammenlign/2018/")
    alone = get(client, "/herning/2019/sammenlign/2018/tema/tema-1/")
    assert "/herning/2019/sammenlign/2018/tema/tema-1/" in whole.links
    assert [text for text in alone.text("ins") if "meget" in text] != []
    assert "/herning/2019/sammenlign/2018/" in alone.links
    assert [part for part in alone.ids if part.startswith(("tema-", "nyt", "uaendret", "om-"))] == [
        "tema-tema-1"
    ]
    assert alone.text("title") != whole.text("title")
    assert "/herning/2019/sammenlign/2018/tema/tema-1/" in get(client, "/herning/2019/tema/tema-1/").links
    for theme, status in (("tema-3", 200), ("tema-2", 200), ("findes-ikke", 404)):  # new, gone, unknown
        assert client.get(f"/herning/2019/sammenlign/2018/tema/{theme}/").status_code == status


def test_one_theme_of_two_editions_can_be_compared(client: Client) -> None:
    first, second = document_of().themes
    editions_of(document_of(), replace(document_of(), themes=(replace(first, actions="Nu mere."), second)))
    page = get(client, "/herning/2019/udgave/2/sammenlign/1/tema/tema-1/")
    assert [text for text in page.text("ins") if "mere" in text] != []
    same = get(client, "/herning/2019/udgave/2/sammenlign/1/tema/tema-2/")
    assert "Der er ikke ændret noget." in same.text("p")


def test_comparison_has_contents_and_folds_what_is_unchanged(client: Client) -> None:
    publish(BEFORE)
    publish(AFTER)
    page = get(client, "/herning/2019/sammenlign/2018/")
    anchors = [link.removeprefix("#") for link in page.links if link.startswith("#") and link != "#indhold"]
    assert {"tema-tema-1", "nyt", "udgaaet", "uaendret"} <= set(anchors) <= set(page.ids)
    assert [text for text in page.text("summary") if text.startswith("Uændret")] == ["Uændret (2)"]


def test_moved_goal_leads_to_its_own_page(client: Client) -> None:
    first, second = document_of().themes
    moved = replace(document_of(), themes=(replace(second, number=1), replace(first, number=2)))
    editions_of(document_of(), moved)
    links = get(client, "/herning/2019/udgave/2/sammenlign/1/").links
    assert "/herning/2019/udgave/2/tema/tema-1/maal/1/" in links
