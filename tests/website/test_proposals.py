"""A plan that is out as a proposal: read as one, and nowhere taken for the adopted plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from documents import tree
from documents.proposal import as_proposal
from publishing.domain import withdraw as withdrawing
from publishing.models import Edition
from tests.public_addresses import public_addresses
from tests.publishing.edition_factory import document_of, make, publish, report_of, theme_of, withdraw
from tests.website.pages import body, read

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]

WORD = "kanariefugl"
TITLE = "Beskæftigelsesplan 2027"
NATIONAL = tree.NationalGoal(2027, 1, "Flere i job", "Flere skal i job.")
OWN = "/herning/2027/forslag/1/"


def plan(year: int = 2027, slug: str = "herning", **changes: object) -> tree.PlanDocument:
    document = document_of(slug, year)
    first, *others = document.themes
    answering = replace(first, answers=(NATIONAL_REF,), answer_text=f"Svar {slug}.")
    document = replace(document, national_goals=(NATIONAL,), themes=(answering, *others))
    return replace(document, **changes)  # type: ignore[arg-type]


NATIONAL_REF = tree.NationalGoalRef(2027, 1)


def in_hearing(deadline: date | None = date(2099, 3, 1), **said: str) -> tree.Decision:
    return tree.Decision(
        "Beskæftigelsesudvalget", date(2026, 11, 1), "in_hearing", hearing_deadline=deadline, **said
    )


def proposed(**changes: object) -> tree.PlanDocument:
    """Its words are in no other text."""
    document = plan(decisions=(in_hearing(parties="Handicaprådet og RAR"),), summary=f"Kort {WORD}.")
    theme = replace(theme_of(3, 2027), title=f"Tema {WORD}", slug="nyt", ambition=f"Vi vil {WORD}.")
    section = tree.Section("Forord", "forord", body=f"Ord {WORD}.")
    document = replace(document, themes=(*document.themes, theme), sections=(*document.sections, section))
    return as_proposal(replace(document, **changes))  # type: ignore[arg-type]


def text_of(address: str) -> str:
    return body(Client().get(address)).decode(errors="replace")


def addresses() -> Iterator[str]:
    names = {
        "municipality": ["herning"],
        "year": [2026, 2027],
        "plan": [tree.PlanRef(2026), tree.PlanRef(2027), tree.PlanRef(2027, "handleplan")],
        "other": [tree.PlanRef(2026)],
        "number": ["1"],
        "against": ["1"],
        "slug": ["nyt", "forord"],
        "report": ["maalopfoelgning"],
        "theme": ["nyt"],
        "facet": ["resultat"],
        "value": ["ikke-opfyldt"],
        "goal": [1],
        "kind": ["csv"],
        "colour": [],
        "path": [],
        "group": [],
        "indicator": [],
        "period": [],
    }
    return public_addresses(names)


def publish_everything_around() -> None:
    """The year before, another municipality's plan of the same year, and a document below the proposed."""
    publish(plan(2026))
    publish(report_of(plan(2026)))
    publish(plan(slug="ringkoebing"))
    below = tree.CarriedOutGoal(tree.GoalRef(2027, "tema-1", 1), "Mål 1 af tema 1 skal nås.")
    theme = replace(theme_of(1, 2027), goals=(tree.Goal(1, "Noget.", carries_out=(below,)),))
    series = tree.Series("handleplan", "Handleplaner", "Handleplan")
    publish(plan(title="Handleplan", series=series, above_year=2027, themes=(theme,)))


def test_words_of_a_proposal_nowhere_pass_as_adopted() -> None:
    """Its text is at its own addresses and, while there is no plan, at the plan's. Wherever its title is
    said, it says what it is; no list of what is in force, and no other plan's page, knows of it."""
    publish_everything_around()
    before = {address: text_of(address) for address in addresses()}
    publish(proposed())
    found = {address: text_of(address) for address in addresses()}
    saying = {address for address, text in found.items() if WORD in text}
    assert "/herning/2027/forslag/1/plan.json" in saying
    assert {one for one in saying if not one.startswith(OWN)} == {"/herning/2027/"}
    for address in found:
        if address.startswith("/herning/"):
            said = found[address].count(f"Forslag i høring til {TITLE}")
            assert found[address].count(TITLE) == said, address
    changed = {address for address in found if found[address] != before[address]}
    of_all = ("udgaver/", "/beviskaede.txt", "udgaver", "udgaver.csv", "alt.jsonl", "feed.xml", "sitemap.xml")
    elsewhere = {one for one in changed if not one.endswith(of_all) and not one.startswith(OWN)}
    led = {f"/herning/2027/{page}" for page in (*PAGES, *NOT_MADE)}
    assert elsewhere == {"/herning/", "/herning/2027/", *led}


