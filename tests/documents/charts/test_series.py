from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents.charts.series import drawn_limit, months, own_area, series_of
from tests.documents.charts.figures import COURSES, OWN, REGION, SHARE, figure, figures, target


def test_municipality_comes_first_then_what_it_is_compared_with() -> None:
    found = series_of(
        [target(*figures(REGION, y2020="10.4"), *figures(OWN, y2020="10.0"), comparator=REGION)]
    )
    assert [(series.name, series.own) for series in found] == [
        ("Herning", True),
        ("Region Midtjylland", False),
    ]


def test_figures_stand_in_order_of_time() -> None:
    found = series_of([target(*figures(OWN, y2020="10.0", y2018="10.8", y2019="10.3"))])
    assert [each.period_start.year for each in found[0].figures] == [2018, 2019, 2020]


def test_years_and_quarters_are_never_drawn_together() -> None:
    """What most of the municipality's own figures are; years where it is a tie."""
    quarters = [figure(OWN, f"2020K{number}", "9.9") for number in (1, 2, 3)]
    years = figures(OWN, y2019="10.3", y2020="10.0")
    most = series_of([target(*years, *quarters, *figures(REGION, y2020="10.4"), comparator=REGION)])
    tie = series_of([target(*years, *quarters[:2])])
    assert [[months(each) for each in series.figures] for series in most] == [[3, 3, 3]]
    assert [months(each) for each in tie[0].figures] == [12, 12]


def test_later_plan_has_the_last_word_on_a_figure() -> None:
    old = target(figure(OWN, "2020", "10.2", provisional=True))
    new = target(figure(OWN, "2020", "10.0"))
    assert [each.value for each in series_of([old, new])[0].figures] == [Decimal("10.0")]


def test_another_municipality_is_not_the_own_one() -> None:
    other = replace(OWN, name="Holstebro")
    found = target(figure(other, "2020", "9.1"), comparator=other)
    assert own_area([found]) is None
    assert [series.own for series in series_of([found])] == [False]


def test_target_without_figures_has_no_series() -> None:
    assert series_of([target()]) == ()


def test_months_of_rolling_years_and_half_years() -> None:
    spans = ["2020", "2020H1", "2020K2", "2020M02", "2019M07-2020M06"]
    assert [months(figure(OWN, span, "1")) for span in spans] == [12, 6, 3, 1, 12]


def test_limit_is_drawn_where_the_target_sets_one_in_the_figures_unit() -> None:
    assert drawn_limit(target(value="10.5")) == Decimal("10.5")
    assert drawn_limit(target(value="450", indicator=COURSES, unit="persons")) is None
    assert drawn_limit(target(comparator=REGION)) is None
    assert drawn_limit(target(operator="better_by_percent", value="2", comparator=REGION)) is None


def test_baseline_is_drawn_for_a_change() -> None:
    base = replace(
        target(operator="increase", indicator=COURSES), baseline=Decimal(408), due=date(2020, 12, 31)
    )
    assert drawn_limit(base) == 408
    assert drawn_limit(replace(base, operator="at_least", value=Decimal(91), unit="courses")) == 91
    assert drawn_limit(replace(base, indicator=SHARE, operator="better_than")) is None
