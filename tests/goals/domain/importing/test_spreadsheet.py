import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from goals.domain.importing.read_file import read
from goals.domain.importing.rows import RawRow, UnreadableFileError
from goals.domain.importing.spreadsheet import MOST_SHEETS, ChooseSheetError
from tests.timing import seconds

HEADING = ["område", "periode", "værdi", "foreløbig"]


def workbook(*rows: list[Any], formats: dict[str, str] | None = None) -> BytesIO:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, shown in (formats or {}).items():
        sheet[place].number_format = shown
    file = BytesIO()
    book.save(file)
    return file


def test_rows_are_read_with_the_sheets_own_numbers() -> None:
    file = workbook(HEADING, ["Skive", 2020, 10.4, True], [None] * 4, ["Struer", "2020K1", "1.745", None])
    table = read(file)
    assert (table.decimal_sign, table.total, list(table.rows)) == (
        ",",
        2,
        [
            RawRow(2, Decimal("10.4"), area="Skive", period="2020", provisional="ja"),
            RawRow(4, "1.745", area="Struer", period="2020K1", provisional=""),
        ],
    )


@pytest.mark.parametrize(
    ("value", "shown", "read_as"),
    [
        (10, "General", "10"),
        (10, "0.0", "10.0"),
        (10.44, "0.0", "10.4"),
        (10.44, "0", "10.44"),
        (10.44, "#,##0", "10.44"),
        (1745, "#,##0.00", "1745.00"),
        (0.104, "0.0%", "10.4"),
        (0.1, "0.0%", "10.0"),
        (0.104, "0%", "10.4"),
        (0.1 + 0.2, "General", "0.3"),
        (2.675, "0.00", "2.68"),
        (10.44, '0.0" %"', "10.4"),
        (10.44, "0.0\\%", "10.4"),
        (0.104, "0.0\\ %", "10.4"),
        (10.4, '[Red]0.0" pct."', "10.4"),
        (-3.5, "General", "-3.5"),
    ],
)
def test_number_is_what_a_reader_of_the_sheet_sees(value: float, shown: str, read_as: str) -> None:
    file = workbook(HEADING, ["Skive", 2020, value, None], formats={"C2": shown})
    assert [str(row.value) for row in read(file).rows] == [read_as]


@pytest.mark.parametrize(
    ("day", "shown", "period"),
    [
        (date(2020, 1, 1), "mmm yy", "2020-01"),
        (datetime(2020, 1, 1), "mmmm yyyy", "2020-01"),
        (date(2020, 1, 1), "[$-406]mmm\\ yyyy;@", "2020-01"),
        (date(2020, 1, 1), "dd-mm-yyyy", "2020-01-01"),
    ],
)
def test_month_that_the_spreadsheet_made_a_date_is_a_month(day: date, shown: str, period: str) -> None:
    file = workbook(HEADING, ["Skive", day, 1, None], formats={"B2": shown})
    assert [row.period for row in read(file).rows] == [period]


def test_number_without_a_format_has_the_decimals_of_its_indicators_others() -> None:
    """A spreadsheet shows 10.0 as 10; held against 10.4 as 10 it would be the same."""
    heading = ["indikator", "område", "periode", "værdi"]
    rows = [["Unge", "Skive", 2020, 10], ["Fleksjob", "Skive", 2020, 1745], ["Unge", "Struer", 2020, 10.4]]
    table = read(workbook(heading, *rows, ["Unge", "Viborg", 2020, 9], formats={"D5": "0"}))
    assert [str(row.value) for row in table.rows] == ["10.0", "1745", "10.4", "9"]


@pytest.mark.parametrize(("value", "shown"), [(0.104, "0.0%"), (10.4372, "0.0")])
def test_decimals_that_no_reader_of_the_sheet_sees_are_given_to_no_other_number(
    value: float, shown: str
) -> None:
    rows = [["Skive", 2020, 10], ["Struer", 2020, value]]
    table = read(workbook(HEADING[:3], *rows, formats={"C3": shown}))
    assert [str(row.value) for row in table.rows] == ["10.0", "10.4"]


