"""What makes sense together, over all pairs."""

from decimal import Decimal
from itertools import product

import pytest
from django.utils import translation

from goals.domain.measuring import Figure, Missing, Place, Target, measured
from goals.domain.periods import parse
from goals.enums import BY_CHANGE, BY_MARGIN, BY_RANK, BY_VALUE, AreaKind, Direction, Operator, Unit
from goals.target_rules import RULES, Typed, refusals

OWN, AREA = Place("municipality", "Herning"), Place("region", "Region Midtjylland")
FIGURES = tuple(Figure(place, parse(year), Decimal(5)) for place in (OWN, AREA) for year in ("2019", "2020"))
UNITS = ("", *Unit)
MEASURED = (None, *Unit)


def test_every_condition_has_a_rule() -> None:
    assert list(RULES) == list(dict.fromkeys(RULES))
    assert set(RULES) == set(Operator)


def all_pairs(operator: Operator) -> list[Typed]:
    return [
        Typed(operator, value, unit, area, baseline, each_year, measured_in)
        for value, unit, area, baseline, each_year, measured_in in product(
            (None, Decimal(2)), UNITS, (None, AreaKind.REGION), (None, Decimal(3)), (False, True), MEASURED
        )
    ]


@pytest.mark.parametrize("operator", Operator)
def test_what_is_not_refused_can_be_computed_and_what_is_refused_says_where(operator: Operator) -> None:
    """Each combination of value, unit, comparison, baseline, year and figures. Of what is let through, none is
    left without a verdict for what it is, only for figures that are not there."""
    allowed = 0
    for typed in all_pairs(operator):
        found = refusals(typed)
        if found:
            assert set(found) <= {"value", "unit", "comparator", "baseline", "each_year"}
            continue
        allowed += 1
        asked = Target(
            typed.operator,
            OWN,
            parse("2020").end,
            typed.value,
            Unit(typed.unit) if typed.unit else None,
            Unit(typed.measured_in) if typed.measured_in else None,
            Direction.LOWER,
            AREA if typed.area else None,
            typed.baseline,
            FIGURES,
        )
        expected = isinstance(measured(asked), Missing)
        assert expected == (typed.measured_in is None), typed
    assert allowed


@pytest.mark.parametrize("operator", Operator)
def test_a_refusal_goes_when_what_it_names_is_put_right(operator: Operator) -> None:
    """From any combination one comes to one that is let through by changing the named fields alone."""
    for typed in all_pairs(operator):
        fields = set(refusals(typed))
        fixed = [
            Typed(operator, value, unit, area, baseline, each_year, typed.measured_in)
            for value in ((None, Decimal(2)) if "value" in fields else (typed.value,))
            for unit in (UNITS if fields & {"unit", "value"} else (typed.unit,))
            for area in ((None, AreaKind.REGION) if "comparator" in fields else (typed.area,))
            for baseline in ((None,) if "baseline" in fields else (typed.baseline,))
            for each_year in (typed.each_year,)
        ]
        assert any(not refusals(each) for each in fixed), typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            Typed(Operator.AT_MOST),
            {"value": "Skriv en værdi, eller vælg, hvad der sammenlignes med: én af delene."},
        ),
        (
            Typed(Operator.AMONG_LOWEST, Decimal("2.5"), "", AreaKind.CLUSTER),
            {"value": "Skriv et helt antal kommuner, mindst 1."},
        ),
        (
            Typed(Operator.AMONG_LOWEST, Decimal(3), "persons", AreaKind.MUNICIPALITY),
            {
                "comparator": "Vælg en gruppe af kommuner, en region, et arbejdsmarkedsområde (RAR) eller hele landet.",
                "unit": "Et antal kommuner har ingen enhed: lad feltet være tomt.",
            },
        ),
        (
            Typed(Operator.DECREASE, Decimal(-5), "percent", measured_in="persons"),
            {"value": "Skriv størrelsen uden minus: betingelsen siger, hvilken vej det skal gå."},
        ),
        (
            Typed(Operator.NO_INCREASE, baseline=Decimal(5), each_year=True),
            {"baseline": "Når målet gælder hvert år, regnes der fra året før: lad udgangspunktet være tomt."},
        ),
        (
            Typed(Operator.AT_MOST, Decimal(5), "percent", measured_in="persons", unit_name="personer"),
            {"unit": "Indikatorens tal er i personer: værdien skal være i samme enhed."},
        ),
        (
            Typed(Operator.AT_MOST, Decimal(5), "percent", measured_in="other", unit_name="småjob"),
            {"unit": "Indikatorens tal er i småjob: værdien skal være i samme enhed."},
        ),
    ],
)
def test_refusal_is_told_in_danish_at_its_field(typed: Typed, said: dict[str, str]) -> None:
    with translation.override("da"):
        assert refusals(typed) == said


def test_groups_of_conditions_do_not_overlap() -> None:
    groups = [*BY_VALUE, *BY_MARGIN, *BY_CHANGE, *BY_RANK]
    assert len(groups) == len(set(groups))
