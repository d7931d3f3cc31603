"""Tables in Word's files, as Word writes them."""

from io import BytesIO
from zipfile import ZipFile

from intake.formats.reading import read
from intake.outline import Block
from tests.intake import scoring

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table_of(*rows: str) -> Block:
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    document = f"<w:document {WORD}><w:body><w:tbl>{body}</w:tbl></w:body></w:document>"
    made = BytesIO()
    with ZipFile(scoring.PLANS / "odder-2020.docx") as whole, ZipFile(made, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, document if name == "word/document.xml" else whole.read(name))
    (block,) = read(made.getvalue(), "plan.docx").blocks
    return block


def test_cell_over_several_rows_leaves_what_is_beside_it_in_its_column() -> None:
    block = table_of(
        cell("Tema") + cell("Mål") + cell("Frist"),
        cell("Unge", BEGINS) + cell("Et") + cell("2026", BEGINS),
        cell("", GOES_ON) + cell("To") + cell("", GOES_ON),
        cell("Syge") + cell("Tre") + cell("2027"),
    )
    assert block.rows == (
        ("Tema", "Mål", "Frist"),
        ("Unge", "Et", "2026"),
        ("", "To", ""),
        ("Syge", "Tre", "2027"),
    )


def test_cell_over_several_columns_and_rows_leaves_what_is_beside_it_in_its_column() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    block = table_of(
        cell("A") + cell("B") + cell("C"),
        cell("Bred", wide + BEGINS) + cell("c1"),
        cell("", wide + GOES_ON) + cell("c2"),
    )
    assert block.rows == (("A", "B", "C"), ("Bred", "", "c1"), ("", "", "c2"))


def test_row_that_is_short_is_as_wide_as_the_others() -> None:
    block = table_of(cell("Tema") + cell("Mål"), cell("Unge"), cell("Syge") + cell("Et"))
    assert block.rows == (("Tema", "Mål"), ("Unge", ""), ("Syge", "Et"))
