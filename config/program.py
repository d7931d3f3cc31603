"""Which program this is: what is kept from one run to the next is of the program that made it."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDERS = ("config", "locale", "static", "templates")
"""Beside the rooms."""
SUFFIXES = {".py", ".html", ".mo", ".css", ".ttf"}
"""Stylesheets and typefaces too: PDFs are made with them."""


@cache
def program() -> str:
    """Another one after an upgrade, of the portal or of a library that it is built on."""
    base = Path(settings.BASE_DIR)
    digest = hashlib.sha256((base / "requirements.txt").read_bytes())
    for name in sorted({*settings.INSTALLED_APPS, *FOLDERS}):
        for file in sorted((base / name).rglob("*")):
            if file.suffix in SUFFIXES:
                digest.update(f"{file.relative_to(base)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
