"""Converts texts from the Markdown dialect of schema 1 to today's (`dialect`), so that they read the same.

Editions of schema 1 were written for Python-Markdown with rules of our own. Their JSON never changes; on
reading, each Markdown field passes `upgraded`. A draft from that time passes it once, in a migration.

Intended differences are listed in `tests/documents/markdown/test_from_schema_1.py`.
"""

import re

from documents.markdown.from_schema_1.blocks import converted
from documents.markdown.from_schema_1.inline import CARET, TILDE
from documents.pasted_html import markup_to_markdown

__all__ = ["upgraded"]


def upgraded(text: str) -> str:
    """The text in today's dialect. Texts without a mark of either dialect come back as they are."""
    text = re.sub(r"\r\n?|[\v\f\u2028\u2029]", "\n", text)
    # These two were letters; those that pasted HTML becomes are marks.
    text = text.replace(TILDE, "").replace(CARET, "").replace("~", TILDE).replace("^", CARET)
    return converted(markup_to_markdown(text)).replace(TILDE, "~").replace(CARET, "^")
