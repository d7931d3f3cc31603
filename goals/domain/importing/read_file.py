"""Any file of observations → rows. What kind it is, its first bytes tell; its name may lie."""

from itertools import chain
from typing import BinaryIO

from django.utils.translation import gettext as _

from goals.domain.importing import spreadsheet, statistics_json, text_file
from goals.domain.importing.rows import Table, UnreadableFileError

OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(handle: BinaryIO, measure: str = "", sheet: str = "") -> Table:
    """`measure` and `sheet` name the column of JSON and the sheet of a workbook where there are several. Raises `UnreadableFileError` where there is no row to read."""
    handle.seek(0)
    start = handle.read(64)
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFileError(_("The file is empty."))
    if start.startswith(OLD_EXCEL):
        raise UnreadableFileError(_("The file is an old Excel sheet (.xls). Save it as .xlsx or CSV."))
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
