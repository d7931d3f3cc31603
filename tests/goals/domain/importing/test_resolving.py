import unicodedata
from decimal import Decimal
from typing import Any

import pytest

from goals.domain.importing.resolving import Candidate, Refusal, Resolver
from goals.domain.importing.rows import RawRow
from goals.domain.periods import parse
from goals.enums import AreaKind, Unit
from goals.models import Area, Indicator
from tests.factories import AreaFactory, IndicatorFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Indicator:
    return IndicatorFactory(slug="ledighed", name="Ledige i alt", unit=Unit.PERCENT)


@pytest.fixture
def skive() -> Area:
    return AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")


def row(**more: Any) -> RawRow:
    given = {"value": "10,4", "indicator": "ledighed", "area": "Skive", "period": "2020", "source": "Kilde"}
    return RawRow(**{"number": 2, **given, **more})


def refusal(one: RawRow, **defaults: Any) -> str:
    with pytest.raises(Refusal) as caught:
        Resolver(**defaults).candidate(one)
    return str(caught.value)


def test_row_is_resolved_whole(indicator: Indicator, skive: Area) -> None:
    found = Resolver().candidate(row(provisional="ja", series_break="nej", unit="%"))
    assert found == Candidate(
        2,
        indicator,
        skive,
        parse("2020"),
        Decimal("10.4"),
        provisional=True,
        series_break=False,
        source="Kilde",
    )


def test_flags_without_a_column_are_final_and_left_open(indicator: Indicator, skive: Area) -> None:
    found = Resolver().candidate(row())
    assert (found.provisional, found.series_break) == (False, None)


def test_owner_s_own_goes_before_the_country_s_of_the_same_name(indicator: Indicator, skive: Area) -> None:
    here, there = MunicipalityFactory(), MunicipalityFactory()
    AreaFactory(kind=AreaKind.CLUSTER, name="Naboerne")
    own, _foreign = (IndicatorFactory(owner=of, slug="ledighed", name="Ledige i alt") for of in (here, there))
    group, _other = (AreaFactory(owner=of, name="Naboerne") for of in (here, there))
    found = Resolver(owner=here.pk).candidate(row(area="Naboerne"))
    assert (found.indicator, found.area) == (own, group)
    assert Resolver(owner=here.pk).candidate(row()).area == skive


def test_country_s_figures_are_not_the_owner_s_to_enter(indicator: Indicator, skive: Area) -> None:
    """They may stand in the file as they are stored: a plan gives them out beside its own."""
    found = Resolver(owner=MunicipalityFactory().pk).candidate(row())
    assert found.only_unchanged == "»Ledige i alt« er landets: kun portalens administrator indlæser dens tal"
    assert Resolver().candidate(row()).only_unchanged == ""


def test_other_municipalities_indicators_and_groups_are_not_in_the_portal(indicator: Indicator) -> None:
    here, there = MunicipalityFactory(), MunicipalityFactory()
    IndicatorFactory(owner=there, slug="fremmed")
    AreaFactory(owner=there, name="Fremmede")
    IndicatorFactory(owner=here, slug="eget")
    for owner in (None, here.pk):
        text = "indikatoren »fremmed« findes ikke i portalen"
        assert refusal(row(indicator="fremmed"), owner=owner) == text
    text = "området »Fremmede« findes ikke i portalen"
    assert refusal(row(area="Fremmede", indicator="eget"), owner=here.pk) == text
    assert refusal(row(area="Fremmede")) == text


@pytest.mark.parametrize("name", ["ledighed", "Ledige i alt", " ledige  I ALT "])
def test_indicator_is_known_by_address_or_name(indicator: Indicator, skive: Area, name: str) -> None:
    assert Resolver().candidate(row(indicator=name)).indicator == indicator


@pytest.mark.parametrize(
    ("text", "meant"), [("unge", "unge"), ("Unge", "alle"), ("ALLE", "alle"), ("alle", "alle")]
)
def test_address_goes_before_the_name_of_another_indicator(skive: Area, text: str, meant: str) -> None:
    by_slug = {
        slug: IndicatorFactory(slug=slug, name=name)
        for slug, name in (("unge", "Ledige unge"), ("alle", "Unge"))
    }
    assert Resolver().candidate(row(indicator=text)).indicator == by_slug[meant]
    for chosen in by_slug.values():
        assert Resolver(chosen).candidate(row(indicator="")).indicator == chosen


def test_name_of_several_indicators_is_refused_with_their_addresses(skive: Area) -> None:
    for slug, name in (("unge-1", "Unge ledige"), ("unge-2", "unge  Ledige")):
        IndicatorFactory(slug=slug, name=name)
    text = "flere indikatorer hedder »Unge ledige«: skriv indikatorens webadresse (unge-1, unge-2)"
    assert refusal(row(indicator="Unge ledige")) == text


def test_names_in_decomposed_letters_are_known(skive: Area) -> None:
    found = IndicatorFactory(slug="laerlinge", name="L\u00e6rlinge på område")
    decomposed = unicodedata.normalize("NFD", found.name)
    assert Resolver().candidate(row(indicator=decomposed)).indicator == found


@pytest.mark.parametrize(
    ("extracted", "told"),
    [
        ("01.06.2026", ", udtræk 01.06.2026"),
        ("2026-06-01 00:00:00", ", udtræk 01.06.2026"),
        ("i sommer", ", udtræk i sommer"),
        ("", ""),
    ],
)
def test_table_and_day_of_extraction_are_a_part_of_the_source(
    indicator: Indicator, skive: Area, extracted: str, told: str
) -> None:
    found = Resolver().candidate(row(table="Y01A02", extracted=extracted))
    assert found.source == f"Kilde, tabel Y01A02{told}"


