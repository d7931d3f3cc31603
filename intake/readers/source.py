"""From a file to lines. Everything that can be wrong with a file is told here, and what to do."""

import re
from pathlib import Path

from documents.pasted_html import without_many_tags
from intake.readers.parse_result import Line, ReadError

LARGEST = 5_000_000
SAVE_AS = "Gem den som almindelig tekst med tegnsættet Unicode (UTF-8), og prøv igen."
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
MANGLED = re.compile(r"Ã[¦¸¥†˜…]|\ufffd")
"""Danish letters that were read with the wrong character set once, and then saved."""


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises `ReadError`."""
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(f"Filen {path} er større end {LARGEST // 1_000_000} MB og næppe en plan.")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"Filen {path} findes ikke.") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path} er en mappe. Angiv en fil.") from error
    except OSError as error:
        raise ReadError(f"Filen {path} kan ikke læses. Har du adgang til den? ({error.strerror})") from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError(f"Filen {path} er gemt som UTF-16. {SAVE_AS}")
    if b"\x00" in content or content.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise ReadError(f"Filen {path} er ikke en tekstfil. {SAVE_AS}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ReadError(f"Filen {path} er ikke gemt som UTF-8 (se linje {line}). {SAVE_AS}") from error
    if not text.strip():
        raise ReadError(f"Filen {path} er tom.")
    if mangled := MANGLED.search(text):
        line = text.count("\n", 0, mangled.start()) + 1
        raise ReadError(
            f"I filen {path} er bogstaver gået i stykker (linje {line}: »{mangled.group()}«). "
            f"Hent den oprindelige tekst. {SAVE_AS}"
        )
    return text


def source_lines(text: str) -> tuple[Line, ...]:
    """Numbered as an editor numbers them; characters that nobody sees are left out."""
    text = re.sub(r"[\v\f\u2028\u2029]", " ", re.sub(r"\r\n?", "\n", text))
    texts = without_many_tags(INVISIBLE.sub("", text)).split("\n")
    return tuple(Line(number, line.rstrip()) for number, line in enumerate(texts, start=1))
