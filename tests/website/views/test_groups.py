from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from documents import tree
from goals.enums import AreaKind
from goals.models import Area, Indicator
from tests.factories import AreaFactory, IndicatorFactory, MunicipalityFactory, ObservationFactory
from tests.publishing.edition_factory import publish
from tests.website.pages import Page, read
from tests.website.years import plan
from website.domain.groups import offered

pytestmark = pytest.mark.django_db

GROUP = "/sammenlign/kommunerne-i-midtjylland/"
UNGE = f"{GROUP}unge/"


@pytest.fixture
def towns() -> list[Area]:
    codes = {"Herning": "657", "Viborg": "791", "Odder": "727"}
    return [AreaFactory(kind=AreaKind.MUNICIPALITY, name=name, code=code) for name, code in codes.items()]


@pytest.fixture
def group(towns: list[Area]) -> Area:
    area: Area = AreaFactory(
        kind=AreaKind.CLUSTER, name="kommunerne i Midtjylland", reason="De ligner hinanden."
    )
    area.members.set(towns)
    return area


@pytest.fixture
def indicator() -> Indicator:
    found: Indicator = IndicatorFactory(slug="unge", name="Unge på forsørgelse")
    return found


def observe(indicator: Indicator, area: Area, value: str, year: int = 2020, **more: object) -> None:
    ObservationFactory(
        indicator=indicator,
        area=area,
        value=Decimal(value),
        decimals=1,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        **more,
    )


