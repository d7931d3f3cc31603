"""A file of any format → the outline. What kind it is, its first bytes tell; its name may lie."""

import re
from io import BytesIO

from django.utils.translation import gettext as _

from intake.formats.errors import UnreadableError
from intake.outline import Outline

LARGEST = 30_000_000
"""Bytes."""
MOST_BLOCKS = 5_000
"""More than 150 pages have: the largest source has 9 a page."""
LARGEST_TEXT = 5_000_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
RICH_TEXT = b"{\\rtf"
PASTED = b'{"pasted": '
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|.*\|$|[-*]   ?\S|\*\*\S)", re.MULTILINE)


def read(content: bytes, name: str) -> Outline:
    """Raises `UnreadableError`. In a process of its own where the file is somebody else's: see `worker`."""
    outline = _read(content, name)
    if not outline.blocks:
        raise UnreadableError(_("There is no text in the file."))
    if len(outline.blocks) > MOST_BLOCKS:
        text = _("The text has more than %(most)d paragraphs and is hardly a plan.")
        raise UnreadableError(text % {"most": MOST_BLOCKS})
    return outline


def _read(content: bytes, name: str) -> Outline:
    if not content.strip():
        raise UnreadableError(_("The file is empty."))
    if len(content) > LARGEST:
        text = _("The file is larger than %(limit)d MB. Leave its pictures out.")
        raise UnreadableError(text % {"limit": LARGEST // 1_000_000})
    if content.startswith(OLD_OFFICE):
        raise UnreadableError(_why_not(content))
    if content.startswith(RICH_TEXT):
        raise UnreadableError(_("The file is in Rich Text (.rtf). Open it in Word and save it as .docx."))
    if b"%PDF-" in content[:1024]:
        from intake.formats import pdf  # noqa: PLC0415  # slow import

        return pdf.read(BytesIO(content))
    if content.startswith(b"PK"):
        return _of_archive(content)
    if content.startswith(PASTED):
        return _of_clipboard(content)
    return _of_text(content, name)


def _of_clipboard(content: bytes) -> Outline:
    from intake.formats import pasted  # noqa: PLC0415  # slow import

    try:
        return pasted.read(content)
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableError(_("There is no text in the file.")) from error


def _why_not(content: bytes) -> str:
    if ENCRYPTED in content:
        return _("The document is protected by a password. Save it without one.")
    return _("The file is an old Word file (.doc). Open it in Word and save it as .docx.")


def _of_archive(content: bytes) -> Outline:
    from intake.formats.office import fault_of, kind_of  # noqa: PLC0415  # slow import

    kind = kind_of(content)
    if fault := fault_of(content, kind):
        raise UnreadableError(fault)
    if kind == ".docx":
        from intake.formats import word  # noqa: PLC0415  # slow import

        return word.read(BytesIO(content))
    from intake.formats import odf  # noqa: PLC0415  # slow import

    return odf.read(BytesIO(content))


def _of_text(content: bytes, name: str) -> Outline:
    from intake.formats import markdown, text  # noqa: PLC0415  # slow import
    from intake.formats.decoding import decoded  # noqa: PLC0415  # slow import

    if len(content) > LARGEST_TEXT:
        message = _("The text is larger than %(limit)d MB and hardly a plan.")
        raise UnreadableError(message % {"limit": LARGEST_TEXT // 1_000_000})
    words = decoded(content)
    is_markdown = name.lower().endswith((".md", ".markdown")) or (
        not name.lower().endswith(".txt") and bool(MARKDOWN.search(words))
    )
    return markdown.read(words) if is_markdown else text.read(words)
