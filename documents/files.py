"""Which files of the media folder a document consists of beside its text."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings

from documents import markdown
from documents.rendered_html import RenderedHtml
from documents.traversal import every_part
from documents.tree import (
    Assessment,
    Attachment,
    FollowUp,
    Goal,
    Initiative,
    PlanDocument,
    Section,
    Strategy,
    Theme,
    ThemeGroup,
)

MARKDOWN_FIELDS: dict[type, tuple[str, ...]] = {
    Section: ("body",),
    ThemeGroup: ("body",),
    Theme: ("ambition", "actions", "status", "challenge", "answer_text"),
    Goal: ("note", "status", "challenge"),
    Strategy: ("body", "status", "challenge"),
    Initiative: ("body",),
    FollowUp: ("introduction",),
    Assessment: ("text",),
}
"""Every other text is shown as plain words, which contain no picture."""


def media_files(document: PlanDocument) -> dict[str, Attachment | None]:
    """By path within the media folder: annexes, with what the tree knows of them; the crest; what is
    shown in the texts or linked to from them."""
    found: dict[str, Attachment | None] = {}
    if document.municipality.crest:
        found[document.municipality.crest] = None
    for part in every_part(document):
        for name in MARKDOWN_FIELDS.get(type(part), ()):
            found.update(dict.fromkeys(named_in(getattr(part, name))))
    for part in every_part(document):
        if isinstance(part, Attachment):
            found[part.path] = part
    return found


def named_in(text: str) -> Iterator[str]:
    """The files that a Markdown text shows or links to, however their addresses are written."""
    if "]" not in text and "<" not in text:  # neither a picture nor a link: most texts
        return
    for address in RenderedHtml(markdown.render(text, parent_level=2)).addresses:
        path = unquote(urlsplit(address.removeprefix(settings.SITE_URL)).path)
        if path.startswith(settings.MEDIA_URL):
            yield posixpath.normpath(path.removeprefix(settings.MEDIA_URL))
