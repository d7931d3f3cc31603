"""What a reader reads of a typed text: on the web, on paper, and in plain words.

Each is words without any space between them (`squeezed`), since a PDF has none where a line ends.

List numbers are those that are drawn: on the web as a browser counts them, on paper as the PDF's own content
has them below its tags. A list's point, of whatever shape, is "•".
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from django.utils import translation

from documents import tree
from documents.codec import to_json
from documents.markdown import plain, render
from documents.printing import html_of, lay_out, write
from documents.stamp import Stamp
from tests.documents.printing.plans import MUNICIPALITY
from tests.documents.printing.reading import texts

POINTS = {"•", "–"}
BLOCKS = {"p", "li", "td", "th", "dt", "dd", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "div"}


def on_web(text: str) -> str:
    """The words and list numbers of the page's HTML."""
    page = _Page()
    page.feed(render(text, parent_level=2))
    return squeezed("".join(page.words))


def on_paper(typed: Sequence[str]) -> list[str]:
    """The words and list numbers of each text, all printed in one real PDF."""
    sections = tuple(tree.Section(f"Tekst {n}", f"tekst-{n}", body=text) for n, text in enumerate(typed))
    document = tree.PlanDocument(MUNICIPALITY_WITHOUT_CREST, "Plan", 2019, 2019, sections=sections)
    stamp = Stamp("1", date(2019, 1, 1), "https://eksempel.dk/", "0" * 64)
    with tempfile.TemporaryDirectory() as folder, translation.override("da"):
        file = Path(folder) / "plan.pdf"
        file.write_bytes(write(lay_out(html_of(document, stamp)), to_json(document)))
        pieces = texts(file)
    found: list[list[str]] = []
    for piece in pieces:
        if piece.path[-1] == "H2" and piece.text.startswith("Tekst "):
            found.append([])
        elif found:
            is_point = piece.path[-1] == "Lbl" and piece.text.strip() in POINTS
            found[-1].append("•" if is_point else piece.text)
    return [squeezed("".join(each)) for each in found]


def in_plain(text: str) -> str:
    """The words for search and comparison, without list numbers."""
    return squeezed(plain(text))


MUNICIPALITY_WITHOUT_CREST = tree.Municipality(
    MUNICIPALITY.name, MUNICIPALITY.short_name, MUNICIPALITY.slug, MUNICIPALITY.code
)


def squeezed(words: str) -> str:
    return "".join(words.split())


@dataclass
class _List:
    """`sign` is what the browser draws before the next line."""

    sign: int | str

    @classmethod
    def of(cls, tag: str, attrs: dict[str, str | None]) -> "_List":
        if tag == "ul":
            return cls("• ")
        is_drawn = attrs.get("class") != "lettered"  # static/css: its signs are text
        return cls(int(attrs.get("start") or 1) if is_drawn else "")

    def next_sign(self) -> str:
        if isinstance(self.sign, str):
            return self.sign
        self.sign += 1
        return f"{self.sign - 1}. "


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.lists: list[_List] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.words.append(" ")
        if tag in ("ul", "ol"):
            self.lists.append(_List.of(tag, dict(attrs)))
        elif tag == "li":
            self.words.append(self.lists[-1].next_sign())

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.words.append(" ")
        if tag in ("ul", "ol"):
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
