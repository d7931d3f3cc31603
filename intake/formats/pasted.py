"""What somebody has pasted, on its way to where it is read: the clipboard's markup with its words, as one file. So long
markup is unravelled within limits too, and not by the server."""

import json
from contextlib import suppress

from documents.clipboard import TooTangledError, pasted
from intake.formats import markdown, text
from intake.outline import Outline


def packed(markup: str, words: str) -> bytes:
    return json.dumps({"pasted": 1, "markup": markup, "words": words}).encode()


def read(content: bytes) -> Outline:
    """Where the markup is of no use, the words alone. Raises `ValueError` for what `packed` did not write."""
    found = json.loads(content)
    markup, words = str(found["markup"]), str(found["words"])
    with suppress(TooTangledError):
        if markup and (made := pasted(markup)):
            return markdown.read(made)
    return text.read(words)
