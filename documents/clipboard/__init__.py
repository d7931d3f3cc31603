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
    made = html_to_markdown(re.sub(r"\s*[\r\n]+\s*", " ", str(soup)))
    return re.sub(r"\n(?:[ \t]*\n)+", "\n\n", re.sub(r"[ \t]+\n(?=[ \t]*\n)", "\n", made)).strip()
