"""Which addresses a text may point to. A closed list: everything else is refused."""

import html
import re
from urllib.parse import unquote

LINK = re.compile(
    r"""
      https?://[^/?\#\s\\]+[^\s\\]*   # elsewhere; never //host, which would take over the scheme
    | mailto:[^\s\\?@:/]+@[^\s\\@:/]+
    | tel:\+?[0-9](?:[0-9().-]|%20){1,40}
    | /(?!/|%(?:20|09|5c))[^\s\\]*    # on this portal
    | \#[^\s\\]*                      # on this page
    """,
    re.VERBOSE | re.IGNORECASE,
)
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters that browsers drop or readers do not see; none belongs in an address."""


def link(value: str) -> str | None:
    """The address as it is allowed in a link, or None. Allowed are http, https, mailto, tel, /… and #…."""
    value = _read(value)
    return value if LINK.fullmatch(value) and not UNSEEN.search(value) else None


def image(value: str, media_url: str) -> str | None:
    """The address of a picture below the portal's own media address, or None."""
    value = _read(value)
    if not value.startswith(media_url) or UNSEEN.search(value):
        return None
    path = unquote(value.removeprefix(media_url))
    if not path or re.search(r"[\\?#:<>\s]", path.replace(" ", "")) or {"", ".", ".."} & set(path.split("/")):
        return None
    return value


def _read(value: str) -> str:
    """As a browser reads it: character references resolved, ends trimmed; spaces inside encoded."""
    return html.unescape(value).strip(" ").replace(" ", "%20")
