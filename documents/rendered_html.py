"""What somebody meets in the HTML of a text: words, elements, links and pictures, in the order in which they are read."""

from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class Picture:
    address: str
    description: str


class RenderedHtml(HTMLParser):
    """`words` have the alternative texts of pictures among them, and `addresses` both links and pictures. `links` are
    those that the author wrote: footnotes lead back and forth by themselves. `elements` are tags, with the number that a
    list starts at."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.elements: list[tuple[str, str]] = []
        self.addresses: list[str] = []
        self.links: list[str] = []
        self.pictures: list[Picture] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values.get("start", "")))
        self.addresses += [values[name] for name in ("href", "src") if name in values]
        if tag == "img":
            self.words.append(values.get("alt", ""))
            self.pictures.append(Picture(values.get("src", ""), values.get("alt", "")))
        elif tag == "a" and "role" not in values:
            self.links.append(values.get("href", ""))

    def handle_data(self, data: str) -> None:
        self.words.append(data)