PAGES = (
    *("maal/", "maal/resultat/ikke-opfyldt/", "tema/nyt/", "tema/nyt/maal/1/", "afsnit/forord/"),
    *("plan.pdf", "plan.json", "maal.csv", "tal.csv"),
    *("maal.pdf", "aendringer.pdf", "trykkeri.pdf", "tema/nyt.pdf"),
)
"""Which links in its own text may lead to."""
NOT_MADE = ("aendringer-siden-udgaven-foer.pdf", "tema/forord.pdf")
"""Of a first edition, and of what is no theme: the proposal's address says that."""


@pytest.mark.parametrize("page", PAGES)
def test_link_into_the_plan_leads_to_the_proposal_until_there_is_a_plan(client: Client, page: str) -> None:
    publish(proposed())
    assert client.get(f"/herning/2027/{page}").headers["Location"] == f"{OWN}{page}"
    adopted = publish(plan(decisions=(tree.Decision("Byrådet", date(2026, 12, 15), "adopted"),)))
    answer = client.get(f"/herning/2027/{page}")
    body(answer)
    there = page.startswith(("maal/", "plan.", "maal.csv", "tal.csv"))  # further PDFs are not made in tests
    assert answer.status_code == (200 if there else 404)
    withdraw(adopted)
    assert client.get(f"/herning/2027/{page}").headers["Location"] == f"{OWN}{page}"
    assert read(client.get("/herning/2027/")).text("h1") == [f"Forslag i høring til {TITLE}"]


def test_hearing_that_is_over_is_said_to_be(client: Client) -> None:
    past = replace(proposed().decisions[-1], hearing_deadline=date(2020, 3, 1))
    publish(replace(proposed(), decisions=(past,)))
    html = text_of("/herning/2027/")
    assert "Høringen sluttede 1. marts 2020." in html
    assert "Forslaget er i høring" not in html
    assert "Send dit svar" not in html


def test_plans_address_shows_the_proposal_until_there_is_a_plan(client: Client) -> None:
    publish(plan(2026))
    publish(proposed())
    shown = read(client.get("/herning/2027/"))
    assert shown.text("h1") == [f"Forslag i høring til {TITLE}"]
    assert shown.text("title") == [f"Forslag i høring til {TITLE}, forslag 1 – Herning Kommune"]
    banner = shown.text("aside")[0]
    assert banner == "Dette er et forslag. Planen er ikke vedtaget. Forslaget er i høring til 1. marts 2099."
    assert "FORSLAG – ikke vedtaget" in shown.text("p")
    assert {"Handicaprådet og RAR", "1. marts 2099"} <= set(shown.text("dd"))
    assert f"{OWN}tema/nyt/" in shown.links
    assert f"{OWN}plan.pdf" in shown.links
    town = text_of("/herning/")
    assert "Forslag (i høring til 1. marts 2099)" in town
    assert "Læs Beskæftigelsesplan 2026" in town
    inside = read(client.get(f"{OWN}tema/nyt/"))
    assert inside.text("aside")[0] == banner
    assert f"Forslag i høring til {TITLE}, forslag 1" in inside.text("li")
    assert '"proposal": true' in text_of(f"{OWN}plan.json")
    publish(plan(decisions=(tree.Decision("Byrådet", date(2026, 12, 15), "adopted"),)))
    assert read(client.get("/herning/2027/")).text("h1") == [TITLE]
    assert WORD not in text_of("/herning/2027/")
    assert "Forslag" not in text_of("/herning/")


def test_proposal_stays_at_its_address_and_leads_to_the_adopted_plan(client: Client) -> None:
    publish(proposed())
    publish(plan(decisions=(tree.Decision("Byrådet", date(2026, 12, 15), "adopted"),)))
    for address in (OWN, f"{OWN}tema/nyt/", f"{OWN}maal/"):
        page = read(client.get(address))
        assert page.text("aside")[0] == (
            f"Dette er et forslag. Planen er vedtaget: Byrådet, 15. december 2026. Læs {TITLE}"
        )
        assert "/herning/2027/" in page.links
        assert {"name": "robots", "content": "noindex"} in page.all("meta")
    adopted = read(client.get("/herning/2027/"))
    assert {OWN, "/herning/2027/udgave/1/sammenlign/forslag/1/"} <= set(adopted.links)
    compared = read(client.get("/herning/2027/udgave/1/sammenlign/forslag/1/"))
    assert compared.text("h1") == ["Hvad blev ændret fra forslaget til planen?"]
    assert f"{OWN}tema/nyt/" in compared.links
    assert "Forslag i høring til" not in " ".join(compared.text("main"))
    listed = read(client.get("/herning/2027/udgaver/"))
    assert [one for one in listed.text("h2") if "1" in one] == [
        "Udgave 1 Gældende",
        "Forslag 1 Ikke vedtaget",
    ]


