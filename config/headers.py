"""The headers of every response, in one table: Django's settings and views take them from here, files are served with them
(`website/building/serving.py`), and the other files of `deploy/`, nginx's, are made of them. Imports nothing of ours, so that all
may read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

FRESH_SECONDS = 300
"""How long a page may be shown without asking again: a withdrawal is seen by all after this."""

CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "font-src": ["'self'"],
    "img-src": ["'self'"],
    "script-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
STRICT = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), clipboard-read=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=(), accelerometer=(), gyroscope=(), magnetometer=(), autoplay=(), browsing-topics=(), clipboard-write=(self)",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def sorted_policy(policy: str) -> str:
    """In one order: django-csp writes another in each process, and files and Django are to say the same."""
    return "; ".join(sorted(policy.split("; ")))


PUBLIC = {
    **STRICT,
    "Content-Security-Policy": sorted_policy(
        "; ".join(" ".join([name, *values]) for name, values in CONTENT_SECURITY_POLICY.items())
    ),
    "Content-Language": "da",
    "Cache-Control": f"public, max-age={FRESH_SECONDS}",
    "Vary": "Accept-Encoding",
}
"""Of everything that the public reads; a file may have another `Cache-Control`."""

READABLE_ELSEWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Of data, which a script of any site may read: it is public, and no cookie is asked for."""
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class FileKind:
    """How files with one ending are sent. What is `INLINE` a browser shows, an `ATTACHMENT` it saves; what is neither
    has no name."""

    content_type: str
    disposition: str = ""
    is_packed: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


INLINE, ATTACHMENT = "inline", "attachment"
MEDIA, CRESTS, ACCENTS = "/media/", "/media/vaaben/", "/farve/"
JSON, CSV, JSON_LINES = "application/json", "text/csv; charset=utf-8", "application/x-ndjson"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {
    "pdf": FileKind("application/pdf", INLINE),
    "json": FileKind(JSON, INLINE, True, READABLE_ELSEWHERE),
    "csv": FileKind(CSV, ATTACHMENT, True, READABLE_ELSEWHERE),
    "xlsx": FileKind(XLSX, ATTACHMENT, False, READABLE_ELSEWHERE),
    "jsonl": FileKind(JSON_LINES, ATTACHMENT, True, READABLE_ELSEWHERE),
    "xml": FileKind("application/xml", is_packed=True),
}
"""By the end of an address."""
FEED = FileKind("application/atom+xml; charset=utf-8", "", True, READABLE_ELSEWHERE)
"""Ends as a map of the site does."""
COLOURS = FileKind("text/css", is_packed=True, headers={"Cache-Control": FOR_EVER})
"""A municipality's; other style sheets are none of the site's files."""
SAVED = FileKind("application/octet-stream", ATTACHMENT)
"""What a browser may not show by itself: it could be a page with a script."""
UPLOADED = {
    "jpg": FileKind("image/jpeg", INLINE),
    "jpeg": FileKind("image/jpeg", INLINE),
    "png": FileKind("image/png", INLINE),
    "pdf": FILES["pdf"],
}
OF_CRESTS = {**UPLOADED, "svg": FileKind("image/svg+xml", INLINE)}
"""A crest's drawing is made safe before it is stored (`plans/crest.py`); nothing else that is uploaded is."""


def kind_of(path: str) -> FileKind | None:
    """Of the file at an address; nothing where it is none that the table knows."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower()
    if path.startswith(MEDIA):
        return (OF_CRESTS if path.startswith(CRESTS) else UPLOADED).get(ending, SAVED)
    if path.startswith(ACCENTS):
        return COLOURS if ending == "css" else None
    if "." not in name:
        return None
    return FEED if name == "feed.xml" else FILES.get(ending)


def of_file(path: str) -> dict[str, str] | None:
    """Its own headers, beside those of everything."""
    kind = kind_of(path)
    if kind is None:
        return None
    told = {"Content-Type": kind.content_type, **kind.headers}
    if kind.disposition:
        told["Content-Disposition"] = f"{kind.disposition}; {_named(saved_as(path))}"
    return told


def saved_as(path: str) -> str:
    """A file is called on the reader's computer what its address says, so that a file server can tell it; an uploaded one
    as it was."""
    parts = path.strip("/").split("/")
    return parts[-1] if path.startswith(MEDIA) else "-".join(parts)


def _named(name: str) -> str:
    return f'filename="{name}"' if name.isascii() else f"filename*=utf-8''{quote(name)}"
