"""A page as a reader's program sees it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import FileResponse, HttpResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Page(HTMLParser):
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    unclosed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(self._named(tag), []).append("")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[self._named(tag)][-1] += data

    def _named(self, tag: str) -> str:
        """A picture's title is not the page's."""
        return "svg title" if tag == "title" and "svg" in self.open else tag

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def text(self, tag: str) -> list[str]:
        return [" ".join(text.split()) for text in self.texts.get(tag, [])]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _tag, attributes in self.tags if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for attributes in self.all("a")]

    @property
    def loaded(self) -> list[str]:
        """Addresses that the page makes a browser fetch."""
        return [
            attributes.get("src") or attributes.get("href", "")
            for tag, attributes in self.tags
            if tag in {"link", "img", "script", "iframe", "source"} and not _is_data(attributes)
        ]

    @property
    def heading_levels(self) -> list[int]:
        return [int(tag[1]) for tag, _attributes in self.tags if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]


def _is_data(attributes: dict[str, str]) -> bool:
    """What a page says of itself, and nothing is fetched for."""
    return attributes.get("rel") == "canonical" or attributes.get("type") == "application/ld+json"


def read(response: HttpResponse) -> Page:
    page = Page()
    page.feed(response.content.decode())
    page.close()
    return page


def body(response: HttpResponse | FileResponse) -> bytes:
    """All of a download. Reading to the end closes the file, and not the test's database."""
    return b"".join(response) if response.streaming else response.content
