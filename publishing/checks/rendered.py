"""What the public will meet in a Markdown text: words, pictures, links; and the headings as written."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from documents import addresses, markdown
from documents.markdown.source import source_of
from documents.rendered_html import Picture, RenderedHtml


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
    read = RenderedHtml(markdown.render(text, parent_level=2))
    source = source_of(text)
    return Rendered(
        plain=markdown.plain(text),
        pictures=tuple(read.pictures),
        links=tuple(read.links),
        dropped=tuple(address for address in source.links if addresses.link(address) is None),
        lost_pictures=tuple(
            address for address in source.pictures if addresses.image(address, settings.MEDIA_URL) is None
        ),
        heading_levels=source.heading_levels,
    )
