"""Every condition in every unit, as a Dane would write it."""

from decimal import Decimal

import pytest

from goals.domain.conditions import condition, demanded
from goals.enums import Operator, Unit

REGION = "Region Midtjylland"
AMOUNTS = {
    Unit.PERCENT: ("2.5", "2,5\xa0%"),
    Unit.PERSONS: ("1745", "1.745 personer"),
    Unit.FULL_TIME_PERSONS: ("1", "1 fuldtidsperson"),
    Unit.WHOLE_YEAR_PERSONS: ("12.5", "12,5 helårspersoner"),
    Unit.KRONER: ("1250000", "1.250.000 kroner"),
    Unit.COURSES: ("17", "17 forløb"),
    Unit.OTHER: ("226", "226"),
}
COUNTED = (Unit.PERSONS, Unit.FULL_TIME_PERSONS, Unit.WHOLE_YEAR_PERSONS, Unit.COURSES)


@pytest.mark.parametrize("unit", Unit)
def test_number_that_the_target_sets_is_told_with_its_unit(unit: Unit) -> None:
    value, amount = Decimal(AMOUNTS[unit][0]), AMOUNTS[unit][1]
    less, more = ("færre", "flere") if unit in COUNTED else ("lavere", "højere")
    assert {operator: condition(operator, value, unit, "") for operator in WITH_VALUE} == {
        Operator.BELOW: f"{less} end {amount}",
        Operator.AT_MOST: f"højst {amount}",
        Operator.AT_LEAST: f"mindst {amount}",
        Operator.ABOVE: f"{more} end {amount}",
        Operator.INCREASE: f"skal stige med mindst {amount}",
        Operator.DECREASE: f"skal falde med mindst {amount}",
    }


WITH_VALUE = (
    *(Operator.BELOW, Operator.AT_MOST, Operator.AT_LEAST, Operator.ABOVE),
    *(Operator.INCREASE, Operator.DECREASE),
)


@pytest.mark.parametrize("unit", Unit)
def test_margin_is_told_with_its_unit_and_percentage_points_as_such(unit: Unit) -> None:
    value, amount = Decimal(AMOUNTS[unit][0]), AMOUNTS[unit][1]
    points = "2,5 procentpoint" if unit == Unit.PERCENT else amount
    assert [
        condition(operator, value, unit, REGION)
        for operator in (Operator.BETTER_BY_PERCENT, Operator.BETTER_BY_POINTS)
    ] == [f"mindst {amount} bedre end {REGION}", f"mindst {points} bedre end {REGION}"]


@pytest.mark.parametrize(
    ("operator", "area", "words"),
    [
        (Operator.BELOW, REGION, "lavere end Region Midtjylland"),
        (Operator.AT_MOST, REGION, "højst på niveau med Region Midtjylland"),
        (Operator.AT_LEAST, REGION, "mindst på niveau med Region Midtjylland"),
        (Operator.ABOVE, REGION, "højere end Region Midtjylland"),
        (Operator.BETTER_THAN, REGION, "bedre end Region Midtjylland"),
        (Operator.NO_INCREASE, "", "må ikke stige"),
        (Operator.NO_DECREASE, "", "må ikke falde"),
        (Operator.INCREASE, "", "skal stige"),
        (Operator.DECREASE, "", "skal falde"),
        (Operator.GAP_SHRINKS, REGION, "afstanden til Region Midtjylland skal mindskes"),
        (Operator.DELIVERED, "", "skal gennemføres"),
    ],
)
def test_condition_without_a_number_is_told_in_words(operator: Operator, area: str, words: str) -> None:
    assert condition(operator, None, None, area) == words


@pytest.mark.parametrize(
    ("operator", "value", "area", "sentence"),
    [
        (Operator.BELOW, None, REGION, "Målet var at ligge lavere end Region Midtjylland."),
        (Operator.AT_MOST, "10", "", "Målet var højst 10\xa0%."),
        (Operator.BETTER_THAN, None, REGION, "Målet var at være bedre end Region Midtjylland."),
        (
            Operator.BETTER_BY_PERCENT,
            "2",
            REGION,
            "Målet var at være mindst 2\xa0% bedre end Region Midtjylland.",
        ),
        (Operator.NO_INCREASE, None, "", "Tallet måtte ikke stige."),
        (Operator.NO_DECREASE, None, "", "Tallet måtte ikke falde."),
        (Operator.INCREASE, None, "", "Tallet skulle stige."),
        (Operator.INCREASE, "5", "", "Tallet skulle stige med mindst 5\xa0%."),
        (Operator.DECREASE, None, "", "Tallet skulle falde."),
        (Operator.DECREASE, "5", "", "Tallet skulle falde med mindst 5\xa0%."),
        (Operator.GAP_SHRINKS, None, REGION, "Afstanden til Region Midtjylland skulle mindskes."),
        (
            Operator.GAP_SHRINKS,
            "0.5",
            REGION,
            "Afstanden til Region Midtjylland skulle mindskes med mindst 0,5 procentpoint.",
        ),
        (
            Operator.AMONG_LOWEST,
            "3",
            REGION,
            "Målet var at være blandt de 3 laveste i Region Midtjylland.",
        ),
        (Operator.AMONG_HIGHEST, "1", REGION, "Målet var at være den højeste i Region Midtjylland."),
        (Operator.DELIVERED, None, "", "Det skulle gennemføres."),
    ],
)
def test_what_was_demanded_is_a_sentence_of_the_past(
    operator: Operator, value: str | None, area: str, sentence: str
) -> None:
    assert demanded(operator, Decimal(value) if value else None, Unit.PERCENT, area) == sentence


def test_one_percentage_point_and_one_person_are_one() -> None:
    assert condition(Operator.BETTER_BY_POINTS, Decimal(1), Unit.PERCENT, REGION) == (
        "mindst 1 procentpoint bedre end Region Midtjylland"
    )
    assert [condition(Operator.AT_LEAST, Decimal(1), unit, "") for unit in (Unit.PERSONS, Unit.KRONER)] == [
        "mindst 1 person",
        "mindst 1 krone",
    ]
