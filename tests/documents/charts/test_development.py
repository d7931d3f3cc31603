from datetime import date
from decimal import Decimal

import pytest

from documents import tree
from documents.charts.development import Bound, Development, development
from documents.charts.lane import Mark
from documents.charts.series import Series, series_of
from tests.documents.charts.figures import COUNTRY, OWN, REGION, figure, figures, target


def chart(*found: tree.Figure, bounds: tuple[Bound, ...] = (), marks: tuple[Mark, ...] = ()) -> Development:
    return development("Unge", "percent", series_of([target(*found, comparator=REGION)]), bounds, marks)


def own(**values: str) -> tuple[tree.Figure, ...]:
    return figures(OWN, **values)


YEARS = own(y2017="11.2", y2018="10.8", y2019="10.3", y2020="10.0")


def test_line_goes_from_point_to_point() -> None:
    line = chart(*YEARS).lines[0]
    assert len(line.dots) == 4
    assert [(s.x1, s.y1) for s in line.strokes] == [(d.x, d.y) for d in line.dots[:3]]
    assert [(s.x2, s.y2) for s in line.strokes] == [(d.x, d.y) for d in line.dots[1:]]


def test_higher_number_stands_higher() -> None:
    heights = [float(dot.y) for dot in chart(*YEARS).lines[0].dots]
    assert heights == sorted(heights)


def test_own_line_has_the_colour_and_every_other_a_dash_of_its_own() -> None:
    others = [Series(area.name, figures(area, y2019="10.4", y2020="10.4")) for area in (REGION, COUNTRY)]
    drawn = development("Unge", "percent", [*series_of([target(*YEARS)]), *others])
    assert [(line.style.own, line.style.dash) for line in drawn.lines] == [
        (True, ""),
        (False, "6 4"),
        (False, "2 3"),
    ]
    assert [each.style for each in drawn.key.lines] == [line.style for line in drawn.lines]


def test_key_tells_the_newest_number_with_a_decimal_comma() -> None:
    texts = [
        [text.text for text in each.texts] for each in chart(*YEARS, *figures(REGION, y2020="10.4")).key.lines
    ]
    assert texts == [["Herning: 10,0\xa0%"], ["Region Midtjylland: 10,4\xa0%"]]


def test_key_tells_the_period_of_a_line_that_ends_before_the_others() -> None:
    other = chart(*YEARS, *figures(REGION, y2018="10.9")).key.lines[1]
    assert " ".join(text.text for text in other.texts) == "Region Midtjylland: 10,9\xa0% (2018)"


def test_long_name_is_broken_and_the_picture_grows_with_it() -> None:
    area = tree.Area("cluster", "kommunerne i Region Midtjylland og Region Nordjylland")
    short, long = chart(*YEARS), chart(*YEARS, *figures(area, y2020="10.4"))
    assert len(long.key.lines[1].texts) == 2
    assert long.height == short.height + 36


def test_new_series_is_not_joined_to_the_one_before_and_is_marked() -> None:
    broken = chart(*YEARS[:2], figure(OWN, "2019", "10.3", series_break=True), YEARS[3])
    assert len(broken.lines[0].strokes) == 2
    dots, mark = broken.lines[0].dots, broken.breaks[0]
    assert float(dots[1].x[:-1]) < float(mark.line.x1[:-1]) < float(dots[2].x[:-1])
    assert (len(broken.breaks), len(broken.notes)) == (1, 2)


def test_missing_year_leaves_a_gap() -> None:
    strokes = chart(*own(y2016="11.9", y2017="11.2", y2019="10.3", y2020="10.0")).lines[0].strokes
    assert len(strokes) == 2


def test_provisional_point_is_hollow_and_named() -> None:
    provisional = chart(*YEARS[:3], figure(OWN, "2020", "10.0", provisional=True))
    assert [dot.hollow for dot in provisional.lines[0].dots] == [False, False, False, True]
    assert len(provisional.notes) == 2
    assert provisional.key.lines[0].texts[0].text != chart(*YEARS).key.lines[0].texts[0].text


