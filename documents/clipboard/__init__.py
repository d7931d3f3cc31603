"""What a word processor, a spreadsheet or a mail program puts on the clipboard, as Markdown: headings,
lists, tables, links, footnotes and emphasis stay, the rest of the dress is dropped.

The whole of the HTML is read, not only what stands between the marks of the fragment: Excel sets them
inside its table.
"""

import re

from bs4 import BeautifulSoup

from documents.clipboard import dress, lists, notes, tables
from documents.markdown import html_to_markdown

__all__ = ["pasted"]


def pasted(html: str, beside: str = "") -> str:
    """The Markdown of a piece of HTML from the clipboard. Its footnotes are numbered on from those of
    the text that it is put into, `beside`."""
    soup = BeautifulSoup(dress.conditions(html), "html.parser")
    dress.drop(soup)
    dress.name_blocks(soup)
    dress.name_emphasis(soup)
    notes.convert(soup, beside)
    lists.convert(soup)
    tables.convert(soup)
    dress.strip(soup)
    in_one_line = " ".join(filter(None, map(str.strip, re.split(r"[\r\n]", str(soup)))))
    return _apart(html_to_markdown(in_one_line))


def _apart(made: str) -> str:
    """Blocks with one empty line between them; two spaces before it are no line break."""
    kept: list[str] = []
    for line in made.strip().split("\n"):
        if line.strip(" \t"):
            kept.append(line)
        elif kept and kept[-1]:
            kept[-1] = kept[-1].rstrip(" \t")
            kept.append("")
    return "\n".join(kept)
