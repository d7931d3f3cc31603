"""Tables as offices send them, the same as CSV and as XLSX."""

import csv
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import Workbook

from goals.domain.importing.read_file import read
from goals.domain.importing.rows import RawRow, Table, UnreadableFileError
from goals.domain.periods import parse
from tests.timing import seconds

Make = Callable[..., BytesIO]


def as_csv(*lines: list[Any], separator: str = ";", encoding: str = "utf-8") -> BytesIO:
    text = StringIO()
    rows = [
        [str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row] for row in lines
    ]
    csv.writer(text, delimiter=separator).writerows(rows)
    return BytesIO(text.getvalue().encode(encoding))


def as_xlsx(*lines: list[Any]) -> BytesIO:
    book = Workbook()
    sheet = book["Sheet"]
    for line in lines:
        sheet.append(line)
    file = BytesIO()
    book.save(file)
    return file


@pytest.fixture(params=[as_csv, as_xlsx], ids=["csv", "xlsx"])
def made(request: pytest.FixtureRequest) -> Make:
    make: Make = request.param
    return make


HEADING = ["område", "periode", "værdi"]


def figures(table: Table) -> list[tuple[int, str, str, str]]:
    return [(row.number, row.area, row.period, str(row.value).replace(".", ",")) for row in table.rows]


def refused(file: BytesIO) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(file)
    return str(caught.value)


def test_titles_above_the_headings_are_passed_over(made: Make) -> None:
    titles = [["Ledige i pct. af arbejdsstyrken"], ["Udtrukket", "3. maj 2021"], []]
    table = read(made(*titles, HEADING, ["Skive", 2020, 10.4]))
    assert (figures(table), table.notices, table.unused) == ([(5, "Skive", "2020", "10,4")], (), ())


def test_periods_may_be_columns_and_empty_cells_are_no_figures(made: Make) -> None:
    table = read(
        made(
            ["Tabel 1"],
            ["kommune", "2019", 2020, "1. kvt. 2021"],
            ["Skive", 1, 2, 3],
            ["Struer", 4, "", ".."],
        )
    )
    assert table.total == 5
    assert [(row.number, row.area, row.period, str(row.value), row.column) for row in table.rows] == [
        (3, "Skive", "2019", "1", "2019"),
        (3, "Skive", "2020", "2", "2020"),
        (3, "Skive", "1. kvt. 2021", "3", "1. kvt. 2021"),
        (4, "Struer", "2019", "4", "2019"),
        (4, "Struer", "1. kvt. 2021", "..", "1. kvt. 2021"),
    ]


@pytest.mark.parametrize(
    ("heading", "part", "period"),
    [
        ("måned", 1, "2020M01"),
        ("måned", "januar", "januar 2020"),
        ("kvartal", 2, "2020K02"),
        ("kvartal", "2. kvartal", "2. kvartal 2020"),
        ("måned", "2020M03", "2020M03"),
        ("halvår", "", "2020"),
    ],
)
def test_year_and_its_part_may_be_two_columns(made: Make, heading: str, part: object, period: str) -> None:
    [row] = read(made(["område", "år", heading, "værdi"], ["Skive", 2020, part, 7])).rows
    assert (row.period, parse(row.period).start.year) == (period, 2020)


def test_parts_of_a_year_in_columns_of_their_own_are_different_figures(made: Make) -> None:
    rows = [["Skive", "x" if month % 2 else "y", 2020, month, 7] for month in range(1, 13)]
    assert len(list(read(made(["område", "note", "år", "måned", "værdi"], *rows)).rows)) == 12


def test_column_of_areas_beside_periods_needs_no_heading(made: Make) -> None:
    table = read(made(["", "2019", "2020"], ["Skive", 1, 2]))
    assert figures(table) == [(2, "Skive", "2019", "1"), (2, "Skive", "2020", "2")]


@pytest.mark.parametrize(
    ("above", "below"), [("", "område"), ("område", ""), ("", ""), ("Ledighed", "område")]
)
def test_years_may_stand_in_a_line_above_their_months(made: Make, above: str, below: str) -> None:
    table = read(made([above, "2019", "", "2020"], [below, "nov", "dec", "jan"], ["Skive", 1, 2, 3]))
    assert [row.period for row in table.rows] == ["nov 2019", "dec 2019", "jan 2020"]


