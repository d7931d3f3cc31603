"""Normalisation of every text: what people type, paste and import is written plainly once, so that it means
the same to every CommonMark parser and is read as it was typed. Pure: text in, text out; linear in time; what
is standard stays as it is."""

import re

from plans.standard.blocks import Container
from plans.standard.characters import standard_characters, standard_line
from plans.standard.marks import line_of

__all__ = ["standard_characters", "standard_line", "standardise"]

TELEPHONE = re.compile(r"\]\(tel:\+?[\d \t\u00a0]{2,40}\)")
"""A link with a number as it is spoken; a link's address has no spaces."""
WEB = re.compile(r"\]\((?=www\.)", re.IGNORECASE)
MAIL = re.compile(r"\]\((?=[^\s()<>:/?@]{1,64}@[^\s()<>:/?@]{1,100}\))")
"""Links with an address as it is spoken, which would lead nowhere."""


def standardise(text: str) -> str:
    """A Markdown text as it is stored."""
    text = TELEPHONE.sub(lambda link: re.sub("[ \t\u00a0]", "", link[0]), standard_characters(text))
    text = MAIL.sub("](mailto:", WEB.sub("](https://", text))
    lines = [line_of(line) for line in text.split("\n")]
    return "\n".join(Container(lines).standard()).strip()
