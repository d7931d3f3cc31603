from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from documents import tree
from publishing.models import Edition
from tests.publishing.edition_factory import document_of, publish, report_of, theme_of, withdraw
from tests.website import years
from tests.website.pages import Page, read
from tests.website.years import with_later_figure

pytestmark = pytest.mark.django_db


def get(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200
    return read(response)


def within(page: Page, start: str) -> list[str]:
    return [link for link in page.links if link.startswith(start)]


def test_plan_leads_to_its_pdf_goals_themes_and_sections(client: Client) -> None:
    publish(document_of())
    page = get(client, "/herning/2019/")
    assert page.text("h1") == ["Beskæftigelsesplan 2019"]
    assert within(page, "/herning/2019/") == [
        "/herning/2019/plan.pdf",
        "/herning/2019/maal/",
        *(
            f"/herning/2019/tema/tema-{theme}/{part}"
            for theme in (1, 2)
            for part in ("", "maal/1/", "maal/2/", f"#tema-tema-{theme}-goer")
        ),
        "/herning/2019/afsnit/indledning/",
        "/herning/2019/afsnit/rammer/",
        "/herning/2019/udgave/1/",
        "/herning/2019/udgaver/",
        "/herning/2019/udgaver/#kontrol",
    ]


def test_plan_shows_a_short_will_whole_and_never_how_a_long_one_begins(client: Client) -> None:
    document = document_of(themes=2)
    short = replace(document.themes[1], ambition="Vi vil **noget** i 2019.")
    publish(replace(document, themes=(document.themes[0], short)))
    words = [text for text in get(client, "/herning/2019/").text("p") if text.startswith("Vi vil")]
    assert words == ["Vi vil noget i 2019."]


def test_plan_shows_how_a_theme_without_goals_begins(client: Client) -> None:
    publish(document_of(themes=1, goals=0))
    assert "Vi vil noget i 2019." in get(client, "/herning/2019/").text("p")


def test_plan_without_a_short_description_says_its_first_goals(client: Client) -> None:
    publish(replace(document_of(), summary=""))
    page = get(client, "/herning/2019/")
    assert "Herning Kommune har 4 mål. De første er:" in page.text("p")
    assert "Mål 1 af tema 1 skal nås" in page.text("li")


def test_plan_begins_with_what_it_means_for_whom_it_names(client: Client) -> None:
    document = document_of()
    theme = replace(document.themes[0], target_groups=(tree.TargetGroup("unge", "Unge"),))
    publish(replace(document, themes=(theme, *document.themes[1:])))
    page = get(client, "/herning/2019/")
    assert page.text("h2")[0] == "Hvad betyder planen for dig?"
    assert "/herning/2019/maalgruppe/unge/" in page.links


def test_addresses_in_the_note_to_the_reader_are_links(client: Client) -> None:
    publish(replace(document_of(), notice="Resten: https://eksempel.dk/plan <script>"))
    page = get(client, "/herning/2019/")
    assert "https://eksempel.dk/plan" in page.links
    assert [one["type"] for one in page.all("script")] == ["application/ld+json"]


def test_an_old_plan_says_on_each_page_that_a_newer_is_there_and_where_the_theme_goes_on(
    client: Client,
) -> None:
    old = document_of(year=2018)
    new = document_of(year=2019, themes=3)
    carried = replace(new.themes[2], predecessor=old.ref.theme("tema-1"))
    publish(old)
    publish(replace(new, themes=(*new.themes[:2], carried)))
    for address in ("", "tema/tema-1/", "afsnit/indledning/", "maal/", "udgave/1/"):
        (banner, *_rest) = [
            text for text in get(client, f"/herning/2018/{address}").text("aside") if "gjaldt" in text
        ]
        assert banner == "Planen gjaldt for 2018. Læs Beskæftigelsesplan 2019, som er nyere"
    assert "/herning/2019/tema/tema-3/" in get(client, "/herning/2018/tema/tema-1/").links
    assert "Føres ikke videre i Beskæftigelsesplan 2019." in get(client, "/herning/2018/tema/tema-2/").text(
        "p"
    )


def test_a_plan_that_holds_has_no_such_banner(client: Client) -> None:
    publish(document_of(year=date.today().year))
    publish(document_of(year=date.today().year + 1))
    for year in (0, 1):
        page = get(client, f"/herning/{date.today().year + year}/")
        assert [text for text in page.text("aside") if "gjaldt" in text] == []


def test_every_page_leads_home(client: Client) -> None:
    publish(document_of())
    for address in ("", "2019/", "2019/tema/tema-1/", "2019/maal/", "maalgrupper/"):
        assert "/" in get(client, f"/herning/{address}").links


def test_plan_shows_decisions_minority_and_notice(client: Client) -> None:
    decision = tree.Decision("Byrådet", date=date(2018, 12, 11), minority_statement="Liste A er imod.")
    publish(replace(document_of(), decisions=(decision,), notice="Kun en del af planen er her."))
    page = get(client, "/herning/2019/")
    assert "Kun en del af planen er her." in page.text("p")
    assert any("Byrådet, 11. december 2018" in text for text in page.text("li"))
    assert any("Liste A er imod." in text for text in page.text("p"))


def test_plan_shows_the_hearing_the_minutes_and_the_number_of_the_case(client: Client) -> None:
    hearing = tree.Decision(
        "Udvalget",
        date(2018, 10, 1),
        "in_hearing",
        kle_number="15.20.00-P22",
        minutes_url="https://www.eksempel.dk/referat?id=7",
        parties="Handicaprådet",
        hearing_deadline=date(2018, 11, 1),
    )
    hostile = tree.Decision("Udvalget", date(2018, 12, 1), "heard", minutes_url="javascript:alert(1)")
    publish(replace(document_of(), decisions=(hearing, hostile)))
    page = get(client, "/herning/2019/")
    assert any(
        text.startswith("Sendt i høring") and "KLE-nr. 15.20.00-P22" in text for text in page.text("p")
    )
    assert {"Høringsparter: Handicaprådet", "Høringsfrist: 1. november 2018"} <= set(page.text("p"))
    assert "https://www.eksempel.dk/referat?id=7" in page.links
    assert page.text("a").count("Læs referatet (Udvalget, 1. oktober 2018)") == 1
    assert "Vedtaget" not in page.text("dt")
    assert [address for address in page.links if address.startswith("javascript")] == []


def test_plan_without_themes_or_goals_shows_only_what_it_has(client: Client) -> None:
    publish(document_of(themes=0))
    page = get(client, "/herning/2019/")
    assert "/herning/2019/maal/" not in page.links
    assert [listed for listed in page.all("ol") if listed] == [{"class": "lines"}]  # beside the breadcrumb


def test_plan_shows_how_it_went_and_the_other_years(client: Client) -> None:
    publish(document_of(year=2018))
    publish(document_of())
    publish(report_of(document_of()))
    page = get(client, "/herning/2019/")
    assert "/herning/2018/" in page.links
    assert page.links.count("/herning/2019/opfoelgning/maalopfoelgning/") == 2
    marks = {item["href"]: item["class"] for item in page.all("a") if "status" in item.get("class", "")}
    assert marks == {"/herning/2019/maal/resultat/opfyldt/": "status met"}


def test_plan_with_only_a_follow_up_leads_to_it(client: Client) -> None:
    publish(report_of(document_of(year=2020)))
    response = client.get("/herning/2020/")
    assert (response.status_code, response["Location"]) == (302, "/herning/2020/opfoelgning/")
    assert client.get("/herning/2020/tema/tema-1/").status_code == 404


def test_section_shows_its_text_below_its_title(client: Client) -> None:
    publish(document_of())
    page = get(client, "/herning/2019/afsnit/indledning/")
    assert page.text("h1") == ["Indledning"]
    assert "Baggrund" in page.text("h2")


def test_section_within_another_leads_to_its_place(client: Client) -> None:
    publish(document_of())
    response = client.get("/herning/2019/afsnit/oekonomi/")
    assert (response.status_code, response["Location"]) == (
        302,
        "/herning/2019/afsnit/rammer/#afsnit-oekonomi",
    )
    assert "afsnit-oekonomi" in get(client, "/herning/2019/afsnit/rammer/").ids


def test_section_made_for_goals_of_the_plan_has_a_page(client: Client) -> None:
    publish(replace(document_of(), goals=(tree.Goal(1, "Hele planens mål."),)))
    assert "Hele planens mål." in get(client, "/herning/2019/afsnit/planens-maal/").text("p")


def test_section_made_for_goals_of_the_plan_takes_no_address_that_is_used(client: Client) -> None:
    own = tree.Section("Planens mål", "planens-maal", body="Om målene.")
    publish(replace(document_of(), sections=(own,), goals=(tree.Goal(1, "Hele planens mål."),)))
    assert get(client, "/herning/2019/afsnit/planens-maal/").text("p").count("Om målene.") == 1
    assert "Hele planens mål." in get(client, "/herning/2019/afsnit/planens-maal-2/").text("p")


def test_section_that_announces_the_themes_lists_them(client: Client) -> None:
    publish(replace(document_of(), sections=(tree.Section("Temaerne", "temaer", "themes"),)))
    page = get(client, "/herning/2019/afsnit/temaer/")
    assert page.links.count("/herning/2019/tema/tema-2/") == 2


def test_theme_has_will_goals_and_actions_at_the_outlines_anchors(client: Client) -> None:
    publish(document_of())
    page = get(client, "/herning/2019/tema/tema-1/")
    assert page.text("h1") == ["Tema nummer 1"]
    assert [h for h in page.text("h2") if "2019" in h or h == "Mål"] == [
        "Det vil vi i 2019",
        "Mål",
        "Det gør vi i 2019",
    ]
    assert [link for link in page.links if link.startswith("#tema-tema")] == [
        "#tema-tema-1-vil",
        "#tema-tema-1-maal",
        "#tema-tema-1-goer",
    ]


def test_theme_says_where_it_stands_and_where_to_go_on(client: Client) -> None:
    publish(document_of())
    page = get(client, "/herning/2019/tema/tema-1/")
    current = [link["href"] for link in page.all("a") if link.get("aria-current")]
    pager = [link["href"] for link in page.all("a") if link.get("class") in {"previous", "next"}]
    assert current == ["/herning/2019/tema/tema-1/"]
    assert pager == ["/herning/2019/afsnit/rammer/", "/herning/2019/tema/tema-2/"]


def test_theme_shows_how_it_went_in_the_follow_up_of_its_own_year(client: Client) -> None:
    publish(document_of(themes=1))
    publish(report_of(document_of(themes=1), "not_met"))
    publish(report_of(document_of(year=2020, themes=1), "met"))
    page = get(client, "/herning/2019/tema/tema-1/")
    assert "tema-tema-1-gik" in page.ids
    marks = [item["class"] for item in page.all("span") if "status" in item.get("class", "")]
    assert marks == ["status not"] * 3
    assert len([item for item in page.all("li") if item.get("class") == "goal"]) == 2


def test_theme_says_nothing_of_a_withdrawn_follow_up(client: Client) -> None:
    publish(document_of())
    withdraw(publish(report_of(document_of())))
    assert "tema-tema-1-gik" not in get(client, "/herning/2019/tema/tema-1/").ids


def test_theme_without_goals_says_so(client: Client) -> None:
    publish(document_of(goals=0))
    page = get(client, "/herning/2019/tema/tema-1/")
    assert [item for item in page.all("p") if item.get("class") == "empty"] == [{"class": "empty"}]
    assert "tema-tema-1-maal" not in page.ids


def test_theme_leads_to_itself_in_other_years(client: Client) -> None:
    publish(document_of(year=2018))
    publish(replace(document_of(), themes=(theme_of(1, 2019, predecessor=tree.ThemeRef(2018, "tema-2")),)))
    later = replace(
        document_of(year=2020), themes=(theme_of(1, 2020, predecessor=tree.ThemeRef(2019, "tema-1")),)
    )
    publish(report_of(later))
    page = get(client, "/herning/2019/tema/tema-1/")
    elsewhere = [
        link for link in page.links if "tema-" in link and not link.startswith(("#", "/herning/2019/"))
    ]
    assert elsewhere == [
        "/herning/2020/opfoelgning/maalopfoelgning/#tema-tema-1",
        "/herning/2018/tema/tema-2/",
    ]


def test_goals_lists_every_goal_with_its_verdict(client: Client) -> None:
    plan = replace(document_of(goals=2), goals=(tree.Goal(1, "Hele planens mål."),))
    publish(plan)
    publish(report_of(plan, "partly"))
    page = get(client, "/herning/2019/maal/")
    rows = [item for item in page.all("th") if item.get("scope") == "row"]
    verdicts = [item for item in page.all("span") if item.get("class") == "status partly"]
    tables = [item for item in page.all("table") if item["class"] == "overview"]
    assert (len(rows), len(verdicts), len(tables)) == (5, 5, 3)


def test_goals_of_a_plan_without_any_says_so(client: Client) -> None:
    publish(document_of(themes=0))
    assert {"class": "empty"} in get(client, "/herning/2019/maal/").all("p")


@pytest.mark.parametrize(
    "address",
    [
        "/herning/2021/",
        "/herning/2019/tema/findes-ikke/",
        "/herning/2019/afsnit/findes-ikke/",
        "/herning/2019/udgave/9/",
        "/herning/2019/opfoelgning/maalopfoelgning/",
        "/herning/02019/",
        "/herning/2019/udgave/0/",
        "/herning/2019/udgave/01/",
    ],
)
def test_what_is_not_published_is_not_found(client: Client, address: str) -> None:
    publish(document_of())
    assert client.get(address).status_code == 404


def test_old_edition_keeps_its_text_and_leads_to_the_new_one(client: Client) -> None:
    publish(document_of())
    publish(replace(document_of(), summary="Ganske nyt."))
    old, new = get(client, "/herning/2019/udgave/1/"), get(client, "/herning/2019/")
    assert "Sådan kommer flere i job." in old.text("p")
    assert "Ganske nyt." in new.text("p")
    assert within(old, "/herning/2019/")[:3] == [
        "/herning/2019/",
        "/herning/2019/udgave/1/plan.pdf",
        "/herning/2019/udgave/1/maal/",
    ]
    assert old.all("aside")[0]["class"] == "banner old"
    assert [aside["class"] for aside in new.all("aside")] == ["banner old"]  # that the plan is over


def test_reader_stays_within_an_old_edition(client: Client) -> None:
    publish(document_of())
    publish(replace(document_of(), summary="Ganske nyt."))
    page = get(client, "/herning/2019/udgave/1/tema/tema-1/")
    outside = {link for link in within(page, "/herning/2019/") if "/udgave/1/" not in link}
    assert outside == {"/herning/2019/", "/herning/2019/udgaver/", "/herning/2019/udgaver/#kontrol"}
    assert {"name": "robots", "content": "noindex"} in page.all("meta")


def test_current_edition_at_its_own_address_says_it_is_in_force(client: Client) -> None:
    publish(document_of())
    page = get(client, "/herning/2019/udgave/1/")
    assert page.all("aside")[0]["class"] == "banner"


def test_old_edition_does_not_lead_to_a_withdrawn_one(client: Client) -> None:
    publish(document_of())
    withdraw(publish(document_of()))
    page = get(client, "/herning/2019/udgave/1/")
    assert page.all("aside")[0]["class"] == "banner old"
    assert "/herning/2019/" not in page.links


@pytest.mark.parametrize(
    "address", ["", "tema/tema-1/", "afsnit/indledning/", "maal/", "plan.pdf", "plan.json", "udgave/2/"]
)
def test_withdrawn_plan_is_gone_and_says_why(client: Client, address: str) -> None:
    publish(document_of())
    withdraw(publish(document_of()), "Bilaget rummede navne.")
    response = client.get(f"/herning/2019/{address}")
    page = read(response)
    assert response.status_code == 410
    assert "Bilaget rummede navne." in page.text("p")
    assert "/herning/2019/udgaver/" in page.links
    assert page.text("h1") != ["Beskæftigelsesplan 2019"]


def test_text_of_a_citizen_is_never_markup(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    publish(replace(document_of(), title=evil, summary=evil, notice=evil, theme_label=evil))
    of_programs = [{"type": "application/ld+json"}]
    assert get(client, "/herning/2019/").all("script") == of_programs
    assert get(client, "/herning/2019/tema/tema-1/").all("script") == of_programs


def test_goals_that_a_plan_without_goals_does_not_continue(client: Client) -> None:
    dropped = tree.DroppedGoal(tree.GoalRef(2018, "", 1), "Et gammelt mål", "Det er nået.")
    publish(replace(document_of(goals=0), goals=(), dropped_goals=(dropped,)))
    page = read(client.get("/herning/2019/maal/"))
    assert "Mål, der ikke videreføres" in page.text("h2")


NOT_SHOWN = "Senere tal hører til målopfølgningen og vises ikke her."


@pytest.mark.parametrize("address", ["/herning/2018/tema/unge/", "/herning/2018/udgave/1/tema/unge/"])
def test_figures_from_after_a_plan_are_left_out_of_its_page_which_says_so(
    client: Client, address: str
) -> None:
    edition = publish(with_later_figure(years.plan(2018)))
    page = read(client.get(address))
    assert page.text("figcaption") == ["Andel af unge på offentlig forsørgelse, 2017"]
    assert [text for text in page.text("p") if text == NOT_SHOWN] == [NOT_SHOWN]
    assert "10,0" not in client.get(address).content.decode()
    assert client.get("/herning/2018/plan.json").content.decode() == edition.document_json
    assert '"10.0"' in edition.document_json


def test_plan_that_holds_no_later_figures_says_nothing_of_them(client: Client) -> None:
    publish(years.plan(2018))
    assert NOT_SHOWN not in read(client.get("/herning/2018/tema/unge/")).text("p")


def test_plan_that_states_a_day_shows_it_with_its_figures(client: Client) -> None:
    publish(replace(with_later_figure(years.plan(2018)), figures_until=date(2018, 12, 31)))
    page = read(client.get("/herning/2018/tema/unge/"))
    assert [text for text in page.text("p") if text.startswith("Tal pr.")] == ["Tal pr. 31. december 2018."]
    assert NOT_SHOWN not in page.text("p")


@pytest.mark.parametrize("rest", ["tema/tema-2/", "tema/tema-2/maal/1/", "afsnit/indledning/"])
def test_an_address_whose_part_a_correction_left_out_leads_to_the_last_edition_that_had_it(
    client: Client, rest: str
) -> None:
    whole = document_of(themes=2)
    publish(whole)
    publish(whole)
    publish(replace(whole, themes=whole.themes[:1], sections=()))
    response = client.get(f"/herning/2019/{rest}")
    assert response.status_code == 302
    assert response["Location"] == f"/herning/2019/udgave/2/{rest}"
    assert client.get(response["Location"]).status_code == 200
    assert client.get("/herning/2019/tema/findes-ikke/").status_code == 404
    withdraw(Edition.objects.get(number=2))
    assert client.get(f"/herning/2019/{rest}")["Location"] == f"/herning/2019/udgave/1/{rest}"
