"""What a word processor, a spreadsheet or a mail program puts on the clipboard, as Markdown: headings,
lists, tables, links, footnotes and emphasis stay, all other formatting is dropped.

The whole of the HTML is read, not only what stands between the marks of the fragment: Excel sets them
inside its table.

Its words are words: a sign that Markdown would read is escaped, and only elements and styles make a list or a table.
What is Markdown already, with tags left in it, is read by `documents/pasted_html.py`, which must not touch the rest.
"""

from bs4 import Tag

from documents.clipboard import lists, notes, styles, tables
from documents.clipboard.html_source import TooTangledError, tidied
from documents.clipboard.indexed_soup import IndexedSoup, IndexedTag
from documents.clipboard.writer import written
from plans.standard import standardise
from plans.text_length import LONGEST_TEXT

__all__ = ["TooTangledError", "pasted"]


def pasted(html: str, beside: str = "") -> str:
    """The Markdown of a piece of HTML from the clipboard. Its footnotes are numbered on from those of
    the text that it is put into, `beside`. Raises `TooTangledError`."""
    soup = IndexedSoup(tidied(html), "html.parser", element_classes={Tag: IndexedTag})
    styles.drop(soup)
    styles.name_blocks(soup)
    styles.name_emphasis(soup)
    notes.convert(soup, beside)
    lists.convert(soup)
    tables.convert(soup)
    styles.strip(soup)
    made = written(soup)
    # One that is too long to be stored only goes back to be divided.
    return standardise(made) if len(made) <= LONGEST_TEXT else made
