"""CSV files: separated by semicolon, comma or tab; UTF-8, UTF-16 or Latin-1."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import BinaryIO

from django.utils.translation import gettext as _

from goals.domain.importing.danish import FIELD_OF
from goals.domain.importing.decimals import decimal_sign
from goals.domain.importing.rows import Columns, RawRow, Table, UnreadableFileError, columns

CHUNK = 1 << 20
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
DEFAULT_SIGN = {";": ",", "\t": ",", ",": "."}
"""By separator. Danish spreadsheets write semicolons and decimal commas, English ones neither."""


def read(handle: BinaryIO) -> Table:
    encoding = encoding_of(handle)
    try:
        with _text(handle, encoding) as text:
            separator = _separator(text.readline())
        with _text(handle, encoding) as text:
            headings = next(csv.reader(text, delimiter=separator))
    except (csv.Error, UnicodeError) as error:
        raise UnreadableFileError(
            _("The file's headings cannot be read: %(error)s.") % {"error": error}
        ) from error
    found = columns(headings)
    counter = count()
    sign = decimal_sign(_values(handle, encoding, separator, found, counter), DEFAULT_SIGN[separator])
    return Table(_rows(handle, encoding, separator, found), sign, found.unused, next(counter))


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


def _separator(heading: str) -> str:
    """The one that gives the most headings that are known."""

    def known(separator: str) -> int:
        names = next(csv.reader([heading], delimiter=separator), [])
        return sum(" ".join(name.lower().split()) in FIELD_OF for name in names)

    return max(DEFAULT_SIGN, key=known)


def _records(handle: BinaryIO, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """With the number of the line that each begins on. Lines with nothing in them are passed over."""
    with _text(handle, encoding) as text:
        reader = csv.reader(text, delimiter=separator)
        next(reader)
        start = reader.line_num + 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield start, cells
                start = reader.line_num + 1
        except (csv.Error, UnicodeError) as error:
            message = _("The file cannot be read from line %(number)d on: %(error)s.")
            raise UnreadableFileError(message % {"number": start, "error": error}) from error


def _values(
    handle: BinaryIO, encoding: str, separator: str, found: Columns, counter: Iterator[int]
) -> Iterator[str]:
    index = found.fields["value"]
    for (_line, cells), _number in zip(_records(handle, encoding, separator), counter, strict=False):
        if index < len(cells):
            yield cells[index]


def _rows(handle: BinaryIO, encoding: str, separator: str, found: Columns) -> Iterator[RawRow]:
    for number, cells in _records(handle, encoding, separator):
        yield found.row(number, cells)
