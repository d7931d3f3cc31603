"""Where uploaded files are kept: each municipality has folders of its own, so that the file's path
alone says whose it is. The folder is named by the primary key, the only thing of a municipality
that never changes."""

import re
from typing import Any

PICTURES, ATTACHMENTS, CRESTS = "billeder", "bilag", "vaaben"
MAX_PIXELS = 50_000_000
"""A small file can unfold to any size; a phone's largest picture is about 50 million pixels."""


def folder(kind: str, municipality: int | None) -> str:
    return f"{kind}/{municipality or 'ny'}"


def attachment_path(attachment: Any, name: str) -> str:
    return f"{folder(ATTACHMENTS, attachment.plan.municipality_id)}/{name}"


def crest_path(municipality: Any, name: str) -> str:
    return f"{folder(CRESTS, municipality.pk)}/{name}"


def municipality_of(path: str) -> int | None:
    """The primary key of the municipality whose folder the file lies in, or None."""
    found = re.fullmatch(rf"(?:{PICTURES}|{ATTACHMENTS}|{CRESTS})/([1-9][0-9]{{0,17}})/[^/]+", path)
    return int(found[1]) if found else None