def test_axis_that_does_not_begin_at_zero_says_so() -> None:
    assert len(chart(*YEARS).notes) == 1
    assert chart(*own(y2018="0.2", y2019="4", y2020="8")).notes == ()


def test_own_number_stands_on_the_side_away_from_what_it_is_compared_with() -> None:
    under = chart(*YEARS, *figures(REGION, y2020="10.4"))
    over = chart(*YEARS, *figures(REGION, y2020="9.4"))
    for drawn, below in ((under, True), (over, False)):
        last = drawn.lines[0].texts[-1]
        assert (float(last.y) > float(drawn.lines[0].dots[-1].y)) is below


def test_every_own_number_is_written_where_there_is_room_else_the_last() -> None:
    three = own(y2018="10.8", y2019="10.3", y2020="10.0")
    many = tuple(figure(OWN, f"2019M{month:02}", "10.0") for month in range(1, 13))
    assert [text.text for text in chart(*three).lines[0].texts] == ["10,8\xa0%", "10,3\xa0%", "10,0\xa0%"]
    assert len(chart(*many).lines[0].texts) == 1


def test_many_points_are_drawn_as_a_line_with_its_end() -> None:
    many = [figure(OWN, f"{2017 + i // 12}M{i % 12 + 1:02}", "10.0", provisional=i == 30) for i in range(36)]
    line = chart(*many).lines[0]
    assert (len(line.strokes), [dot.hollow for dot in line.dots]) == (35, [True, False])


def test_periods_stand_below_all_or_the_outermost() -> None:
    three = chart(*own(y2018="10.8", y2019="10.3", y2020="10.0"))
    many = chart(*(figure(OWN, f"2019M{month:02}", "10.0") for month in range(1, 13)))
    assert [stamp.text for stamp in three.stamps] == ["2018", "2019", "2020"]
    assert [stamp.x for stamp in many.stamps] == [many.lines[0].dots[0].x, "100.00%"]
    assert many.stamps[1].anchor == "end"


def test_limit_is_as_long_as_its_plan_and_named_in_the_key() -> None:
    bound = Bound(Decimal("10.5"), "Mål: under 10,5\xa0%", date(2020, 1, 1), date(2020, 12, 31))
    drawn = chart(*YEARS, bounds=(bound,))
    limit, dots = drawn.limits[0].line, drawn.lines[0].dots
    assert float(dots[2].x[:-1]) < float(limit.x1[:-1]) < float(dots[3].x[:-1]) < float(limit.x2[:-1])
    assert drawn.key.lines[-1].texts[0].text == "Mål: under 10,5\xa0%"
    assert "Mål: under 10,5\xa0%." in drawn.description
    assert drawn.limits[0].letter is None


def test_several_limits_are_told_apart_by_letters_in_the_key_and_at_their_lines() -> None:
    bounds = [
        Bound(Decimal(value), f"Mål: under {value}\xa0%", date(year, 1, 1), date(year, 12, 31))
        for value, year in (("10.5", 2019), ("9.5", 2020))
    ]
    drawn = chart(*YEARS, bounds=bounds)
    assert [limit.letter and limit.letter.text for limit in drawn.limits] == ["A", "B"]
    assert [line.texts[0].text for line in drawn.key.lines[-2:]] == [
        "A: Mål: under 10.5\xa0%",
        "B: Mål: under 9.5\xa0%",
    ]


def test_no_line_goes_through_the_number_at_a_point() -> None:
    limit = Bound(Decimal("9.5"), "Mål: højst 9,5\xa0%", date(2020, 1, 1), date(2020, 12, 31))
    region = figures(REGION, y2017="10.9", y2018="10.6", y2019="10.5", y2020="10.4")
    drawn = chart(*own(y2017="10.3", y2018="10.1", y2019="10.4", y2020="10.0"), *region, bounds=[limit])
    number = drawn.lines[0].texts[-1]
    lines = [float(drawn.limits[0].line.y1), float(drawn.lines[1].dots[-1].y)]
    assert [y for y in lines if float(number.y) - 13 <= y <= float(number.y) + 3] == []


