"""Whether a stored file is what its name says, and carries nothing that runs when it is opened.

Read from the content alone: the name and the type that came with an upload are only claims."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePosixPath
from typing import BinaryIO

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from publishing.domain.scanning.faults import NOT_THERE, UNKNOWN_TYPE, Fault
from publishing.domain.scanning.office import fault_of_office
from publishing.domain.scanning.pdf import fault_of_pdf
from publishing.domain.scanning.plain import fault_of_drawing, fault_of_picture, fault_of_table, fault_of_text

__all__ = ["NOT_THERE", "fault_of"]

SCANS: dict[str, Callable[[BinaryIO, str], Fault]] = {
    ".pdf": fault_of_pdf,
    **dict.fromkeys((".docx", ".xlsx", ".odt", ".ods"), fault_of_office),
    ".csv": fault_of_table,
    ".txt": fault_of_text,
    **dict.fromkeys((".png", ".jpg", ".jpeg"), fault_of_picture),
    ".svg": fault_of_drawing,
}


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
