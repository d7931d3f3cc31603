from pathlib import Path

import pytest

from intake.readers.parse_result import Line, ReadError
from intake.readers.source_lines import read_text, source_lines

SAVE_AS = "Gem den som almindelig tekst med tegnsættet Unicode (UTF-8), og prøv igen."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "plan.txt"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_and_without_a_mark(file: Path, mark: bytes) -> None:
    file.write_bytes(mark + "Beskæftigelse".encode())
    assert read_text(file) == "Beskæftigelse"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Filen {} er tom."),
        (b" \n\t\n", "Filen {} er tom."),
        ("Beskæftigelse".encode("utf-16"), f"Filen {{}} er gemt som UTF-16. {SAVE_AS}"),
        (
            "Plan\nBeskæftigelse".encode("latin-1"),
            f"Filen {{}} er ikke gemt som UTF-8 (se linje 2). {SAVE_AS}",
        ),
        (b"a\x00b", f"Filen {{}} er ikke en tekstfil. {SAVE_AS}"),
        (b"PK\x03\x04docx", f"Filen {{}} er ikke en tekstfil. {SAVE_AS}"),
        (b"%PDF-1.7", f"Filen {{}} er ikke en tekstfil. {SAVE_AS}"),
        (b"x" * 5_000_001, "Filen {} er større end 5 MB og næppe en plan."),
        (
            "a\nBeskæftigelse".encode().decode("latin-1").encode(),
            f"I filen {{}} er bogstaver gået i stykker (linje 2: »Ã¦«). Hent den oprindelige tekst. {SAVE_AS}",
        ),
        (
            "a\ufffdb".encode(),
            f"I filen {{}} er bogstaver gået i stykker (linje 1: »\ufffd«). Hent den oprindelige tekst. {SAVE_AS}",
        ),
    ],
)
def test_unusable_file_is_told_with_what_to_do(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ReadError) as error:
        read_text(file)
    assert str(error.value) == message.format(file)


def test_missing_file_is_told(file: Path) -> None:
    with pytest.raises(ReadError, match="findes ikke"):
        read_text(file)


def test_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="er en mappe"):
        read_text(tmp_path)


def test_lines_are_numbered_as_in_an_editor() -> None:
    assert source_lines("a \r\n\rb\u200b\x07\n\fc") == (
        Line(1, "a"),
        Line(2, ""),
        Line(3, "b"),
        Line(4, " c"),
    )
