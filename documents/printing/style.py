"""The style that differs from document to document: the municipality's colour, and the bookmarks."""

import re

from documents.outline import Entry

MIXTURES = {"deep": ("#000000", 0.82), "wash": ("#ffffff", 0.07), "line": ("#ffffff", 0.28)}
"""What is mixed with the colour, and the colour's share. Mixed here, since WeasyPrint has no `color-mix` and programs that
judge contrast cannot read it; `static/css/tokens.css` has those of the portal's own colour."""


def colours(accent: str) -> str:
    shades = {f"accent-{name}": mixed(accent, other, share) for name, (other, share) in MIXTURES.items()}
    return "".join(
        [":root{", *(f"--{name}:{value};" for name, value in {"accent": accent, **shades}.items()), "}"]
    )


def mixed(colour: str, other: str, share: float) -> str:
    """`share` of the first colour, the rest of the other; both as `#rrggbb`."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(share * one + (1 - share) * two) for one, two in pairs).hex()


def bookmarks(entries: tuple[Entry, ...], level: int = 1) -> str:
    """A rule for each line of the contents list: the same places, words and depth."""
    return "".join(
        f"#{_identifier(entry.anchor)}{{bookmark-level:{level};bookmark-label:{_string(entry.name)}}}"
        + bookmarks(entry.children, level + 1)
        for entry in entries
    )


def _identifier(anchor: str) -> str:
    return re.sub(r"[^\w-]", lambda match: f"\\{match.group()}", anchor)


def _string(text: str) -> str:
    """As a CSS string that is also safe inside a `style` element."""
    return '"' + re.sub(r'["\\<\n\r\f]', lambda match: f"\\{ord(match.group()):x} ", text) + '"'