def get(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200
    return read(response)


def rows(page: Page) -> list[tuple[str, str]]:
    """The table below the picture."""
    heads = [
        text for text, item in zip(page.text("th"), page.all("th"), strict=True) if item["scope"] == "row"
    ]
    return list(zip(heads, page.text("td"), strict=True))


def test_groups_say_why_and_who_and_what_to_compare(
    client: Client, group: Area, towns: list[Area], indicator: Indicator
) -> None:
    for town, value in zip(towns, ("10.0", "9.5", "11.0"), strict=True):
        observe(indicator, town, value)
    page = get(client, "/sammenlign/")
    assert "De ligner hinanden." in page.text("p")
    assert "Herning, Odder, Viborg" in page.text("p")
    assert UNGE in page.links


def test_group_without_figures_for_two_in_one_period_says_what_is_missing(
    client: Client, group: Area, towns: list[Area], indicator: Indicator
) -> None:
    observe(indicator, towns[0], "10.0", 2019)
    observe(indicator, towns[1], "10.0", 2020)
    page = get(client, "/sammenlign/")
    assert [link for link in page.links if "unge" in link] == []
    assert len([item for item in page.all("p") if item.get("class") == "empty"]) == 1


def test_portal_without_groups_says_so(client: Client) -> None:
    AreaFactory(kind=AreaKind.CLUSTER, name="en gruppe uden medlemmer")
    page = get(client, "/sammenlign/")
    assert page.text("h2") == []
    assert len([item for item in page.all("p") if item.get("class") == "empty"]) == 1


def test_comparison_shows_the_newest_period_best_first_with_the_reason(
    client: Client, group: Area, towns: list[Area], indicator: Indicator
) -> None:
    for year, values in ((2019, ("10.0", "12.0", "11.0")), (2020, ("10.0", "9.5", "11.0"))):
        for town, value in zip(towns, values, strict=True):
            observe(indicator, town, value, year)
    page = get(client, UNGE)
    assert rows(page)[:3] == [("Viborg", "9,5 %"), ("Herning", "10,0 %"), ("Odder", "11,0 %")]
    assert rows(page)[3][1] == "10,2 %"
    assert [text for text in page.text("p") if text.endswith("De ligner hinanden.")] != []
    assert [link for link in page.links if link.startswith(UNGE) and link.endswith("/")] == [
        f"{UNGE}2020/",
        f"{UNGE}2019/",
    ]
    assert rows(get(client, f"{UNGE}2019/"))[0] == ("Herning", "10,0 %")


def test_figures_of_other_periods_are_left_out_and_those_without_are_named(
    client: Client, group: Area, towns: list[Area], indicator: Indicator
) -> None:
    observe(indicator, towns[0], "10.0")
    observe(indicator, towns[1], "9.5")
    observe(indicator, towns[2], "11.0", 2019)
    page = get(client, UNGE)
    assert rows(page) == [("Viborg", "9,5 %"), ("Herning", "10,0 %")]
    assert [text for text in page.text("p") if text.endswith("Odder.")] != []


def test_period_with_one_municipality_alone_is_no_comparison(
    client: Client, group: Area, towns: list[Area], indicator: Indicator
) -> None:
    observe(indicator, towns[0], "10.0", 2019)
    observe(indicator, towns[1], "9.5", 2019)
    observe(indicator, towns[0], "10.0", 2020)
    observe(indicator, group, "10.4", 2020)
    assert len(rows(get(client, UNGE))) == 2
    assert client.get(f"{UNGE}2020/").status_code == 404


def test_municipality_outside_the_group_is_never_shown(
    client: Client, group: Area, towns: list[Area], indicator: Indicator
) -> None:
    for town in (*towns, AreaFactory(kind=AreaKind.MUNICIPALITY, name="Lyngby")):
        observe(indicator, town, "10.0")
    assert "Lyngby" not in dict(rows(get(client, UNGE)))


def test_groups_own_published_figure_stands_before_the_mean(
    client: Client, group: Area, towns: list[Area], indicator: Indicator
) -> None:
    for area, value in zip((*towns, group), ("10.0", "9.5", "11.0", "10.4"), strict=True):
        observe(indicator, area, value)
    assert rows(get(client, UNGE))[-1][1] == "10,4 %"


def test_chosen_municipality_stands_out_and_any_other_word_changes_nothing(
    client: Client, group: Area, towns: list[Area], indicator: Indicator
) -> None:
    observe(indicator, towns[0], "10.0")
    observe(indicator, towns[1], "9.5", provisional=True)
    chosen = [dot["r"] for dot in get(client, f"{UNGE}?kommune=Herning").all("circle")]
    other = [dot["r"] for dot in get(client, f"{UNGE}?kommune=<script>").all("circle")]
    assert (chosen, other) == (["5", "7"], ["5", "5"])


def test_comparison_without_figures_helps_on(client: Client, group: Area, indicator: Indicator) -> None:
    page = get(client, UNGE)
    assert page.all("figure") == []
    assert page.links.count("/sammenlign/") == 2


@pytest.mark.parametrize(
    "address",
    [
        "/sammenlign/andre-kommuner/unge/",
        f"{GROUP}andet/",
        f"{UNGE}2017/",
        f"{UNGE}2020-01-01-til-2020-12-31/",
        f"{UNGE}2020-13-01-til-2020-12-31/",
        f"{UNGE}2017.csv",
    ],
)
def test_what_is_not_there_is_not_found(
    client: Client, group: Area, towns: list[Area], indicator: Indicator, address: str
) -> None:
    observe(indicator, towns[0], "10.0")
    observe(indicator, towns[1], "9.5")
    assert client.get(address).status_code == 404


def test_goal_line_leads_to_the_comparison_its_municipality_is_in(
    client: Client, group: Area, towns: list[Area], indicator: Indicator
) -> None:
    publish(plan(2020))
    elsewhere = AreaFactory(kind=AreaKind.CLUSTER, name="andre kommuner")
    elsewhere.members.set(towns[1:])
    for town in towns:
        observe(indicator, town, "10.0")
    links = get(client, "/herning/2020/tema/unge/maal/1/gennem-aarene/").links
    assert [link for link in links if link.startswith("/sammenlign/")] == [f"{UNGE}?kommune=Herning"]
    other = get(client, "/herning/2020/tema/unge/maal/3/gennem-aarene/").links
    assert [link for link in other if link.startswith("/sammenlign/")] == []


def test_what_is_a_municipality_s_own_is_on_no_page_of_comparison(
    client: Client, towns: list[Area], group: Area, indicator: Indicator
) -> None:
    """Its figures are public through an edition alone."""
    owner = MunicipalityFactory(short_name="Herning", code="657")
    own_group = AreaFactory(owner=owner, name="vores naboer")
    own_group.members.set(towns)
    own = IndicatorFactory(owner=owner, slug="besoeg", name="Besøg i jobcafeen")
    for town in towns:
        observe(indicator, town, "10.4")
        observe(own, town, "7.0")
    text = client.get("/sammenlign/").content.decode()
    assert [word in text for word in ("Unge på forsørgelse", "Besøg", "vores naboer")] == [True, False, False]
    assert client.get(f"{GROUP}besoeg/").status_code == 404
    assert client.get("/sammenlign/vores-naboer/unge/").status_code == 404


def test_own_indicator_does_not_stand_in_for_the_country_s_of_the_same_address(
    client: Client, towns: list[Area], group: Area, indicator: Indicator
) -> None:
    own = IndicatorFactory(owner=MunicipalityFactory(), slug=indicator.slug, name=indicator.name)
    for town in towns:
        observe(own, town, "7.0")
        observe(indicator, town, "10.4")
    assert [value for _name, value in rows(get(client, UNGE))][:1] == ["10,4 %"]


@pytest.mark.parametrize("is_own", [False, True])
def test_line_of_a_goal_offers_comparisons_of_the_country_s_indicators_only(
    towns: list[Area], group: Area, indicator: Indicator, is_own: bool
) -> None:
    for town in towns:
        observe(indicator, town, "10.4")
    named = tree.Indicator(indicator.name, indicator.slug, "percent", "lower", own=is_own)
    goal = tree.Goal(1, "Færre unge", targets=(tree.Target("no_increase", named),))
    place = tree.Municipality("Herning Kommune", "Herning", "herning", "657")
    assert [one.group for one in offered(place, [goal])] == ([] if is_own else [group.name])
