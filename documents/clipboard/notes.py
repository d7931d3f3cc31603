"""Footnotes and endnotes: two links that lead to each other, the first in the text and the second
before the note. So Word, LibreOffice and Google write them, each with names of its own."""

import re

from bs4 import BeautifulSoup, Tag

from documents.clipboard.tables import flatten

LABEL = re.compile(r"\[\^(\d+)\]")
NOTE_LIST = re.compile(r"mso-element:\s*(?:foot|end)note-list")


def convert(soup: BeautifulSoup, beside: str) -> None:
    links = soup.find_all("a")
    named = {name: link for link in links for name in (link.get("name"), link.get("id")) if name}
    number = max((int(label) for label in LABEL.findall(beside)), default=0)
    pairs = [(link, named[_inside(link)]) for link in links if _inside(link) in named]
    for reference, note in pairs:
        if reference.decomposed or note.decomposed or named.get(_inside(note)) is not reference:
            continue
        block = _block(note, reference)
        if block is None:
            continue
        number += 1
        note.decompose()
        flatten(block)
        for line_break in block.find_all("br"):
            line_break.replace_with(" ")
        block.name = "p"
        block.insert(0, f"[^{number}]: ")
        soup.append(block.extract())
        whole = reference.find_parent("sup") or reference
        whole.replace_with(f"[^{number}]")
    for tag in soup.find_all("div", style=NOTE_LIST):
        tag.decompose()


def _inside(link: Tag) -> str:
    href = str(link.get("href", ""))
    return href[1:] if href.startswith("#") else ""


def _block(note: Tag, reference: Tag) -> Tag | None:
    """The note's own `div`, which may hold several paragraphs, or the paragraph that it opens."""
    around = note.find_parent("div")
    if (
        around
        and reference not in around.descendants
        and len(around.find_all("a", href=re.compile("^#"))) == 1
    ):
        return around
    return note.find_parent(["p", "li"])
