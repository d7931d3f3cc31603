"""Whether a stored file is what its name says, and carries nothing that runs when it is opened.

Read from the content alone: the name and the type that came with an upload are only claims."""

import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image

if TYPE_CHECKING:
    from pikepdf import Pdf

NOT_THERE = ""
"""The fault of a file that cannot be read at all."""
WRONG_TYPE = _("the file is not of the type that its name says")
RUNS = _("the file carries a program that runs when it is opened")
LOCKED = _("the file is locked with a password")
UNKNOWN_TYPE = _("files of this type are not published")

MAIN_PART = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".odt": "content.xml",
    ".ods": "content.xml",
}
PROGRAMS = ("vbaproject.bin", "basic/", "scripts/", ".exe", ".dll", ".js", ".vbs")
"""What names inside an office file end or begin with where it carries macros or programs."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How the office files of before 2007 begin, and those of today when a password locks them."""
ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")

Fault = Promise | str | None


def fault_of(path: str) -> str | None:
    """None for a file that may be published, else what is wrong with it."""
    try:
        key = (path, default_storage.size(path), default_storage.get_modified_time(path).timestamp())
    except (OSError, ValueError, SuspiciousFileOperation):
        return NOT_THERE
    fault = _scanned(*key)
    return None if fault is None else str(fault)


@lru_cache(maxsize=1024)
def _scanned(path: str, _size: int, _modified: float) -> Fault:
    """Kept for as long as the file has the same size and time."""
    scan = SCANS.get(PurePosixPath(path).suffix.lower())
    if scan is None:
        return UNKNOWN_TYPE
    try:
        with default_storage.open(path) as handle:
            return scan(handle.file, path)  # type: ignore[arg-type]
    except OSError:
        return NOT_THERE


def _pdf(handle: BinaryIO, _path: str) -> Fault:
    import pikepdf  # noqa: PLC0415 (slow import)

    try:
        with pikepdf.open(handle) as pdf:
            return RUNS if _acts(pdf) else None
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, RuntimeError):
        return WRONG_TYPE


def _acts(pdf: "Pdf") -> bool:
    root = pdf.Root
    names = root.get("/Names")
    if names is not None and "/JavaScript" in names:
        return True
    opened = root.get("/OpenAction")
    kind = opened.get("/S", "") if opened is not None and hasattr(opened, "keys") else ""
    return str(kind) in ACTIONS or "/AA" in root or any("/AA" in page for page in pdf.pages)


def _office(handle: BinaryIO, path: str) -> Fault:
    if handle.read(4) == OLD_OFFICE:
        return LOCKED
    handle.seek(0)
    try:
        with zipfile.ZipFile(handle) as archive:
            names = [name.lower() for name in archive.namelist()]
    except zipfile.BadZipFile:
        return WRONG_TYPE
    if any(name.endswith(PROGRAMS) or name.startswith(PROGRAMS) for name in names):
        return RUNS
    return None if MAIN_PART[PurePosixPath(path).suffix.lower()] in names else WRONG_TYPE


def _text(handle: BinaryIO, _path: str) -> Fault:
    content = handle.read()
    try:
        content.decode()
    except UnicodeDecodeError:
        # As spreadsheets in Danish still write them; every byte but five is a character there.
        try:
            content.decode("cp1252")
        except UnicodeDecodeError:
            return WRONG_TYPE
    return WRONG_TYPE if b"\0" in content or content.startswith((b"%PDF-", b"MZ", b"PK\3\4")) else None


def _picture(handle: BinaryIO, path: str) -> Fault:
    kind = "PNG" if path.lower().endswith(".png") else "JPEG"
    try:
        with Image.open(handle, formats=[kind]) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return WRONG_TYPE
    return None


SCANS: dict[str, Callable[[BinaryIO, str], Fault]] = {
    ".pdf": _pdf,
    **dict.fromkeys(MAIN_PART, _office),
    **dict.fromkeys((".csv", ".txt"), _text),
    **dict.fromkeys((".png", ".jpg", ".jpeg"), _picture),
}
