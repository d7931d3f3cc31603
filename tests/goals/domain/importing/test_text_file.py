from io import BytesIO

import pytest

from goals.domain.importing.read_file import read
from goals.domain.importing.rows import RawRow, UnreadableFileError
from goals.domain.importing.text_file import CHUNK

HEADING = "indikator;område;periode;værdi;kilde\n"
ROW = "ledighed;Skive;2020;10,4;Jobåret\n"
READ = RawRow(2, "10,4", "ledighed", "Skive", period="2020", source="Jobåret")


def rows(content: bytes) -> list[RawRow]:
    return list(read(BytesIO(content)).rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_table_is_read_in_every_encoding_and_with_every_separator(
    encoding: str, separator: str, line_end: str
) -> None:
    text = (HEADING + ROW).replace("10,4", '"10,4"').replace(";", separator).replace("\n", line_end)
    assert rows(text.encode(encoding)) == [READ]


def test_headings_may_be_english_in_any_case_and_order() -> None:
    content = b"VALUE;Period;Area;Unit;Provisional;Series break\n10,4;2020;Skive;%;ja;nej\n"
    assert rows(content) == [
        RawRow(2, "10,4", area="Skive", period="2020", unit="%", provisional="ja", series_break="nej")
    ]


def test_codes_are_a_column_of_their_own() -> None:
    content = "kommunekode;kommune;år;værdi\n779;Skive;2020;10,4\n".encode()
    assert rows(content) == [RawRow(2, "10,4", area="Skive", area_code="779", period="2020")]


def test_unknown_columns_are_named_and_passed_over() -> None:
    table = read(BytesIO("område;bemærkning;periode;værdi;\nSkive;x;2020;10,4;\n".encode()))
    assert (table.unused, list(table.rows)) == (
        ("bemærkning",),
        [RawRow(2, "10,4", area="Skive", period="2020")],
    )


def test_empty_lines_are_passed_over_and_the_numbers_are_those_of_the_file() -> None:
    content = (HEADING + "\n;;;;\n" + ROW + '"led\nighed";Skive;2020;1;x\n' + ROW).encode()
    assert [row.number for row in rows(content)] == [4, 5, 7]


def test_rows_are_counted_before_they_are_read() -> None:
    content = (HEADING + ROW + "\n" + "ledighed;Skive\n" + ROW).encode()
    assert read(BytesIO(content)).total == 3


def test_short_row_has_empty_fields() -> None:
    assert rows((HEADING + "ledighed;Skive\n").encode()) == [RawRow(2, "", "ledighed", "Skive")]


def test_row_with_more_fields_than_headings_says_so() -> None:
    assert rows((HEADING + ROW.strip() + ";mere\n").encode()) == [
        RawRow(2, problem="rækken har flere felter end overskriften")
    ]


@pytest.mark.parametrize(
    ("separator", "values", "sign"),
    [
        (";", ["1.745"], ","),
        (",", ["1.745"], "."),
        ("\t", ["1.745"], ","),
        (";", ["1.745", "10.4"], "."),
        (",", ["1.745", '"10,4"'], ","),
        (";", ["10,4", "10.4"], ""),
    ],
)
def test_decimal_sign_is_the_files_own(separator: str, values: list[str], sign: str) -> None:
    lines = ["område;periode;værdi", *(f"Skive;2020;{value}" for value in values)]
    table = read(BytesIO("\n".join(lines).replace(";", separator).encode()))
    assert table.decimal_sign == sign


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Filen er tom"),
        (b"\xef\xbb\xbf \n\n", "Filen er tom"),
        (b"\xff\xfe\x00", "overskrifter kan ikke læses"),
        (b"x" * 200_000, "kan ikke læses fra linje 1"),
        (b"\x00\x01\x02", "Filen er ikke en tabel"),
        (HEADING.encode() + ROW.encode() + b"\x00", "Filen er ikke en tabel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "gammelt Excel-regneark"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "beskyttet med adgangskode"),
        (b"\xef\xbb\xbf\n<html><table>", "Filen er en webside eller XML"),
        (HEADING.encode(), "ingen rækker"),
        (HEADING.encode() + b"\n;;;;\n", "ingen rækker"),
        (b"navn;alder\nIda;7\n", "mangler kolonnerne »område«, »periode« og »værdi«"),
        ("område;periode\nSkive;2020\n".encode(), "mangler kolonnen »værdi«"),
        ("område;kommune;periode;værdi\n".encode(), "To kolonner hedder det samme: »kommune«"),
    ],
)
def test_file_that_is_no_table_is_refused_with_the_reason(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        read(BytesIO(content))


def test_field_too_long_to_be_a_cell_names_the_line() -> None:
    table = read(BytesIO((HEADING + ROW).encode()))
    assert len(list(table.rows)) == 1
    with pytest.raises(UnreadableFileError, match="fra linje 3"):
        read(BytesIO((HEADING + ROW + ROW.replace("Skive", "x" * 200_000)).encode()))


def test_letter_across_two_pieces_of_a_large_file_is_still_utf_8() -> None:
    line = b"Skive;2020;1\n"
    start = "område;periode;værdi\n".encode() + line * ((CHUNK - 100) // len(line))
    content = start + b"S" * (CHUNK - 1 - len(start)) + "å;2020;1\n".encode()
    assert content[CHUNK - 1 : CHUNK + 1] == "å".encode()
    *_, last = rows(content)
    assert last.area.endswith("Så")
