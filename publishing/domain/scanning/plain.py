"""Texts, tables as text, and pictures: what they are, whatever they are called."""

import re
from typing import BinaryIO

from PIL import Image

from plans.svg import MOST_BYTES, is_safe
from plans.uploads import MAX_PIXELS
from publishing.domain.scanning.faults import (
    FETCHES,
    FIGURES_ONLY,
    TOO_LARGE,
    UNSAFE_DRAWING,
    WRONG_TYPE,
    Fault,
    found,
)
from publishing.domain.scanning.office import PROGRAMS

LARGEST = 64 * 1024 * 1024
"""Bytes of a text."""
PAGE = re.compile(
    rb"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|meta|style|link)\b", re.I
)
"""A page of the web, which a browser would run."""
CELL = re.compile(r"(?:^|[;,\t\"\n\r])[^\S\t\n\r]*(?:=|[+@-](?=[^;,\t\"\n\r]*[|(]))", re.M)
"""What a spreadsheet would calculate: it may start a program or fetch a page. `-5` and `+45 12` are figures.
The space before it has no sign in it that begins a cell: else every line of many would be looked at from each
of the lines before."""


def fault_of_text(handle: BinaryIO, _path: str) -> Fault:
    content = handle.read(LARGEST + 1)
    if len(content) > LARGEST:
        return TOO_LARGE
    if b"\0" in content or content.lstrip().startswith(PROGRAMS) or PAGE.search(content):
        return WRONG_TYPE
    return None if _read(content) is not None else WRONG_TYPE


def fault_of_table(handle: BinaryIO, path: str) -> Fault:
    if fault := fault_of_text(handle, path):
        return fault
    handle.seek(0)
    call = CELL.search(_read(handle.read(LARGEST)) or "")
    return found(FETCHES, call[0].strip('";,\t\r\n '), FIGURES_ONLY).fault if call else None


def _read(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        # As spreadsheets in Danish still write them; every byte but five is a character there.
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            return None


def fault_of_picture(handle: BinaryIO, path: str) -> Fault:
    kind = "PNG" if path.lower().endswith(".png") else "JPEG"
    try:
        with Image.open(handle, formats=[kind]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return TOO_LARGE
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return WRONG_TYPE
    return None


def fault_of_drawing(handle: BinaryIO, _path: str) -> Fault:
    """Only what has been made safe, which a crest is when it is uploaded."""
    return None if is_safe(handle.read(MOST_BYTES + 1)) else UNSAFE_DRAWING