def test_code_in_a_number_cell_is_read_as_it_stands() -> None:
    file = workbook(["kommunekode", "periode", "værdi"], [779, 2020, 1])
    assert [row.area_code for row in read(file).rows] == ["779"]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (BytesIO(b"PK\x03\x04 og ikke mere"), "Regnearket kan ikke læses"),
        (workbook(), "ingen overskrifter"),
        (workbook(HEADING), "ingen rækker"),
        (workbook(["navn", "alder"], ["Ida", 7]), "mangler kolonne"),
    ],
)
def test_workbook_that_holds_no_table_is_refused_with_the_reason(file: BytesIO, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        read(file)


def sheets(**rows: list[list[Any]]) -> Workbook:
    book = Workbook()
    book.remove(book["Sheet"])
    for title, lines in rows.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    return book


def saved(book: Workbook) -> BytesIO:
    file = BytesIO()
    book.save(file)
    return file


TABLE = [HEADING[:3], ["Skive", 2020, 10.4], ["Struer", 2020, 9.5]]


def test_the_one_sheet_with_a_table_is_read_and_the_others_are_named() -> None:
    table = read(saved(sheets(Forside=[["Tal til planen"]], Tal=TABLE, Noter=[["Se jobindsats.dk"]])))
    assert [row.area for row in table.rows] == ["Skive", "Struer"]
    assert table.notices == ("Arket »Tal« er læst. Ikke læst: »Forside« og »Noter«.",)


def test_several_sheets_with_a_table_are_asked_about() -> None:
    file = saved(sheets(Mål=TABLE, Gammel=[*TABLE[:2], ["Struer", 2019, 1]], Forside=[["Tal"]]))
    with pytest.raises(ChooseSheetError, match=r"Flere ark har en tabel: »Mål« og »Gammel«. Vælg") as caught:
        read(file)
    assert caught.value.sheets == ["Mål", "Gammel"]
    assert [row.period for row in read(file, sheet=" gammel").rows] == ["2020", "2019"]
    with pytest.raises(
        UnreadableFileError, match=r"intet synligt ark »Andet«. Den har »Mål«, »Gammel« og »For"
    ):
        read(file, sheet="Andet")


def test_hidden_sheet_is_left_out_and_told() -> None:
    book = sheets(Tal=TABLE, Kladde=TABLE)
    book["Kladde"].sheet_state = "hidden"
    table = read(saved(book))
    assert (len(list(table.rows)), table.notices) == (2, ("Skjulte ark er ikke læst: »Kladde«.",))


def test_workbook_whose_only_table_is_hidden_says_so() -> None:
    book = sheets(Forside=[["Tal"]], Tal=TABLE)
    book["Tal"].sheet_state = "veryHidden"
    with pytest.raises(UnreadableFileError, match=r"mangler kolonnerne.* Skjulte ark er ikke læst: »Tal«."):
        read(saved(book))


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    book = sheets(Tal=[[*HEADING[:3], "kilde"], *([name, 2020, 1, "A"] for name in "abcdef")])
    for row in (3, 4, 6, 900):
        book["Tal"].row_dimensions[row].hidden = True
    book["Tal"].column_dimensions["D"].hidden = True
    book["Tal"].column_dimensions["K"].hidden = True
    table = read(saved(book))
    assert [(row.number, row.area, row.source) for row in table.rows] == [
        (2, "a", ""),
        (5, "d", ""),
        (7, "f", ""),
    ]
    assert table.notices == (
        "Skjulte rækker 3–4 og 6 i arket »Tal« er ikke læst.",
        "Skjult kolonne »D« i arket »Tal« er ikke læst.",
    )


def test_hidden_column_of_figures_is_named_where_it_is_missed() -> None:
    book = sheets(Tal=TABLE)
    book["Tal"].column_dimensions["C"].hidden = True
    with pytest.raises(
        UnreadableFileError, match=r"mangler kolonnen »værdi«.*Skjult kolonne »C« i arket »Tal«"
    ):
        read(saved(book))


def test_merged_area_holds_for_the_rows_that_it_covers() -> None:
    book = sheets(
        Tal=[HEADING[:3], *([name, year, 1] for name in ("Skive", "Struer") for year in (2019, 2020))]
    )
    book["Tal"].merge_cells("A2:A3")
    book["Tal"].merge_cells("A4:A5")
    rows = list(read(saved(book)).rows)
    assert [(row.area, row.period) for row in rows] == [
        *(("Skive", "2019"), ("Skive", "2020"), ("Struer", "2019"), ("Struer", "2020"))
    ]


def test_area_left_empty_without_a_merge_is_not_guessed() -> None:
    book = sheets(Tal=[HEADING[:3], ["Skive", 2019, 1], [None, 2020, 1]])
    assert [row.area for row in read(saved(book)).rows] == ["Skive", ""]


def test_merged_figure_is_no_figure_of_the_rows_below_it() -> None:
    book = sheets(Tal=[*TABLE])
    book["Tal"].merge_cells("C2:C3")
    rows = list(read(saved(book)).rows)
    assert [row.problem[:34] for row in rows] == ["", "tallet står i en flettet celle, der"[:34]]


def test_formula_without_a_stored_result_says_why() -> None:
    book = sheets(Tal=[HEADING[:3], ["Skive", 2020, "=5+5"], ["Struer", 2020, 9]])
    rows = list(read(saved(book)).rows)
    assert [(row.number, row.problem.partition(":")[0].partition(".")[0]) for row in rows] == [
        (2, "en formel er gemt uden sit resultat, fordi projektmappen ikke er gemt af et regnearksprogram"),
        (3, ""),
    ]


@pytest.mark.parametrize(
    ("stored", "value"), [("<v>10</v>", "10"), ('<v xml:space="preserve">7.5</v>', "7.5"), ("<v/>", "")]
)
def test_formula_with_a_stored_result_is_its_result(stored: str, value: str) -> None:
    content = saved(sheets(Tal=[HEADING[:3], ["Skive", 2020, "=5+5"]]))
    changed = with_sheet(content, lambda xml: re.sub(r"</f><v ?/>|</f><v></v>", f"</f>{stored}", xml))
    assert [str(row.value) for row in read(changed).rows if not row.problem] == ([value] if value else [])


def with_sheet(file: BytesIO, change: Callable[[str], str]) -> BytesIO:
    """The first sheet's XML as another program would have written it."""
    changed = BytesIO()
    with ZipFile(file) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = change(content.decode()).encode()
            new.writestr(name, content)
    return changed


def test_heading_and_area_in_decomposed_letters_are_known() -> None:
    heading = [unicodedata.normalize("NFD", word) for word in HEADING[:3]]
    [row] = read(workbook(heading, [unicodedata.normalize("NFD", "Tårnby"), 2020, 1])).rows
    assert (row.area, row.value) == ("Tårnby", 1)


def test_opendocument_sheet_is_told_as_such() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(UnreadableFileError, match="OpenDocument-regneark"):
        read(file)


def test_workbook_of_too_many_sheets_is_refused() -> None:
    file = saved(sheets(**{f"Ark{n}": [] for n in range(MOST_SHEETS + 1)}))
    with pytest.raises(UnreadableFileError, match="mere end 100 ark"):
        read(file)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace('min="4" ', ""),
        lambda xml: xml.replace("<row", "<row<"),
        lambda xml: re.sub(r'<dimension ref="[^"]*" ?/>', "<dimension/>", xml),
        lambda xml: xml.replace('r="2"', 'r="x"'),
        lambda xml: xml.replace("<mergeCell ref=", "<mergeCell other="),
        lambda xml: xml.replace(' s="1"', ' s="-99999999999999"'),
        lambda xml: xml.replace('t="n"><v>2020<', 't="s"><v>2020<'),
    ],
)
def test_sheet_tampered_with_is_refused_with_a_reason(change: Callable[[str], str]) -> None:
    book = sheets(Tal=TABLE)
    book["Tal"].column_dimensions["D"].hidden = True
    book["Tal"].merge_cells("A2:A3")
    book["Tal"]["C2"].number_format = "0.0"
    with pytest.raises(UnreadableFileError, match="Regnearket kan ikke læses"):
        list(read(with_sheet(saved(book), change)).rows)


