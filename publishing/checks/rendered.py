"""What the public will meet in a Markdown text: words, pictures, links; and the headings as written."""

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from django.conf import settings

from documents import addresses, markdown
from documents.markdown.source import source_of


@dataclass(frozen=True, slots=True)
class Picture:
    address: str
    description: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """`dropped` are addresses of links that are not allowed in a text, and so are shown as plain words;
    `lost_pictures` are those of pictures, of which at most the alternative text is shown."""

    plain: str
    pictures: tuple[Picture, ...]
    links: tuple[str, ...]
    dropped: tuple[str, ...]
    lost_pictures: tuple[str, ...]
    heading_levels: tuple[int, ...]


@lru_cache(maxsize=2048)
def rendered(text: str) -> Rendered:
    """Kept: most texts are the same the next time the checks are run."""
    parser = _Parser()
    parser.feed(markdown.render(text, parent_level=2))
    parser.close()
    source = source_of(text)
    return Rendered(
        plain=markdown.plain(text),
        pictures=tuple(parser.pictures),
        links=tuple(parser.links),
        dropped=tuple(address for address in source.links if addresses.link(address) is None),
        lost_pictures=tuple(
            address for address in source.pictures if addresses.image(address, settings.MEDIA_URL) is None
        ),
        heading_levels=source.heading_levels,
    )


@dataclass
class _Parser(HTMLParser):
    pictures: list[Picture] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.pictures.append(Picture(values.get("src", ""), values.get("alt", "")))
        elif tag == "a" and "role" not in values:  # footnotes lead back and forth by themselves
            self.links.append(values.get("href", ""))
