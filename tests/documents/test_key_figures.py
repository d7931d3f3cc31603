"""A table of key figures as it is read: what has changed is computed, and where nothing can be compared it is said."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from documents.charts.sparks import sparks
from documents.key_figures import Shown, shown_of
from documents.tree import Area, Figure, Indicator, KeyFigureRow, KeyFigures, Unit
from goals.domain.periods import parse

OWN, OTHER = Area("municipality", "Skive"), Area("cluster", "klyngen for Skive")


@pytest.fixture(autouse=True)
def danish() -> Any:
    with translation.override("da"):
        yield


def figure(period: str, value: str, area: Area = OWN, **marks: Any) -> Figure:
    start, end = parse(period)
    return Figure(area, start, end, Decimal(value), source="jobindsats.dk, tabel Y01, 10.06.2026", **marks)


def texts(shown: Shown, line: int = 0) -> list[str]:
    return [cell.text for cell in shown.lines[line].cells]


def row(*figures: Figure, label: str = "Kontanthjælp", unit: Unit = "full_time_persons") -> KeyFigureRow:
    return KeyFigureRow(label, Indicator(label, label.lower(), unit, "lower"), figures)


def table(*rows: KeyFigureRow, **fields: Any) -> KeyFigures:
    return KeyFigures("Ydelser", "month", fields.pop("periods", 2), rows, **fields)


@pytest.mark.parametrize(
    ("then", "now", "unit", "said"),
    [
        ("1200", "1212", "full_time_persons", "+12 (+1,0 %)"),
        ("1212", "1200", "full_time_persons", "−12 (−1,0 %)"),
        ("5", "5", "persons", "±0 (±0,0 %)"),
        ("0", "3", "persons", "+3"),
        ("4.5", "4.2", "percent", "−0,3 procentpoint"),
    ],
)
def test_change_is_computed_from_the_printed_figures(then: str, now: str, unit: Unit, said: str) -> None:
    shown = shown_of(table(row(figure("april 2026", then), figure("maj 2026", now), unit=unit)))
    assert texts(shown)[1:] == [said.replace(" %", "\N{NO-BREAK SPACE}%"), "intet tal"]


def test_newest_period_is_told_with_its_comparator_reservations_and_origin() -> None:
    months = (
        figure("maj 2025", "1300"),
        figure("april 2026", "1200"),
        figure("maj 2026", "1212", provisional=True),
    )
    shown = shown_of(table(row(*months, figure("maj 2026", "1100", OTHER)), comparator=OTHER, note="Ultimo."))
    assert shown.caption == "Ydelser (fuldtidspersoner)"
    assert shown.head == (
        "maj 2026",
        "Ændring siden april 2026",
        "Ændring siden maj 2025",
        "Klyngen for Skive",
    )
    assert texts(shown) == [
        "1.212*",
        "+12 (+1,0\N{NO-BREAK SPACE}%)",
        "−88 (−6,8\N{NO-BREAK SPACE}%)",
        "1.100",
    ]
    assert shown.notes == ("* Foreløbigt tal.", "Ultimo.")
    assert shown.sources == ("jobindsats.dk, tabel Y01, 10.06.2026",)


def test_nothing_is_compared_across_a_new_series_nor_drawn() -> None:
    shown = shown_of(
        table(row(figure("april 2026", "9"), figure("maj 2026", "12", series_break=True)), periods=2)
    )
    assert texts(shown)[1] == "ny talrække"
    assert sparks(shown)[0].lanes[0].strokes == ()


def test_table_of_years_compares_with_one_year_only() -> None:
    shown = shown_of(KeyFigures("Ydelser", "year", 1, (row(figure("2024", "10"), figure("2025", "8")),)))
    assert shown.head == ("2025", "Ændring siden 2024")
    assert (sparks(shown), shown.tables) == ((), ())


def test_row_without_figures_says_so_and_a_table_without_any_too() -> None:
    shown = shown_of(table(row(figure("maj 2026", "12")), row(label="Sygedagpenge", unit="kroner")))
    assert [(line.name, line.cells[0].text) for line in shown.lines] == [
        ("Kontanthjælp", "12 fuldtidspersoner"),
        ("Sygedagpenge", "intet tal"),
    ]
    assert shown_of(table(row())).notes == ("Der er ingen tal endnu.",)


def test_picture_has_a_lane_for_each_row_with_words_and_every_number_in_narrow_tables() -> None:
    rows = [
        row(figure("april 2026", "9"), figure("maj 2026", str(number)), label=f"Ydelse {number}")
        for number in range(10)
    ]
    shown = shown_of(table(*rows))
    picture = sparks(shown)[0]
    assert [len(each.lanes) for each in sparks(shown)] == [8, 2]
    assert picture.title == "Ydelser (fuldtidspersoner), april 2026 – maj 2026"
    assert picture.description.startswith("Ydelse 0: fra 9 til 0; ")
    assert [(each.caption, len(each.head)) for each in shown.tables] == [
        ("Ydelser: Ydelse 0 – Ydelse 3", 5),
        ("Ydelser: Ydelse 4 – Ydelse 7", 5),
        ("Ydelser: Ydelse 8 – Ydelse 9", 3),
    ]


def test_day_is_a_period() -> None:
    day = Figure(OWN, date(2016, 5, 31), date(2016, 5, 31), Decimal(77))
    before = Figure(OWN, date(2016, 4, 30), date(2016, 4, 30), Decimal(70))
    shown = shown_of(KeyFigures("Ydelser", "day", 2, (row(before, day),)))
    assert shown.head[:2] == ("31. maj 2016", "Ændring siden 30. april 2016")
    assert texts(shown)[1] == "+7 (+10,0\N{NO-BREAK SPACE}%)"


def test_row_without_the_newest_figure_shows_none_as_the_newest() -> None:
    late, early = row(figure("april 2026", "9"), figure("maj 2026", "8")), row(figure("marts 2026", "7"))
    alone = row(figure("februar 2026", "5"), figure("april 2026", "6"), label="Fleksjob")
    picture = sparks(shown_of(table(late, early, alone, periods=4)))[0]
    assert [lane.value.text for lane in picture.lanes] == ["8", "intet tal"]
    assert picture.description.endswith("Fleksjob: fra 5 til 6 (april 2026)")
    assert len(picture.lanes[1].dots) == 2, "what stands alone is drawn"


def test_change_is_told_with_the_fewer_decimals() -> None:
    shown = shown_of(table(row(figure("april 2026", "10.43"), figure("maj 2026", "10.4"), unit="percent")))
    assert texts(shown)[1] == "±0,0 procentpoint"
