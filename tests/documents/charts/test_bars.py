from decimal import Decimal
from itertools import pairwise

from documents import tree
from documents.charts.bars import Bars, Limit, bars
from documents.charts.series import series_of
from tests.documents.charts.figures import OWN, REGION, figure, figures, target


def chart(*found: tree.Figure, limit: Limit | None = None) -> Bars:
    return bars("Unge", "percent", series_of([target(*found, comparator=REGION)]), limit)


def share(length: str) -> float:
    return float(length.removesuffix("%"))


def test_bar_is_as_long_as_its_number_from_zero() -> None:
    own, region = chart(*figures(OWN, y2020="5.0"), *figures(REGION, y2020="10.0")).bars
    assert (own.x, own.own, region.x, region.own) == ("0.00%", True, "0.00%", False)
    assert share(own.width) * 2 == share(region.width)


def test_number_below_zero_goes_the_other_way() -> None:
    own, region = chart(*figures(OWN, y2020="-5"), *figures(REGION, y2020="5")).bars
    assert (own.x, own.width) == ("0.00%", region.width)
    assert own.zero.x1 == region.zero.x1 == region.x == own.width


def test_one_scale_is_stated_with_round_numbers() -> None:
    drawn = chart(*figures(OWN, y2020="-3"), *figures(REGION, y2020="10.4"))
    assert [text.text for text in drawn.scale] == ["-5\xa0%", "0\xa0%", "15\xa0%"]
    assert drawn.scale[1].x == drawn.bars[0].zero.x1


def test_nothing_but_zeros_is_drawn_without_length() -> None:
    assert [bar.width for bar in chart(*figures(OWN, y2020="0")).bars] == ["0.00%"]


def test_bar_has_its_name_and_its_number_with_a_decimal_comma() -> None:
    drawn = chart(*figures(OWN, y2020="10.0"), *figures(REGION, y2020="10.4"))
    assert [[text.text for text in bar.texts] for bar in drawn.bars] == [
        ["Herning: 10,0\xa0%"],
        ["Region Midtjylland: 10,4\xa0%"],
    ]


def test_bar_names_its_period_where_there_are_several() -> None:
    names = [bar.texts[0].text for bar in chart(*figures(OWN, y2019="10.3", y2020="10.0")).bars]
    assert names == ["Herning, 2019: 10,3\xa0%", "Herning, 2020: 10,0\xa0%"]


def test_neither_name_nor_number_is_crossed_by_a_line() -> None:
    limit = Limit(Decimal("10.5"), "Mål: højst 10,5\xa0%")
    drawn = chart(*figures(OWN, y2019="2.0", y2020="10.0"), *figures(REGION, y2020="10.4"), limit=limit)
    baselines = [float(text.y) for bar in drawn.bars for text in bar.texts]
    crossing = [*drawn.axis, *(line for bar in drawn.bars for line in (bar.zero, bar.limit) if line)]
    assert [
        (line, y) for line in crossing for y in baselines if float(line.y1) < y and float(line.y2) > y - 11
    ] == []
    assert len(drawn.axis) > len(drawn.bars)


def test_bars_do_not_lie_upon_each_other() -> None:
    drawn = chart(*figures(OWN, y2019="10.3", y2020="10.0"), *figures(REGION, y2020="10.4"))
    tops = [float(bar.y) for bar in drawn.bars]
    assert all(below - above > drawn.thick for above, below in pairwise(tops))
    assert drawn.height > tops[-1] + drawn.thick


def test_limit_is_drawn_through_each_bar_and_named_once() -> None:
    limit = Limit(Decimal(20), "Mål: højst 20\xa0%")
    drawn = chart(*figures(OWN, y2020="10.0"), *figures(REGION, y2020="10.4"), limit=limit)
    lines = [bar.limit for bar in drawn.bars if bar.limit]
    assert len({line.x1 for line in lines}) == 1
    assert len(lines) == 2
    assert drawn.limit is not None
    assert (drawn.limit.text, drawn.limit.anchor) == ("Mål: højst 20\xa0%", "end")
    assert "Mål: højst 20\xa0%." in drawn.description


def test_provisional_bar_is_hollow_and_named() -> None:
    drawn = chart(figure(OWN, "2020", "10.0", provisional=True), *figures(REGION, y2020="10.4"))
    assert [bar.hollow for bar in drawn.bars] == [True, False]
    assert len(drawn.notes) == 1
    assert drawn.bars[0].texts[0].text == "Herning: 10,0\xa0% (foreløbigt)"


def test_description_and_table_have_every_number() -> None:
    drawn = chart(*figures(OWN, y2020="10.0"), *figures(REGION, y2020="10.4"))
    assert "10,0\xa0%" in drawn.description
    assert "10,4\xa0%" in drawn.description
    assert [row.cells for row in drawn.table.rows] == [("10,0\xa0%", "10,4\xa0%")]


def test_table_names_each_source_once() -> None:
    found = [figure(OWN, year, "10", source="jobindsats.dk") for year in ("2019", "2020")]
    assert chart(*found).table.sources == ("jobindsats.dk",)


def test_long_name_is_broken_and_the_bars_stand_below_it() -> None:
    area = tree.Area("cluster", "Kommuner med sammenlignelige rammevilkår på beskæftigelsesområdet")
    own, group = chart(*figures(OWN, y2020="10.0"), *figures(area, y2020="10.4")).bars
    assert [text.text for text in group.texts] == [
        "Kommuner med sammenlignelige",
        "rammevilkår på",
        "beskæftigelsesområdet: 10,4\xa0%",
    ]
    assert max(float(text.y) for text in group.texts) < float(group.y)
    assert float(own.y) < min(float(text.y) for text in group.texts)


def test_limit_without_room_beside_its_line_is_named_from_the_edge() -> None:
    limit = Limit(Decimal("60000000000"), "Mål: under 60.000.000.000")
    drawn = chart(*figures(OWN, y2020="100000000000"), limit=limit)
    assert drawn.limit is not None
    assert (drawn.limit.x, drawn.limit.anchor) == ("0.00%", "start")
