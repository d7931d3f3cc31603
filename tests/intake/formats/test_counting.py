"""Numbers as the file's lists print them."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from intake.formats.counting import printed
from intake.formats.reading import read
from intake.outline import Block
from tests.intake import scoring
from tests.intake.formats.test_word import WORD

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


@pytest.mark.parametrize(
    ("count", "kind", "wanted"),
    [
        (3, "1", "3"),
        (2, "a", "b"),
        (27, "A", "AA"),
        (4, "i", "iv"),
        (1999, "I", "MCMXCIX"),
        (0, "a", "0"),
        (2, "", "2"),
    ],
)
def test_number_is_printed_in_its_kind(count: int, kind: str, wanted: str) -> None:
    assert printed(count, kind) == wanted


def level(depth: int, kind: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


def item(number: int, depth: int = 0, style: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    counted = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{styled}{counted}</w:pPr><w:r><w:t>Ord</w:t></w:r></w:p>"


def word(levels: str, numbers: str, *items: str) -> tuple[Block, ...]:
    parts = {
        "word/document.xml": f"<w:document {WORD}><w:body>{''.join(items)}</w:body></w:document>",
        "word/numbering.xml": f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{numbers}</w:numbering>',
    }
    return blocks_of("odder-2020.docx", parts)


def blocks_of(name: str, parts: dict[str, str]) -> tuple[Block, ...]:
    made = BytesIO()
    with ZipFile(scoring.PLANS / name) as whole, ZipFile(made, "w") as archive:
        for part in whole.namelist():
            archive.writestr(part, parts.get(part) or whole.read(part))
    return read(made.getvalue(), name).blocks


ON = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
ANEW = (
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def labels(blocks: tuple[Block, ...]) -> list[str]:
    return [block.label for block in blocks]


def test_word_counts_by_letters_and_within_the_level_above() -> None:
    levels = level(0, "lowerLetter", "%1)") + level(1, "decimal", "%1.%2")
    assert labels(word(levels, ON, item(1), item(1, 1), item(1, 1), item(1), item(1, 1))) == [
        *("a", "a.1", "a.2", "b", "b.1")
    ]


def test_word_counts_on_after_other_text_unless_the_list_is_another() -> None:
    text = "<w:p><w:r><w:t>Tekst imellem.</w:t></w:r></w:p>"
    made = word(level(0, "decimal", "%1.", 4), ON + ANEW, item(1), text, item(1), item(2), item(2))
    assert labels(made) == ["4", "", "5", "1", "2"]


def test_heading_has_the_number_that_word_prints() -> None:
    levels = level(0, "upperRoman", "Tema %1:") + level(1, "decimal", "%1.%2")
    made = word(levels, ON, item(1, 0, "Heading2"), item(1, 0, "Heading2"), item(1, 1, "Heading3"))
    assert [(block.kind, block.label) for block in made] == [
        ("heading", "Tema I"),
        ("heading", "Tema II"),
        ("heading", "II.1"),
    ]


def test_open_document_counts_by_its_kind_and_from_its_number() -> None:
    names = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "text", "style"))
    style = (
        '<text:list-style style:name="L9"><text:list-level-style-number text:level="1" style:num-format="A"'
        ' text:start-value="2"/></text:list-style>'
    )
    one = "<text:list-item><text:p>Ord</text:p></text:list-item>"
    lists = f'<text:list text:style-name="L9">{one}{one}</text:list>' + (
        f'<text:list text:style-name="L9" text:continue-numbering="true">{one}</text:list>'
    )
    content = (
        f'<office:document-content {names} office:version="1.3"><office:automatic-styles>{style}</office:automatic-styles>'
        f"<office:body><office:text>{lists}</office:text></office:body></office:document-content>"
    )
    assert labels(blocks_of("odder-2020.odt", {"content.xml": content})) == ["B", "C", "D"]
