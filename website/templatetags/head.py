"""What stands in the head of each public page, made of what the page says anyway."""

import html
import json
import re
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.tree import Municipality
from plans.crest import is_drawing
from publishing.domain.open_edition import OpenEdition
from website.domain.linked_data import absolute, canonical, linked_data
from website.views.feeds import feed_address

register = template.Library()
TITLE = re.compile(r"<title>([^<]*)</title>")
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
OPEN_GRAPH = '<meta property="{}" content="{}">'
IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""No text can end the script that holds it."""


class HeadNode(template.Node):
    """The title and the description are taken from what is rendered, so that no page says them twice."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: Context) -> SafeString:
        inner = self.nodelist.render(context)
        request = context.get("request")
        edition, place = context.get("open_edition") or None, context.get("place") or None
        here = canonical(request, edition if isinstance(edition, OpenEdition) else None) if request else ""
        if not here:
            return inner
        if path := context.get("canonical_path"):  # of a view that shows the same at several addresses
            here = absolute(path)
        return mark_safe(inner + "\n  ".join(["", *_lines(context, inner, here, edition, place)]))


def _lines(
    context: Context, inner: str, here: str, edition: OpenEdition | None, place: Municipality | None
) -> list[str]:
    lines = [_feed(""), *([_feed(place.slug, place.name)] if place else [])]
    if 'name="robots"' not in inner:
        lines.append(format_html('<link rel="canonical" href="{}">', here))
    lines.append(format_html_join("\n  ", OPEN_GRAPH, _shared(inner, here, place)))
    data = linked_data(here, edition, place, context.get("trail") or ())
    if data:
        text = json.dumps(data, ensure_ascii=False).translate(IN_SCRIPT)
        lines.append(f'<script type="application/ld+json">{text}</script>')
    return lines


def _feed(municipality: str, name: str = "") -> str:
    title = _("Published by %(place)s") % {"place": name} if name else _("Published by all municipalities")
    address = feed_address(municipality)
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">', title, address
    )


def _shared(inner: str, here: str, place: Municipality | None) -> list[tuple[str, str]]:
    """What a page looks like where it is linked to."""
    title, description = TITLE.search(inner), DESCRIPTION.search(inner)
    found = [
        ("type", "website"),
        ("locale", "da_DK"),
        ("site_name", _("Municipal employment plans")),
        ("url", here),
        ("title", html.unescape(title[1]).strip() if title else ""),
        ("description", html.unescape(description[1]) if description else ""),
        ("image", _picture(place) if place else ""),
    ]
    return [(f"og:{name}", value) for name, value in found if value]


def _picture(place: Municipality) -> str:
    """Those who show what is linked to draw no SVG."""
    return (
        absolute(f"{settings.MEDIA_URL}{place.crest}") if place.crest and not is_drawing(place.crest) else ""
    )


@register.tag
def head(parser: Parser, _token: Token) -> HeadNode:
    nodes: Any = parser.parse(("endhead",))
    parser.delete_first_token()
    return HeadNode(nodes)