@pytest.mark.parametrize("last", range(95, 113))
def test_no_line_of_the_grid_goes_through_a_number_alone(last: int) -> None:
    drawn = chart(*own(y2017="11.2", y2018="10.7", y2019="10.1", y2020=f"{last / 10}"))
    for number in drawn.lines[0].texts:
        struck = [float(g.line.y1) for g in drawn.grid if -13 <= float(g.line.y1) - float(number.y) <= 3]
        assert struck == []


def test_description_tells_from_where_to_where() -> None:
    texts = chart(*YEARS, *figures(REGION, y2020="10.4")).description
    for words in ("Herning", "11,2\xa0%", "2017", "10,0\xa0%", "2020", "Region Midtjylland", "10,4\xa0%"):
        assert words in texts


def test_table_has_every_number_and_says_where_there_is_none() -> None:
    table = chart(*own(y2019="10.3", y2020="10.0"), *figures(REGION, y2020="10.4")).table
    assert table.head[1:] == ("Herning", "Region Midtjylland")
    assert [(row.name, row.cells[0]) for row in table.rows] == [("2019", "10,3\xa0%"), ("2020", "10,0\xa0%")]
    assert table.rows[1].cells[1] == "10,4\xa0%"
    assert "%" not in table.rows[0].cells[1]


def test_verdicts_stand_below_their_years() -> None:
    words: list[tuple[int, tree.Verdict | None, str]] = [
        (2018, "met", "Opfyldt"),
        (2019, None, "Ikke opgjort"),
        (2020, "not_met", "Ikke opfyldt"),
    ]
    marks = tuple(
        Mark(tree.PlanRef(y), date(y, 1, 1), date(y, 12, 31), verdict, word) for y, verdict, word in words
    )
    drawn = chart(*own(y2018="10.8", y2019="10.3", y2020="10.0"), marks=marks)
    assert [mark.verdict for mark in drawn.lane] == ["met", None, "not_met"]
    assert [mark.x for mark in drawn.lane] == [dot.x for dot in drawn.lines[0].dots]
    assert [[text.text for text in mark.texts] for mark in drawn.lane] == [
        ["Opfyldt"],
        ["Ikke", "opgjort"],
        ["Ikke", "opfyldt"],
    ]


def test_verdicts_of_many_years_are_shapes_alone() -> None:
    marks = tuple(
        Mark(tree.PlanRef(y), date(y, 1, 1), date(y, 12, 31), "met", "Opfyldt") for y in range(2010, 2021)
    )
    drawn = chart(*YEARS, marks=marks)
    assert {mark.texts for mark in drawn.lane} == {()}
    assert drawn.notes[-1].startswith("2010: opfyldt; 2011: opfyldt; ")


def test_years_without_figures_are_on_the_axis_too() -> None:
    marks = tuple(
        Mark(tree.PlanRef(y), date(y, 1, 1), date(y, 12, 31), None, "Ikke opgjort")
        for y in (2018, 2019, 2020)
    )
    assert [stamp.text for stamp in chart(*own(y2020="10.0"), marks=marks).stamps] == ["2018", "2019", "2020"]


def test_great_numbers_beside_the_picture_are_told_in_millions_or_billions() -> None:
    def beside(**values: str) -> list[str]:
        drawn = development("Udgifter", "kroner", series_of([target(*own(**values))]))
        return [grid.text.text for grid in drawn.grid]

    assert beside(y2019="900000", y2020="950000")[-1] == "1,1 mio."
    assert beside(y2019="1250000", y2020="1500000") == [
        "1,1 mio.",
        "1,2 mio.",
        "1,3 mio.",
        "1,4 mio.",
        "1,5 mio.",
        "1,6 mio.",
    ]
    assert beside(y2019="0", y2020="98234567890") == ["0", "25 mia.", "50 mia.", "75 mia.", "100 mia."]


def test_number_too_wide_to_stand_over_its_point_ends_where_the_picture_does() -> None:
    short, long = (
        development("Udgifter", "kroner", series_of([target(*own(y2019="1", y2020=value))]))
        .lines[0]
        .texts[-1]
        for value in ("2", "1434567890")
    )
    assert (short.x, short.anchor) == ("91.00%", "middle")
    assert (long.x, long.anchor) == ("100.00%", "end")