def test_merged_headings_of_two_lines_are_read() -> None:
    book = sheets(Tal=[["område", 2019, None, 2020], [None, "nov", "dec", "jan"], ["Skive", 1, 2, 3]])
    for place in ("A1:A2", "B1:C1"):
        book["Tal"].merge_cells(place)
    rows = list(read(saved(book)).rows)
    assert [(row.area, row.period) for row in rows] == [
        *(("Skive", "nov 2019"), ("Skive", "dec 2019"), ("Skive", "jan 2020"))
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace('<row r="3"', '<row r="999999999"').replace('r="A3"', 'r="A999999999"'),
        lambda xml: re.sub(r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1:XFD1048576"/>', xml),
        lambda xml: xml.replace('r="C3"', 'r="XFD3"'),
        lambda xml: xml.replace('<?xml version="1.0"?>', "").replace(
            "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1
        ),
        lambda xml: xml.replace(
            "</sheetData>",
            "</sheetData><mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 5000 + "</mergeCells>",
        ),
        lambda xml: xml.replace(
            "<sheetData>", '<cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>'
        ),
        lambda xml: xml.replace('<row r="3"', '<row r="1048576"').replace('3"', '1048576"'),
    ],
)
def test_hostile_sheet_is_read_or_refused_within_a_second(change: Callable[[str], str]) -> None:
    file = with_sheet(saved(sheets(Tal=TABLE)), change)

    def work() -> None:
        with suppress(UnreadableFileError):
            assert len(list(read(file).rows)) <= 2

    assert seconds(work, within=1) < 1


def test_workbook_cut_off_is_refused() -> None:
    content = workbook(HEADING, *(["Skive", 2020, n, None] for n in range(200))).getvalue()
    with pytest.raises(UnreadableFileError, match="Regnearket kan ikke læses"):
        list(read(BytesIO(content[: len(content) // 2])).rows)


def test_format_too_long_for_a_spreadsheet_program_is_refused_within_a_second() -> None:
    file = workbook(HEADING[:3], ["Skive", 2020, 1], formats={"C2": '"' + "[\\_" * 100_000})

    def work() -> None:
        with pytest.raises(UnreadableFileError, match="formatCode"):
            read(file)

    assert seconds(work, within=1) < 1


def test_headings_that_only_look_like_years_cost_no_more_than_a_second() -> None:
    file = workbook(*([f"{2000 + n % 30}x{line}{n}" for n in range(1000)] for line in range(20)))

    def work() -> None:
        with pytest.raises(UnreadableFileError, match="mangler kolonnerne"):
            read(file)

    assert seconds(work, within=1) < 1