@pytest.mark.parametrize(
    ("decisions", "title", "state"),
    [
        ((in_hearing(None),), f"Forslag til {TITLE}", "Forslag"),
        (
            (in_hearing(date(2026, 11, 20)),),
            f"Forslag i høring til {TITLE}",
            "Forslag (høringen sluttede 20. november 2026)",
        ),
        (
            (in_hearing(), tree.Decision("Byrådet", date(2026, 12, 15), "rejected")),
            f"Forslag i høring til {TITLE}",
            "Forslag (forkastet 15. december 2026)",
        ),
    ],
)
def test_state_of_a_proposal(decisions: tuple[tree.Decision, ...], title: str, state: str) -> None:
    document = as_proposal(plan(decisions=decisions))
    assert document.title == title
    publish(document)
    shown = text_of("/herning/")
    assert title in shown
    assert f'<span class="status">{state}</span>' in shown
    assert ("Det er forkastet" in text_of("/herning/2027/")) == ("forkastet" in state)


def test_next_proposal_takes_the_place_of_the_first(client: Client) -> None:
    publish(proposed())
    second = publish(proposed(summary="En anden tekst."))
    assert second.get_absolute_url() == "/herning/2027/forslag/2/"
    assert "En anden tekst." in text_of("/herning/2027/")
    old = read(client.get(OWN))
    assert old.text("aside")[0] == "Dette er et forslag. Det er erstattet af et nyt. Læs forslag 2"
    assert read(client.get("/herning/2027/forslag/2/sammenlign/1/")).text("h1") == [
        "Hvad er ændret siden forslag 1?"
    ]
    withdrawing.withdraw(second, by=None, reason="Fejl.", again=Edition.objects.get(number=1))
    assert client.get("/herning/2027/forslag/2/").status_code == 410
    assert "kanariefugl" in text_of("/herning/2027/")


def test_withdrawn_proposal_says_so_and_nothing_of_its_text(client: Client) -> None:
    edition = publish(proposed())
    withdraw(edition)
    for address in (OWN, f"{OWN}plan.pdf", "/herning/2027/"):
        response = client.get(address)
        assert response.status_code == 410
        assert WORD not in body(response).decode()
        assert TITLE not in body(response).decode()
    assert client.get("/herning/").status_code == 200


@pytest.mark.parametrize("noindex", [True, False])
def test_search_engines_are_kept_out_by_choice(client: Client, noindex: bool) -> None:
    edition = publish(proposed(), noindex=noindex)
    make(edition, "press")
    rest = ("", "plan.pdf", "plan.json", "tema/nyt/", "afsnit/forord/", "maal/", "maal.csv", "trykkeri.pdf")
    for address in ("/herning/2027/", *(f"{OWN}{one}" for one in rest)):
        response = client.get(address)
        assert body(response), address
        assert (response.get("X-Robots-Tag") == "noindex") == noindex, address
        if response["Content-Type"].startswith("text/html"):
            assert ({"name": "robots", "content": "noindex"} in read(response).all("meta")) == noindex


@pytest.mark.parametrize("noindex", [True, False])
def test_what_the_hearing_changed_is_kept_out_with_its_proposal(client: Client, noindex: bool) -> None:
    publish(proposed(), noindex=noindex)
    publish(document_of(year=2027))
    response = client.get("/herning/2027/udgave/1/sammenlign/forslag/1/")
    assert (response.status_code, response.get("X-Robots-Tag")) == (200, "noindex" if noindex else None)


def test_municipality_with_a_proposal_alone_is_found(client: Client) -> None:
    publish(plan(slug="ringkoebing"))
    publish(proposed())
    assert "Forslag i høring til" in text_of("/")
    assert "Ingen plan" in text_of("/herning/")
    assert client.get("/herning/findes-ikke/").status_code == 404


@pytest.mark.parametrize("items", [1, 3])
def test_proposals_cost_no_query_each(client: Client, items: int, django_assert_num_queries: object) -> None:
    for year in range(2027, 2027 + items):
        publish(as_proposal(plan(year, decisions=(in_hearing(timezone.localdate() + timedelta(days=9)),))))
    for address, count in {"/herning/": 4, "/herning/2027/": 2, OWN: 3, f"{OWN}plan.json": 3}.items():
        with django_assert_num_queries(count):  # type: ignore[operator]
            client.get(address)
