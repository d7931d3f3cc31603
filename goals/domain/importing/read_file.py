"""Any file of observations → rows. What kind it is, its first bytes tell; its name may lie."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from django.utils.translation import gettext as _

from goals.domain.importing import spreadsheet, statistics_json, text_file
from goals.domain.importing.rows import Line, Table, UnreadableFileError

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What the directory of a workbook with a password has; it is wrapped as an old Excel sheet is."""
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
PLACE = 30
"""Where the name of a ZIP archive's first part begins."""


def read(handle: BinaryIO, measure: str = "", sheet: str = "") -> Table:
    """`measure` and `sheet` name the column of JSON and the sheet of a workbook where there are several.
    Raises `UnreadableFileError` where there is no row to read."""
    start = _start(handle)
    if start.startswith(b"PK"):
        table = spreadsheet.read(handle, sheet)
    elif start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        table = statistics_json.read(handle, measure)
    else:
        table = text_file.read(handle)
    first = next(table.rows, None)
    if first is None:
        raise UnreadableFileError(_("The file has headings, but no rows."))
    table.rows = chain([first], table.rows)
    return table


def lines(handle: BinaryIO) -> Iterator[Line]:
    """Of a file that holds something else than figures: a CSV file, or the first sheet of a workbook that is
    shown. Raises `UnreadableFileError`, also while they are read."""
    if _start(handle).startswith(b"PK"):
        return spreadsheet.first_sheet(handle)
    return text_file.lines(handle)


def _start(handle: BinaryIO) -> bytes:
    """Raises `UnreadableFileError` for what is neither text nor a workbook."""
    handle.seek(0)
    start = handle.read(64)
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFileError(_("The file is empty."))
    if start.startswith(OLD_EXCEL):
        raise UnreadableFileError(_why_not(handle))
    if start[PLACE:].startswith(OPEN_DOCUMENT[: len(start) - PLACE]):
        raise UnreadableFileError(_("The file is an OpenDocument sheet (.ods). Save it as .xlsx or CSV."))
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        text = _(
            "The file is a web page or XML, whatever its name ends with. Open it in a spreadsheet program "
            "and save it as .xlsx or CSV."
        )
        raise UnreadableFileError(text)
    return start


def _why_not(handle: BinaryIO) -> str:
    handle.seek(0)
    if ENCRYPTED in handle.read():
        return _("The workbook is protected by a password. Save it without one.")
    return _("The file is an old Excel sheet (.xls). Save it as .xlsx or CSV.")
