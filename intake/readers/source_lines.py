"""From a file to lines. Everything that can be wrong with a file is reported here, with what to do."""

import re
from pathlib import Path

from django.utils.translation import gettext as _

from documents.pasted_html import without_many_tags
from intake.formats.decoding import INVISIBLE, MANGLED
from intake.formats.reading import LARGEST as LARGEST_FILE
from intake.readers.parse_result import Line, ReadError

LARGEST = 5_000_000


def content_of(path: Path) -> bytes:
    """Of one byte more than is taken, so that what is too large is told from what is not. Raises `ReadError`."""
    try:
        with path.open("rb") as handle:
            return handle.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise ReadError(_("The file %(path)s does not exist.") % {"path": path}) from error
    except IsADirectoryError as error:
        raise ReadError(_("%(path)s is a folder. Name a file.") % {"path": path}) from error
    except OSError as error:
        message = _("The file %(path)s cannot be read. May you read it? (%(error)s)")
        raise ReadError(message % {"path": path, "error": error.strerror}) from error


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises `ReadError`."""
    content = content_of(path)
    if len(content) > LARGEST:
        message = _("The file %(path)s is larger than %(limit)d MB and hardly a plan.")
        raise ReadError(message % {"path": path, "limit": LARGEST // 1_000_000})
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _wrong(_("The file %(path)s is saved as UTF-16.") % {"path": path})
    if b"\x00" in content or content.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise _wrong(_("The file %(path)s is no text file.") % {"path": path})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = _("The file %(path)s is not saved as UTF-8 (see line %(number)d).")
        raise _wrong(message % {"path": path, "number": line}) from error
    if not text.strip():
        raise ReadError(_("The file %(path)s is empty.") % {"path": path})
    if mangled := MANGLED.search(text):
        line = text.count("\n", 0, mangled.start()) + 1
        message = _(
            "Letters are broken in the file %(path)s (line %(number)d: “%(letters)s”). Get the original text."
        )
        raise _wrong(message % {"path": path, "number": line, "letters": mangled.group()})
    return text


def _wrong(what: str) -> ReadError:
    """With what to do about a file that is not plain text in UTF-8."""
    advice = _("Save it as plain text with the character set Unicode (UTF-8), and try again.")
    return ReadError(f"{what} {advice}")


def source_lines(text: str) -> tuple[Line, ...]:
    """Numbered as an editor numbers them; characters that nobody sees are left out."""
    text = re.sub(r"[\v\f\u2028\u2029]", " ", re.sub(r"\r\n?", "\n", text))
    texts = without_many_tags(INVISIBLE.sub("", text)).split("\n")
    return tuple(Line(number, line.rstrip()) for number, line in enumerate(texts, start=1))
