"""Bytes → the text that they are, or a sentence that says what is wrong with them."""

import re

from django.utils.translation import gettext as _

from intake.formats.errors import UnreadableError

INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
MANGLED = re.compile(r"Ã[¦¸¥†˜…]|\ufffd")
"""Danish letters that were read with the wrong character set once, and then saved."""


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or, where it is neither, what Windows writes. Raises `UnreadableError`."""
    text = _decoded(content)
    if mangled := MANGLED.search(text):
        line = text.count("\n", 0, mangled.start()) + 1
        message = _("Letters are broken in the file (line %(number)d: “%(letters)s”). Get the original text.")
        raise UnreadableError(message % {"number": line, "letters": mangled.group()})
    return INVISIBLE.sub("", text)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableError(_("The file is no text that can be read. Save it anew.")) from error
    if b"\x00" in content:
        raise UnreadableError(_("The file is no text file, Word file, OpenDocument or PDF."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
