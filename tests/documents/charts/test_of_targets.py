from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from documents import tree
from documents.charts.bars import Bars
from documents.charts.development import Development
from documents.charts.lane import Mark
from documents.charts.of_targets import PlanTarget, charts_of, charts_of_line, drawn_until
from documents.charts.single import Single
from tests.documents.charts.figures import COUNTRY, COURSES, OWN, REGION, SHARE, figure, figures, target
from tests.documents.test_outcome_bodies import read
from tests.publishing.edition_factory import document_of

PLAN = document_of(year=2020)
STEPS: tuple[tuple[tree.Operator, str, int], ...] = (("at_least", "91", 2016), ("at_most", "95", 2017))


def kinds(*targets: tree.Target) -> list[type]:
    return [type(chart) for chart in charts_of(PLAN, targets)]


def test_target_without_figures_has_no_picture() -> None:
    assert charts_of(PLAN, [target(), tree.Target("delivered")]) == ()


def test_one_or_two_periods_are_bars_and_more_are_lines() -> None:
    assert kinds(target(*figures(OWN, y2020="10.0"), *figures(REGION, y2020="10.4"), comparator=REGION)) == [
        Bars
    ]
    assert kinds(target(*figures(OWN, y2019="408", y2020="406"), indicator=COURSES)) == [Bars]
    assert kinds(target(*figures(OWN, y2018="9", y2019="8", y2020="7"))) == [Development]


def test_one_figure_is_written_as_a_number_and_not_drawn() -> None:
    one = figure(OWN, "2020", "10.0", provisional=True, source="jobindsats.dk")
    [chart] = charts_of(PLAN, [target(one, value="10.5")])
    assert isinstance(chart, Single)
    assert (chart.title, chart.value, chart.place, chart.notes) == (
        "Andel af unge på offentlig forsørgelse, 2020",
        "10,0\xa0% (foreløbigt)",
        "Herning",
        ("Mål: under 10,5\xa0%",),
    )
    written = read(render_to_string("document/charts/figure.html", {"chart": chart, "accent": "#000"}))
    shown = chart.value.replace("\xa0", " ")
    assert (written.all("svg"), written.text("b"), written.all("details")) == ([], [shown], [])


def test_targets_on_one_indicator_share_a_picture() -> None:
    found = figures(OWN, y2020="10.0")
    both = charts_of(
        PLAN,
        [
            target(*found, *figures(REGION, y2020="10.4"), comparator=REGION),
            target(*found, *figures(COUNTRY, y2020="11.0"), comparator=COUNTRY),
            target(*figures(OWN, y2020="406"), indicator=COURSES),
        ],
    )
    assert [chart.table.head[1:] for chart in both] == [
        ("Herning", "Region Midtjylland", "hele landet"),
        ("Herning",),
    ]


def test_title_names_the_unit_unless_it_stands_at_each_number() -> None:
    share, courses = charts_of(
        PLAN, [target(*figures(OWN, y2020="10")), target(*figures(OWN, y2020="4"), indicator=COURSES)]
    )
    assert share.title == "Andel af unge på offentlig forsørgelse, 2020"
    assert courses.title.startswith("Afsluttede forløb (")


@pytest.mark.parametrize(
    ("operator", "number"),
    [("below", "10,5\xa0%"), ("above", "10,5\xa0%"), ("at_most", "10,5\xa0%"), ("at_least", "10,5\xa0%")],
)
def test_number_that_the_target_sets_is_drawn(operator: tree.Operator, number: str) -> None:
    [chart] = charts_of(
        PLAN, [target(*figures(OWN, y2019="10.2", y2020="10.0"), operator=operator, value="10.5")]
    )
    assert isinstance(chart, Bars)
    assert chart.limit is not None
    assert chart.limit.text.endswith(f" {number}")


TWO_YEARS = figures(OWN, y2019="405", y2020="406")


def test_baseline_is_named_as_what_it_is() -> None:
    from_408 = replace(target(*TWO_YEARS, operator="increase", indicator=COURSES), baseline=Decimal(408))
    least = target(*TWO_YEARS, operator="at_least", value="408", indicator=COURSES)
    texts = [chart.limit and chart.limit.text for chart in bars_of(from_408, least)]
    assert len(set(texts)) == 2


