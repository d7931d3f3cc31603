"""Where a link leads, for one who holds the plan as paper: to a page of it, or to an address to type.

A link to one of the plan's own pages on the web becomes a link inside the file, to which
`static/css/print.css` adds the page's number. Every other address is set at the foot of the page, unless
the text already shows it."""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import unquote

from django.conf import settings
from django.urls import reverse

from documents.outline import group_anchor, section_anchor, theme_anchor
from documents.printing.footnotes import LETTER, letters
from documents.tree import PlanDocument, Section

LINK = re.compile(r'<a href="([^"#][^"]*)">(.*?)</a>', re.DOTALL)
SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)


def spelled_out(page: str, document: PlanDocument) -> str:
    """`page` is the whole document as HTML."""
    inside, annexes = dict(_own_pages(document)), set(_annexes(document))
    marks: dict[str, str] = {}

    def spell(link: re.Match[str]) -> str:
        address, words = _on_site(unescape(link[1])), link[2]
        path, _sign, place = address.partition("#")
        if part := inside.get(path.rstrip("/")):
            for anchor in filter(None, (place, part)):
                if f'id="{anchor}"' in page:
                    return f'<a href="#{anchor}">{words}</a>'
        shown = _shown(address)
        if address in annexes or _bare(shown) in _bare(unescape(words)):
            return link[0]
        mark = marks.setdefault(shown, letters(len(marks) + 1))
        return f'{link[0]}<span class="address" role="doc-footnote" {LETTER}="{mark}">{escape(shown)}</span>'

    return LINK.sub(spell, page)


def _on_site(address: str) -> str:
    """An address of the portal without the portal's name, as authors may or may not write it."""
    return address.removeprefix(settings.SITE_URL) if address.startswith(f"{settings.SITE_URL}/") else address


def _shown(address: str) -> str:
    whole = f"{settings.SITE_URL}{address}" if address.startswith("/") else address
    return SCHEME.sub("", whole).rstrip("/")


def _bare(shown: str) -> str:
    """A telephone number is the same with and without spaces, and an address with its letters encoded or
    not."""
    return "".join(unquote(shown).split())


def _own_pages(document: PlanDocument) -> Iterator[tuple[str, str]]:
    """The addresses of the plan's parts, which are permanent, and the places that are they in print."""
    plan = reverse("publishing:plan", args=[document.municipality.slug, document.ref]).rstrip("/")
    for theme in document.themes:
        yield f"{plan}/tema/{theme.slug}", theme_anchor(theme)
    for group in document.theme_groups:
        yield f"{plan}/gruppe/{group.slug}", group_anchor(group)
    for section in document.all_sections():
        yield f"{plan}/afsnit/{section.slug}", section_anchor(section)


def _annexes(document: PlanDocument) -> Iterator[str]:
    """Listed with name and size; their addresses are made by the portal and long."""
    chapters = document.follow_up.chapters if document.follow_up else ()
    holders: list[PlanDocument | Section] = [document, *document.all_sections(), *chapters]
    for holder in holders:
        yield from (f"{settings.MEDIA_URL}{attachment.path}" for attachment in holder.attachments)