def test_months_that_a_spreadsheet_made_dates_are_headings() -> None:
    book = Workbook()
    sheet = book["Sheet"]
    sheet.append(["område", date(2020, 1, 1), date(2020, 2, 1)])
    sheet.append(["Skive", 1, 2])
    for place in ("B1", "C1"):
        sheet[place].number_format = "mmm-yy"
    file = BytesIO()
    book.save(file)
    assert [row.period for row in read(file).rows] == ["2020-01", "2020-02"]


def test_headings_that_a_spreadsheet_made_days_are_refused_as_such(made: Make) -> None:
    assert refused(made(["område", "01-01-2020", "01-02-2020"], ["Skive", 1, 2])) == (
        "Overskrifterne »01-01-2020« og »01-02-2020« er datoer. Skriv måneder (2020M01), eller formatér cellerne som "
        "måned og år."
    )


def test_headings_that_are_formulas_without_a_result_say_why() -> None:
    said = refused(as_xlsx(["område", '="20"&"20"'], ["Skive", 1]))
    assert said.endswith(
        " Øverst er der formler, som er gemt uden deres resultat, fordi projektmappen ikke er gemt af et "
        "regnearksprogram. Åbn den i fx Excel, gem den, og indlæs den igen."
    )


def test_same_period_twice_is_refused_since_the_groups_stand_above(made: Make) -> None:
    groups = ["", "Mænd", "", "Kvinder", ""]
    assert refused(made(groups, ["område", "2019", "2020", "2019", "2020"], ["Skive", 1, 2, 3, 4])) == (
        "To kolonner har samme periode: »2019«. Er tallene fordelt, fx på køn, så behold kun kolonnerne for én "
        "gruppe."
    )


def test_notes_below_the_table_are_told_and_left_out(made: Make) -> None:
    notes = [["Kilde: jobindsats.dk"], ["* Foreløbige tal"], [], ["", "Udtrukket 2021", ""]]
    table = read(made(HEADING, ["Skive", 2020, 1], *notes))
    assert (len(figures(table)), table.total) == (1, 1)
    assert table.notices == (
        "Rækkerne 3–4 og 6 har hver kun én udfyldt celle og er ikke læst, da de ligner noter.",
    )


SEXES = ("Mænd", "Kvinder", "I alt")


def test_breakdown_with_a_total_is_reduced_to_it_and_told(made: Make) -> None:
    rows = [[area, sex, 2020, n] for area in ("Skive", "Struer") for n, sex in enumerate(SEXES)]
    table = read(made(["område", "køn", "periode", "værdi"], *rows))
    assert figures(table) == [(4, "Skive", "2020", "2"), (7, "Struer", "2020", "2")]
    assert table.notices == (
        "Tallene er fordelt på »køn«: Kun »I alt« er læst, og 4 andre rækker er udeladt.",
    )


def test_breakdown_without_a_total_is_refused(made: Make) -> None:
    rows = [["Skive", sex, 2020, 5] for sex in SEXES[:2]]
    assert refused(made(["område", "køn", "periode", "værdi"], *rows)) == (
        "Tallene er også fordelt på »køn«. Hent dem uden den fordeling."
    )


def test_breakdown_by_words_that_nobody_knows_is_seen_by_figures_that_recur(made: Make) -> None:
    rows = [[area, of, 2020, 5] for area in ("Skive", "Struer") for of in ("Vest", "Øst")]
    assert refused(made(["område", "kontor", "periode", "værdi"], *rows)).startswith(
        "Tallene er også fordelt på »kontor«."
    )


def test_breakdown_beside_periods_as_columns_is_reduced_to_its_total(made: Make) -> None:
    table = read(made(["område", "", "2019", "2020"], *(["Skive", sex, 1, n] for n, sex in enumerate(SEXES))))
    assert figures(table) == [(4, "Skive", "2019", "1"), (4, "Skive", "2020", "2")]


def test_groups_as_columns_are_read_by_their_total(made: Make) -> None:
    table = read(made(["område", "år", *SEXES], ["Skive", 2020, 4, 5, 9]))
    assert (figures(table), table.unused) == ([(2, "Skive", "2020", "9")], ("Mænd", "Kvinder"))


def test_groups_as_columns_without_a_total_are_refused(made: Make) -> None:
    assert refused(made(["område", "år", "Mænd", "Kvinder"], ["Skive", 2020, 4, 5])) == (
        "Tallene er fordelt på kolonnerne »Mænd« og »Kvinder«, og ingen af dem er det samlede tal. Tilføj det i en "
        "kolonne »I alt«."
    )


