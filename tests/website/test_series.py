"""Several documents of a municipality: each series has addresses of its own, the first the short ones."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from desk.domain.next_year import copy_plan
from documents import tree
from documents.from_rows import document_of as document_of_rows
from documents.to_rows import store
from plans.models import Municipality, Series
from publishing.domain.published_editions import published_editions
from publishing.models import Edition
from tests.factories import MunicipalityFactory, PlanFactory, SectionFactory, ThemeFactory
from tests.publishing.edition_factory import document_of, publish, report_of, theme_of, withdraw
from tests.steps import publish as publish_by_steps
from tests.website.pages import body
from website.domain.plan_lines import by_series, decided, state_of

pytestmark = pytest.mark.django_db

ACTION = tree.Series("handleplan", "Handleplaner", "Handleplan", "hvert år")


def html_of(response: HttpResponse) -> str:
    return body(response).decode()


def action_plan(year: int = 2019, **changes: object) -> tree.PlanDocument:
    return replace(document_of(year=year), title=f"Handleplan {year}", series=ACTION, **changes)  # type: ignore[arg-type]


def test_series_share_a_year_and_each_keeps_its_addresses(client: Client) -> None:
    publish(document_of())
    publish(action_plan())
    for address, title in (
        ("/herning/2019/", document_of().title),
        ("/herning/handleplan/2019/", "Handleplan 2019"),
    ):
        html = html_of(client.get(address))
        assert f"<h1>{title}</h1>" in html
    inner = html_of(client.get("/herning/handleplan/2019/"))
    assert "/herning/handleplan/2019/maal/" in inner
    assert 'href="/herning/2019/tema/' not in inner
    for rest in ("plan.pdf", "plan.json", "maal.csv", "udgaver/", "udgave/1/", "udgave/1/plan.pdf"):
        assert body(client.get(f"/herning/handleplan/2019/{rest}"))
    assert client.get("/herning/ukendt/2019/").status_code == 404


def test_files_of_two_series_never_share_a_name() -> None:
    names = [publish(one).pdf.name for one in (document_of(), action_plan())]
    assert len(set(names)) == len(names)


def test_follow_up_counts_for_its_own_series(client: Client) -> None:
    publish(document_of())
    publish(report_of(action_plan()))
    assert client.get("/herning/2019/opfoelgning/").status_code == 404
    assert client.get("/herning/handleplan/2019/opfoelgning/").status_code == 200


def test_theme_leads_to_its_origin_in_another_series(client: Client) -> None:
    publish(replace(document_of(year=2018), themes=(theme_of(1, 2018),)))
    one = replace(theme_of(1, 2019), predecessor=tree.ThemeRef(2018, "tema-1"))
    publish(action_plan(2019, themes=(one,), predecessor_year=2018))
    there = html_of(client.get("/herning/handleplan/2019/tema/tema-1/"))
    assert 'href="/herning/2018/tema/tema-1/"' in there
    back = html_of(client.get("/herning/2018/tema/tema-1/"))
    assert 'href="/herning/handleplan/2019/tema/tema-1/"' in back
    line = html_of(client.get("/herning/handleplan/2019/tema/tema-1/gennem-aarene/"))
    assert line.count('href="/herning/2018/tema/tema-1/"') >= 1
    assert client.get("/herning/handleplan/2019/sammenlign/2018/").status_code == 200
    assert client.get("/herning/2018/sammenlign/handleplan/2019/").status_code == 200


def test_editions_from_before_series_read_on(client: Client) -> None:
    edition = publish(replace(document_of(year=2018), themes=(theme_of(1, 2018),)))
    assert edition.plan_series == ""
    assert edition.document.series == tree.Series()
    assert client.get("/herning/2018/tema/tema-1/").status_code == 200


def test_municipality_lists_each_series_with_states(client: Client) -> None:
    publish(document_of())
    publish(action_plan(2026, last_year=None))
    html = html_of(client.get("/herning/"))
    assert html.index("Beskæftigelsesplaner</h2>") < html.index("Handleplaner</h2>")
    assert "Udløbet" in html
    assert "Gældende" in html


@pytest.mark.parametrize(
    ("document", "state"),
    [
        (document_of(year=2025), "udløbet"),
        (document_of(year=2026), "gældende"),
        (replace(document_of(year=2020), last_year=None), "gældende"),
        (
            replace(document_of(year=2027), decisions=(tree.Decision("Byrådet", date(2026, 10, 1)),)),
            "vedtaget",
        ),
        (replace(document_of(year=2027), decisions=()), "udgivet"),
    ],
)
def test_state_is_said_in_the_words_of_the_trade(document: tree.PlanDocument, state: str) -> None:
    assert state_of(document, date(2026, 11, 27)) == state


def test_plan_without_an_end_holds_until_the_next_of_its_series_begins(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def series_states(day: date) -> list[str]:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda: day)
        published = published_editions("herning")
        opened = Edition.objects.in_bulk()
        [series] = [one for one in by_series(published.plans, opened, day) if one.slug]
        return [line.state for line in series.lines]

    publish(action_plan(2020, last_year=None))
    publish(document_of(year=2024))
    publish(action_plan(2026))
    later = publish(action_plan(2023, last_year=None))
    front = "/herning/handleplan/2020/"
    for day, expected, period in (
        (date(2022, 12, 31), ["udgivet", "udgivet", "gældende"], "1. januar 2020 og frem"),
        (date(2023, 1, 1), ["udgivet", "gældende", "udløbet"], "1. januar 2020 – 31. december 2022"),
        (date(2026, 1, 1), ["gældende", "udløbet", "udløbet"], "1. januar 2020 – 31. december 2022"),
    ):
        assert series_states(day) == expected
        assert period in html_of(client.get(front))
    withdraw(later)
    assert "1. januar 2020 – 31. december 2025" in html_of(client.get(front))


@pytest.mark.parametrize(
    ("body", "day", "words"),
    [
        ("Byrådet", date(2022, 1, 1), "vedtaget af byrådet 2022–2025"),
        ("Byrådet", date(2025, 12, 31), "vedtaget af byrådet 2022–2025"),
        ("Kommunalbestyrelsen", date(2018, 12, 11), "vedtaget af kommunalbestyrelsen 2018–2021"),
        ("Beskæftigelsesudvalget", date(2018, 12, 4), "vedtaget af beskæftigelsesudvalget 4. december 2018"),
    ],
)
def test_council_is_named_with_its_years(body: str, day: date, words: str) -> None:
    assert decided(tree.Decision(body, day)) == words


@pytest.mark.parametrize("slug", ["maalgruppe", "sammenlign", "soeg", "2026", "Handleplan", "opfoelgning"])
def test_series_takes_no_address_that_the_site_needs(slug: str) -> None:
    series = Series(municipality=MunicipalityFactory(), name="N", word="W", slug=slug)
    with pytest.raises(ValidationError):
        series.full_clean()


def test_rows_of_two_series_lie_beside_each_other(municipality: Municipality) -> None:
    first = PlanFactory(municipality=municipality, year=2026)
    other = Series.objects.create(
        municipality=municipality, slug="handleplan", name="Handleplaner", word="Handleplan"
    )
    second = PlanFactory(municipality=municipality, year=2026, series=other)
    assert first.series.slug == ""
    assert document_of_rows(second).ref == tree.PlanRef(2026, "handleplan")


def test_copy_of_a_plan_stays_in_its_series_and_remembers_where_it_comes_from(
    municipality: Municipality,
) -> None:
    other = Series.objects.create(
        municipality=municipality, slug="handleplan", name="Handleplaner", word="Handleplan"
    )
    plan = PlanFactory(municipality=municipality, year=2026, series=other)
    ThemeFactory(plan=plan)
    SectionFactory(plan=plan)
    PlanFactory(municipality=municipality, year=2027)
    copy = copy_plan(plan, 2027)
    document = document_of_rows(copy)
    assert (copy.series, document.predecessor) == (other, document_of_rows(plan).ref)
    assert document.themes[0].predecessor == document_of_rows(plan).ref.theme(plan.themes.get().slug)


def test_document_of_another_series_survives_the_rows(municipality: Municipality) -> None:
    town = replace(document_of().municipality, slug=municipality.slug)
    document = replace(action_plan(2026), municipality=town, last_year=None)
    plan = store(document)
    assert (plan.series.slug, plan.last_year) == ("handleplan", None)
    assert document_of_rows(plan).series == ACTION


def test_published_by_its_series(municipality: Municipality, client: Client) -> None:
    other = Series.objects.create(
        municipality=municipality, slug="handleplan", name="Handleplaner", word="Handleplan"
    )
    plan = PlanFactory(municipality=municipality, year=2026, last_year=None, series=other)
    SectionFactory(plan=plan, body="Tekst.")
    edition = publish_by_steps(plan, by=None, note="Første")
    assert edition.plan_series == "handleplan"
    html = html_of(client.get(edition.get_absolute_url()))
    assert plan.title in html
    assert reverse("publishing:plan", args=[municipality.slug, tree.PlanRef(2026, "handleplan")]) in html
