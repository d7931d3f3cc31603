import json
import unicodedata
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from goals.domain.importing.read_file import read
from goals.domain.importing.rows import RawRow, UnreadableFileError

LABELS = ["Område", "Periode måned", "Antal personer"]
DATA = [["Skive", "2020M01", "1.234"], ["Struer", "2020M01", "56,5"]]
READ = [
    RawRow(1, "1.234", area="Skive", period="2020M01"),
    RawRow(2, "56,5", area="Struer", period="2020M01"),
]


def version_2(labels: list[str], data: list[list[Any]]) -> list[dict[str, Any]]:
    variables = [{"Name": f"_v{n}", "Label": label} for n, label in enumerate(labels)]
    return [{"TableID": "Y01A02", "Variables": variables, "Data": data}]


def version_3(labels: list[str], data: list[list[Any]]) -> dict[str, Any]:
    return {"table_id": "y01a02", "columns": labels, "rows": data}


def rows(content: Any, measure: str = "") -> list[RawRow]:
    return list(read(BytesIO(json.dumps(content).encode()), measure).rows)


@pytest.mark.parametrize("shape", [version_2, version_3])
def test_both_shapes_are_one_table(shape: Any) -> None:
    assert rows(shape(LABELS, DATA)) == READ
    assert read(BytesIO(json.dumps(shape(LABELS, DATA)).encode())).total == 2


def test_english_labels_and_a_byte_order_mark_are_read() -> None:
    content = b"\xef\xbb\xbf" + json.dumps(version_2(["Area", "Period", "Tal"], DATA)).encode()
    assert list(read(BytesIO(content)).rows) == READ


def test_numbers_keep_the_decimals_that_the_text_prints() -> None:
    content = b'{"columns": ["Kommune", "Periode", "Pct."], "rows": [["Skive", "2020", 10.0], ["Skive", "2019", 7]]}'
    assert [str(row.value) for row in read(BytesIO(content)).rows] == ["10.0", "7"]


def test_number_has_the_decimals_of_the_others() -> None:
    data = [["Skive", "2020", 10], ["Struer", "2020", 10.4], ["Viborg", "2020", "9"]]
    assert [str(row.value) for row in rows(version_3(LABELS, data))] == ["10.0", "10.4", "9"]


def test_figure_that_is_not_given_is_a_row_of_its_own() -> None:
    assert [row.value for row in rows(version_3(LABELS, [*DATA, ["Skive", "2020M02", None]]))] == [
        *("1.234", "56,5", "")
    ]


def test_decimal_sign_is_that_of_the_answer() -> None:
    table = read(BytesIO(json.dumps(version_2(LABELS, DATA)).encode()))
    assert table.decimal_sign == ","


def test_measure_is_chosen_by_name_where_there_are_several() -> None:
    content = version_3([*LABELS, "Fuldtidspersoner"], [[*cells, 9] for cells in DATA])
    assert [row.value for row in rows(content, "fuldtidspersoner")] == [Decimal(9), Decimal(9)]
    with pytest.raises(UnreadableFileError, match=r"--measure.*»Antal personer«, »Fuldtidspersoner«"):
        rows(content)


def test_measure_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(UnreadableFileError, match="»Antal personer«"):
        rows(version_2(LABELS, DATA), "Gennemsnit")


def test_dimension_with_one_value_is_passed_over() -> None:
    content = version_3(["Køn", *LABELS], [["I alt", *cells] for cells in DATA])
    assert [row.value for row in rows(content)] == ["1.234", "56,5"]


def test_dimension_of_one_group_is_asked_about() -> None:
    table = read(
        BytesIO(json.dumps(version_3(["Køn", *LABELS], [["Mænd", *cells] for cells in DATA])).encode())
    )
    assert table.notices == ("Alle tal gælder »Køn: Mænd«. Kontrollér, at det er det, indikatoren tæller.",)


def test_area_and_labels_in_decomposed_letters_are_known() -> None:
    content = version_3(LABELS, [["Tårnby", "2020M01", 1]])
    plain = json.dumps(content, ensure_ascii=False)
    [row] = read(BytesIO(unicodedata.normalize("NFD", plain).encode())).rows
    assert row.area == "Tårnby"


def test_dimension_that_divides_the_figures_is_refused() -> None:
    content = version_3(["Køn", *LABELS], [["Mænd", *DATA[0]], ["Kvinder", *DATA[0]]])
    with pytest.raises(UnreadableFileError, match="fordelt på »Køn«"):
        rows(content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[", "ikke gyldig JSON"),
        ("[" * 100_000, "ikke gyldig JSON"),
        ("{}", "form, som portalen kender"),
        ("[1, 2]", "form, som portalen kender"),
        ('[{"Variables": [{"Navn": "Area"}], "Data": []}]', "form, som portalen kender"),
        ('{"columns": ["Område", 3], "rows": []}', "form, som portalen kender"),
        ('{"columns": ["Område"], "rows": []}', "ingen rækker"),
        ('{"columns": ["Område", "Periode"], "rows": [["Skive"]]}', "lige så mange felter"),
        ('{"columns": ["Område", "Tal"], "rows": [["Skive", 3]]}', "ingen kolonne for periode"),
        ('{"columns": ["Periode", "Tal"], "rows": [["2020", 3]]}', "ingen kolonne for område"),
        ('{"columns": ["Område", "Periode"], "rows": [["Skive", "2020"]]}', "tal, der skal læses: ingen"),
        (json.dumps({"error": "Invalid token"}), "form, som portalen kender"),
    ],
)
def test_other_json_is_refused_with_the_reason(content: str, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        read(BytesIO(content.encode()))
