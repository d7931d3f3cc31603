"""CSV files: separated by semicolon, comma or tab; UTF-8, UTF-16 or Latin-1."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from django.utils.translation import gettext as _

from goals.domain.importing.danish import FIELD_OF, SEPARATOR
from goals.domain.importing.heading import SEARCHED, WIDEST, find
from goals.domain.importing.layout import table
from goals.domain.importing.rows import Line, Table, UnreadableFileError
from goals.domain.importing.wording import key

CHUNK = 1 << 20
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
LOOKED_AT = 1 << 15
"""Letters of a line in which the separator is looked for."""
LONGEST_LINE = 1 << 18
DEFAULT_SIGN = {";": ",", "\t": ",", ",": "."}
"""By separator. Danish spreadsheets write semicolons and decimal commas, English ones neither."""


def read(handle: BinaryIO) -> Table:
    encoding = encoding_of(handle)
    separator = _separator(handle, encoding)
    return table(lambda: _lines(handle, encoding, separator), DEFAULT_SIGN[separator])


def lines(handle: BinaryIO) -> Iterator[Line]:
    """Whatever its headings are: separated by what the first line has most of."""
    encoding = encoding_of(handle)
    with _text(handle, encoding) as text:
        first = text.readline(LOOKED_AT)
    return _lines(handle, encoding, _said(first) or max(DEFAULT_SIGN, key=first.count))


def encoding_of(handle: BinaryIO) -> str:
    """Read in pieces, so that a large file is never held whole. Any bytes make text in Latin-1, which
    is what is left when it is not UTF-8; so bytes that no text has are looked for first."""
    handle.seek(0)
    if handle.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    handle.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8 = True
    while True:
        chunk = handle.read(CHUNK)
        if CONTROL.search(chunk):
            raise UnreadableFileError(_("The file is no table: it holds something else than text."))
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            utf8 = False
        if not chunk:
            return "utf-8-sig" if utf8 else "cp1252"


@contextmanager
def _text(handle: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    """From the beginning; the handle stays open for the next reading."""
    handle.seek(0)
    # Windows' Latin-1 has five bytes without a letter; one stray byte should not cost the whole file.
    errors = "replace" if encoding == "cp1252" else "strict"
    text = io.TextIOWrapper(handle, encoding=encoding, errors=errors, newline="")
    try:
        yield text
    finally:
        # A reading that was given up may be tidied away after its file has been closed.
        with suppress(ValueError):
            text.detach()


def _separator(handle: BinaryIO, encoding: str) -> str:
    """What the first line says to a spreadsheet program; else the one that shows a table or most of one."""
    try:
        with _text(handle, encoding) as text:
            start = [text.readline(LOOKED_AT) for _number in range(SEARCHED)]
        if said := _said(start[0]):
            return said
        return max(DEFAULT_SIGN, key=lambda separator: _known(start, separator))
    except (csv.Error, UnicodeError) as error:
        raise UnreadableFileError(
            _("The file's headings cannot be read: %(error)s.") % {"error": error}
        ) from error


def _said(line: str) -> str:
    told = line.strip('\r\n" ')
    named = told[len(SEPARATOR) :][:1] if told.lower().startswith(SEPARATOR) else ""
    return named if named in DEFAULT_SIGN else ""


def _known(start: list[str], separator: str) -> tuple[bool, int]:
    """Whether there is a table, and how many headings are known in the line that has the most."""
    lines: list[Line] = []
    try:
        for cells in csv.reader(start, delimiter=separator):
            lines.append(Line(len(lines) + 1, list(cells[:WIDEST])))
    except csv.Error:
        if not lines:
            raise
    try:
        find(lines)
    except UnreadableFileError:
        return False, max(sum(key(str(cell)) in FIELD_OF for cell in line.cells) for line in lines)
    return True, 0


def _not_too_long(text: Iterable[str]) -> Iterator[str]:
    """A line of nothing but separators would take more room than the file."""
    for number, line in enumerate(text, start=1):
        if len(line) > LONGEST_LINE:
            message = _("Line %(number)d has more than %(most)d letters.")
            raise UnreadableFileError(message % {"number": number, "most": LONGEST_LINE})
        yield line


def _lines(handle: BinaryIO, encoding: str, separator: str) -> Iterator[Line]:
    """With the number of the line that each begins on. Lines with nothing in them are passed over."""
    start = 1
    with _text(handle, encoding) as text:
        reader = csv.reader(_not_too_long(text), delimiter=separator)
        try:
            for cells in reader:
                if len(cells) > WIDEST and any(cells[WIDEST:]):
                    message = _("Line %(number)d has more than %(most)d columns. Keep those of the figures.")
                    raise UnreadableFileError(message % {"number": start, "most": WIDEST})
                if any(cell.strip() for cell in cells) and not (start == 1 and _said(separator.join(cells))):
                    yield Line(start, list(cells[:WIDEST]))
                start = reader.line_num + 1
        except (csv.Error, UnicodeError) as error:
            message = _("The file cannot be read from line %(number)d on: %(error)s.")
            raise UnreadableFileError(message % {"number": start, "error": error}) from error