def test_indicator_and_source_not_named_by_the_row_are_the_files(indicator: Indicator, skive: Area) -> None:
    found = Resolver("ledighed", "jobindsats.dk").candidate(row(indicator="", source=""))
    assert (found.indicator, found.source) == (indicator, "jobindsats.dk")


@pytest.mark.parametrize(
    "names",
    [
        {"area": "Skive"},
        {"area": "skive kommune"},
        {"area": "779"},
        {"area": "", "area_code": "779"},
        {"area": "", "area_code": "0779"},
        {"area": "Skive Kommune", "area_code": "779"},
    ],
)
def test_area_is_known_by_name_or_code(indicator: Indicator, skive: Area, names: dict[str, str]) -> None:
    assert Resolver().candidate(row(**names)).area == skive


def test_area_of_which_there_are_two_is_told_by_its_code(indicator: Indicator) -> None:
    region = AreaFactory(kind=AreaKind.REGION, name="Sjælland", code="1085")
    AreaFactory(kind=AreaKind.LABOUR_MARKET, name="Sjælland")
    assert refusal(row(area="Sjælland")).startswith("flere områder hedder »Sjælland« (")
    assert Resolver().candidate(row(area="Sjælland", area_code="1085")).area == region


@pytest.mark.parametrize("mark", [{"value": "10,4*"}, {"period": "2020*"}])
def test_star_marks_a_provisional_figure(indicator: Indicator, skive: Area, mark: dict[str, str]) -> None:
    found = Resolver().candidate(row(**mark))
    assert (found.provisional, found.value, found.period) == (True, Decimal("10.4"), parse("2020"))


def test_number_of_a_spreadsheet_is_taken_as_it_is(indicator: Indicator, skive: Area) -> None:
    assert str(Resolver().candidate(row(value=Decimal("10.0"))).value) == "10.0"


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        *(("%", Unit.PERCENT), ("pct.", Unit.PERCENT), ("Personer", Unit.PERSONS), ("antal", Unit.COURSES)),
        *(("kr.", Unit.KRONER), ("fuldtidspersoner", Unit.FULL_TIME_PERSONS), ("andet", Unit.OTHER)),
    ],
)
def test_unit_of_the_indicator_is_known_by_its_danish_names(skive: Area, unit: str, kind: Unit) -> None:
    indicator = IndicatorFactory(slug="tal", unit=kind)
    assert Resolver().candidate(row(indicator="tal", unit=unit)).indicator == indicator


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"indicator": ""}, "rækken nævner ingen indikator"),
        ({"indicator": "ukendt"}, "indikatoren »ukendt« findes ikke i portalen"),
        ({"area": ""}, "rækken nævner intet område"),
        ({"area": "Ukendtby"}, "området »Ukendtby« findes ikke i portalen"),
        ({"area": "", "area_code": "999"}, "områdekoden »999« findes ikke i portalen"),
        ({"area": "Skive", "area_code": "999"}, "områdekoden »999« findes ikke i portalen"),
        ({"area_code": "671", "area": "Skive"}, "områdekoden »671« og navnet »Skive« er ikke samme område"),
        ({"value": "ti"}, "»ti« er ikke et tal"),
        ({"value": ".."}, "»..« er ikke et tal: kilden oplyser det ikke"),
        ({"value": Decimal("NaN")}, "»NaN« er ikke et tal"),
        ({"period": ""}, "»« er ikke en periode, som portalen kan læse"),
        ({"period": "2020M13"}, "»2020M13« er ikke en periode, som portalen kan læse"),
        (
            {"period": "2020-01-01"},
            "»2020-01-01« er en dato. Skriv måneden (2020M01), eller formatér cellen som måned og år",
        ),
        ({"period": "-" * 100_000}, f"»{'-' * 100_000}« er ikke en periode, som portalen kan læse"),
        ({"unit": "mio. kr."}, "enheden er »mio. kr.«, men indikatoren tælles i procent"),
        ({"unit": "personer"}, "enheden er »personer«, men indikatoren tælles i procent"),
        ({"unit": "antal"}, "enheden er »antal«, men indikatoren tælles i procent"),
        ({"provisional": "måske"}, "»måske« i kolonnen »foreløbig« er hverken ja eller nej"),
        ({"series_break": "?"}, "»?« i kolonnen »ny serie« er hverken ja eller nej"),
        ({"source": ""}, "rækken nævner ingen kilde"),
        ({"source": "x" * 301}, "kilden er længere end 300 tegn"),
        ({"problem": "rækken er forkert"}, "rækken er forkert"),
    ],
)
def test_row_that_means_nothing_is_refused_with_the_reason(
    indicator: Indicator, skive: Area, fault: dict[str, Any], reason: str
) -> None:
    AreaFactory(kind=AreaKind.MUNICIPALITY, name="Struer", code="671")
    assert refusal(row(**fault)) == reason


def test_percentage_of_an_indicator_that_counts_persons_is_refused(skive: Area) -> None:
    IndicatorFactory(slug="antal", unit=Unit.PERSONS)
    assert refusal(row(indicator="antal", value="10,4 %")) == (
        "enheden er »%«, men indikatoren tælles i personer"
    )


def test_decimal_sign_of_the_file_settles_what_can_be_read_in_two_ways(
    indicator: Indicator, skive: Area
) -> None:
    assert [Resolver(decimal_sign=sign).candidate(row(value="1.745")).value for sign in (",", ".")] == [
        Decimal(1745),
        Decimal("1.745"),
    ]