def test_single_figure_says_of_which_year_each_of_several_numbers_is() -> None:
    figure = figures(OWN, y2016="87")
    plan_targets = [
        replace(target(*figure, operator=operator, value=value), due=date(year, 12, 31))
        for operator, value, year in STEPS
    ]
    [chart] = charts_of(PLAN, plan_targets)
    assert isinstance(chart, Single)
    assert chart.notes == ("Mål: mindst 91\xa0% (2016)", "Mål: højst 95\xa0% (2017)")


def bars_of(*targets: tree.Target) -> list[Bars]:
    drawn = [charts_of(PLAN, [each])[0] for each in targets]
    return [chart for chart in drawn if isinstance(chart, Bars)]


def test_several_numbers_to_reach_are_drawn_in_the_years_in_which_they_are_due() -> None:
    figure = figures(OWN, y2015="86", y2016="87")
    plan_targets = [
        replace(target(*figure, operator="at_least", value=value), due=date(year, 12, 31))
        for value, year in (("91", 2017), ("93", 2018))
    ]
    [chart] = charts_of(PLAN, plan_targets)
    assert isinstance(chart, Development)
    assert [" ".join(text.text for text in each.texts) for each in chart.key.lines[1:]] == [
        "Mål: mindst 91\xa0% (2017), 93\xa0% (2018)"
    ]
    assert [stamp.text for stamp in chart.stamps] == ["2015", "2016", "2017", "2018"]
    assert float(chart.limits[0].line.x2[:-1]) <= float(chart.limits[1].line.x1[:-1])


def test_line_through_several_plans_has_each_ones_comparator_and_verdict() -> None:
    plan_targets = [
        PlanTarget(
            document_of(year=2019),
            target(*figures(OWN, y2019="10.3"), *figures(COUNTRY, y2019="11"), comparator=COUNTRY),
        ),
        PlanTarget(
            PLAN, target(*figures(OWN, y2020="10.0"), *figures(REGION, y2020="10.4"), comparator=REGION)
        ),
    ]
    marks = [Mark(tree.PlanRef(y), date(y, 1, 1), date(y, 12, 31), "met", "Opfyldt") for y in (2019, 2020)]
    [chart] = charts_of_line(plan_targets, marks)
    assert isinstance(chart, Development)
    assert chart.table.head[1:] == ("Herning", "hele landet", "Region Midtjylland")
    assert len(chart.lane) == 2


def test_verdict_of_another_series_same_year_is_told_by_its_own_measure() -> None:
    """Two plans of 2019: only one measures by what the indicator replaced."""
    new = replace(SHARE, name="Ny andel", slug="ny", replaces=(tree.IndicatorRef(SHARE.slug),))
    found = figures(OWN, y2016="10", y2017="9", y2018="8")
    other = replace(document_of(year=2019), series=tree.Series("handleplan", "Handleplaner", "Handleplan"))
    plan_targets = [
        PlanTarget(document_of(year=2019), target(*found)),
        PlanTarget(other, target(*found, indicator=new)),
    ]
    marks = [
        Mark(each.document.ref, date(2019, 1, 1), date(2019, 12, 31), verdict, "")
        for each, verdict in zip(plan_targets, ("met", "not_met"), strict=True)
    ]
    lanes = [chart.lane for chart in charts_of_line(plan_targets, marks) if isinstance(chart, Development)]
    assert [[mark.verdict for mark in lane] for lane in lanes] == [["met"], ["not_met"]]


@pytest.mark.parametrize(("years", "until"), [(("2019",), 2020), (("2021", "2022"), 2022)])
def test_plan_without_an_end_is_drawn_as_far_as_its_figures_reach(years: tuple[str, ...], until: int) -> None:
    vision = replace(PLAN, last_year=None)
    assert drawn_until(vision, [figure(OWN, year, "10") for year in years]) == date(until, 12, 31)
    assert drawn_until(PLAN, [figure(OWN, "2022", "10")]) == date(2020, 12, 31)