@pytest.mark.parametrize("again", [["område", "2019", "2020"], ["Kommune", "2017", "2018"], ["", 2017, 2018]])
def test_tables_below_one_another_are_refused(made: Make, again: list[Any]) -> None:
    tables = [["Mænd"], [again[0] and "område", "2019", "2020"], ["Skive", 1, 2], ["Kvinder"], again]
    assert refused(made(*tables[:3], again, ["Struer", 3, 4])) == (
        "I række 4 begynder en ny tabel. Behold kun én tabel."
    )
    assert refused(made(*tables, ["Skive", 3, 4])) == (
        "Tallene er også fordelt på »Kvinder«. Hent dem uden den fordeling."
    )


def test_column_may_be_called_what_it_counts(made: Make) -> None:
    assert figures(read(made(["kommune", "år", "Andel"], ["Skive", 2020, 4]))) == [(2, "Skive", "2020", "4")]
    two = made(["kommune", "år", "Andel", "Personer"], ["Skive", 2020, 4, 5])
    assert refused(two).startswith("Filen mangler kolonnen »værdi«.")


def test_figures_of_one_group_only_are_asked_about(made: Make) -> None:
    table = read(made(["område", "køn", "periode", "værdi"], ["Skive", "Kvinder", 2020, 4]))
    assert table.notices == (
        "Alle tal gælder »køn: Kvinder«. Kontrollér, at det er det, indikatoren tæller.",
    )
    assert read(made(["område", "køn", "periode", "værdi"], ["Skive", "I alt", 2020, 4])).notices == ()


def test_remarks_and_groups_that_indicators_have_are_no_breakdown(made: Make) -> None:
    heading = ["indikator", "ydelse", "bemærkning", *HEADING]
    rows = [["Unge", "A", "rettet", "Skive", 2020, 1], ["Syge", "B", "", "Skive", 2020, 2]]
    table = read(made(heading, *rows))
    assert (len(figures(table)), table.unused, table.notices) == (2, ("ydelse", "bemærkning"), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_first_line_may_name_the_separator(separator: str, encoding: str) -> None:
    content = as_csv(HEADING, ["Tårnby", 2020, "1.745"], separator=separator).getvalue().decode()
    file = BytesIO(f"sep={separator}\r\n{content}".encode(encoding))
    assert list(read(file).rows) == [RawRow(3, "1.745", area="Tårnby", period="2020")]


def test_titles_with_commas_do_not_hide_the_semicolons() -> None:
    file = as_csv(["Ledighed, Skive, Struer, 2020, område, periode"], HEADING, ["Skive", 2020, 10.4])
    assert figures(read(file)) == [(3, "Skive", "2020", "10,4")]


@pytest.mark.parametrize("value", ["..", "-", "–", "…"])
def test_figure_that_is_not_given_stays_a_row(made: Make, value: str) -> None:
    assert [row.value for row in read(made(HEADING, ["Skive", 2020, value])).rows] == [value]


def test_headings_far_below_are_not_looked_for(made: Make) -> None:
    assert refused(made(*[["Titel"]] * 31, HEADING, ["Skive", 2020, 1])) == (
        "Filen mangler kolonnerne »område«, »periode« og »værdi«. Overskrifter søges i de første 30 rækker."
    )


@pytest.mark.parametrize(
    "content",
    [
        ";" * 30_000_000,
        (";" * 200_000 + "\n") * 30,
        ("2020-" * 40 + ";") * 1000,
        "".join(f"{year}K{n};" for n in range(1000) for year in range(2000, 2030)),
        "område;periode;værdi\n" + ";" * 100_000 + "1",
        "område;" + "-" * 100_000 + ";2020\nSkive;1;2",
        "\n" * 300_000 + "område;2020\nSkive;1",
        "område;periode;værdi\nSkive;" + " til " * 20_000 + ";1",
    ],
    ids=["separators", "lines of separators", "years", "quarters", "width", "heading", "lines", "period"],
)
def test_hostile_file_is_read_or_refused_within_a_second(content: str) -> None:

    def work() -> None:
        with suppress(UnreadableFileError):
            assert len(list(read(BytesIO(content.encode())).rows)) <= 1

    assert seconds(work, within=1) < 1
