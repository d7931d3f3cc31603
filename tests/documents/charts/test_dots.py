from decimal import Decimal as D

from documents import tree
from documents.charts.dots import Dots, Value, dots
from documents.charts.shapes import CHARACTER, LINE, NARROW

VALUES = (
    Value("Herning", D("10.0"), chosen=True),
    Value("Viborg", D("10.4"), provisional=True),
    Value("Aarhus", D("9.1"), source="jobindsats.dk"),
    Value("Odder", D("9.1")),
)


def chart(better: tree.Direction = "lower", mean: tuple[D, str] | None = None) -> Dots:
    return dots("Unge, 2020", "percent", better, VALUES, mean)


def names(drawn: Dots) -> list[str]:
    return [row.name.text for row in drawn.rows]


def test_best_stands_first_and_equals_by_name() -> None:
    assert names(chart()) == ["Odder", "Aarhus", "Herning", "Viborg"]
    assert names(chart("higher")) == ["Viborg", "Herning", "Odder", "Aarhus"]


def test_dot_lies_where_its_number_is() -> None:
    places = [float(row.dot.x[:-1]) for row in chart().rows]
    assert places == sorted(places)
    assert places[0] == places[1] < places[2] < places[3]
    assert places[0] >= 49
    assert places[3] <= 78


def test_chosen_and_provisional_are_told_apart() -> None:
    assert [(row.chosen, row.dot.hollow) for row in chart().rows] == [
        (False, False),
        (False, False),
        (True, False),
        (False, True),
    ]
    assert chart().notes == (
        "De laveste tal er de bedste og står øverst.",
        "Uudfyldte prikker er foreløbige tal.",
        "Skalaen begynder ved 8,0\xa0%.",
    )


def test_the_scale_is_written_below_its_lines() -> None:
    drawn = chart()
    assert [text.text for text in drawn.scale] == ["8,0\xa0%", "12,0\xa0%"]
    assert [line.x1 for line in drawn.axis] == [text.x for text in drawn.scale]
    assert all(float(text.y) < drawn.height for text in drawn.scale)


def test_groups_number_is_drawn_between_those_below_and_above_it() -> None:
    drawn = chart(mean=(D("9.8"), "Gennemsnit"))
    assert drawn.mean is not None
    assert float(drawn.rows[1].dot.x[:-1]) < float(drawn.mean.line.x1[:-1]) < float(drawn.rows[2].dot.x[:-1])
    assert [text.text for text in drawn.mean.texts] == ["Gennemsnit: 9,8\xa0%"]
    assert drawn.table.rows[-1].cells == ("9,8\xa0%",)


def test_every_number_is_in_the_table_with_its_source() -> None:
    table = chart().table
    assert [(row.name, row.cells[0]) for row in table.rows][:3] == [
        ("Odder", "9,1\xa0%"),
        ("Aarhus", "9,1\xa0%"),
        ("Herning", "10,0\xa0%"),
    ]
    assert table.sources == ("jobindsats.dk",)


def test_picture_grows_with_the_number_of_municipalities() -> None:
    assert dots("Unge", "percent", "lower", VALUES * 2).height - chart().height == 4 * 28


def test_dots_stand_left_of_their_numbers_however_long_these_are() -> None:
    values = [Value("Herning", D("1234567890")), Value("Aarhus", D("9834567890"))]
    drawn = dots("Udgifter", "kroner", "lower", values)
    for row in drawn.rows:
        left = 100 - len(row.value.text) * CHARACTER / NARROW * 100
        assert 49 < float(row.dot.x[:-1]) < left


def test_name_without_room_is_cut_off_and_stands_whole_in_the_table() -> None:
    name = "Kommuner med sammenlignelige rammevilkår"
    drawn = dots("Unge", "percent", "lower", [Value(name, D("1")), Value("Ringkøbing-Skjern", D("2"))])
    assert names(drawn) == ["Kommuner med sam…", "Ringkøbing-Skjern"]
    assert [row.name for row in drawn.table.rows] == [name, "Ringkøbing-Skjern"]


def test_long_name_of_the_groups_number_is_broken_and_the_dots_stand_below_it() -> None:
    short = chart(mean=(D("9.8"), "Gennemsnit"))
    long = chart(mean=(D("9.8"), "Kommunerne med de mest sammenlignelige rammevilkår"))
    assert long.mean is not None
    assert len(long.mean.texts) == 2
    assert long.height == short.height + LINE
    assert float(long.rows[0].dot.y) > max(float(text.y) for text in long.mean.texts)
