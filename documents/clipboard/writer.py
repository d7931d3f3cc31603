"""The tidied tree as Markdown: paragraphs, headings, lists, tables, emphasis and links."""

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from documents.clipboard.indexed_soup import has_elements
from documents.clipboard.signs import escaped_beginning
from documents.headings import HEADINGS

BLOCKS = frozenset(("p", *HEADINGS, "ul", "ol", "table", "blockquote", "pre", "hr", "div"))
MARKS = {"strong": "**", "em": "*", "s": "~~"}
CELL_BREAK = "&#10;"
CLOSING = re.compile(r"(?:^|(?<= ))#++$")
"""Would close the heading, and go."""


def written(parent: Tag) -> str:
    return "\n\n".join(filter(None, _blocks(parent)))


def _blocks(parent: Tag) -> Iterator[str]:
    loose: list[PageElement] = []
    for child in parent.children:
        if isinstance(child, Tag) and child.name in BLOCKS:
            yield _paragraph(loose)
            loose = []
            yield _block(child)
        else:
            loose.append(child)
    yield _paragraph(loose)


def _block(tag: Tag) -> str:
    if tag.name in HEADINGS:
        words = CLOSING.sub(r"\\\g<0>", " ".join(_inline(tag.children).split()))
        return f"{'#' * int(tag.name[1])} {words}" if words else ""
    if tag.name in ("ul", "ol"):
        return _list(tag)
    if tag.name == "table":
        return _table(tag)
    if tag.name == "hr":
        return "---"
    if tag.name == "blockquote":
        return "\n".join(
            f"> {line}".rstrip(" ") if not line else f"> {line}" for line in written(tag).split("\n")
        )
    return written(tag) if has_elements(tag) and tag.find(list(BLOCKS)) else _paragraph(tag.children)


def _paragraph(children: object) -> str:
    """Each line without the signs that would begin something else."""
    lines = [" ".join(line.split()) for line in _inline(children).split("\n")]
    return "  \n".join(escaped_beginning(line) for line in lines if line)


def _inline(children: object, line_end: str = "\n") -> str:
    parts = []
    for child in children:  # type: ignore[attr-defined]
        if isinstance(child, NavigableString):
            parts.append(re.sub(r"\s+", " ", child) if line_end == "\n" else str(child))
        elif child.name == "br":
            parts.append(line_end)
        elif child.name in MARKS:
            parts.append(_emphasised(MARKS[child.name], _inline(child.children, line_end)))
        elif child.name == "a" and child.get("href"):
            parts.append(f"[{_inline(child.children, ' ').strip()}]({child['href']})")
        elif child.name in ("sub", "sup"):
            parts.append(marked("~" if child.name == "sub" else "^", _inline(child.children, " ")))
        else:
            parts.append(_inline(child.children, line_end))
    return "".join(parts)


def marked(sign: str, text: str) -> str:
    """Raised or lowered; a space inside would end it and is escaped."""
    words = text.split()
    return sign + "\\ ".join(words) + sign if words else text


def _emphasised(sign: str, words: str) -> str:
    """The spaces at its ends stand outside; emphasis goes over no line's end."""
    lines = []
    for line in words.split("\n"):
        bare = line.strip()
        start = line[: len(line) - len(line.lstrip())]
        end = line[len(line.rstrip()) :] if bare else ""
        lines.append(f"{start}{sign}{bare}{sign}{end}" if bare else line)
    return "\n".join(lines)


def _list(tag: Tag) -> str:
    start = str(tag.get("start", "1"))
    number = int(start) if start.isdecimal() and len(start) < 9 else 1
    items = []
    for item in tag.find_all("li", recursive=False):
        sign = f"{number}." if tag.name == "ol" else "-"
        pad = " " * (len(sign) + 1)
        inner = "\n".join(filter(None, _blocks(item)))
        lines = [f"{pad}{line}" if line else "" for line in inner.split("\n")]
        items.append(f"{sign} {''.join(lines[:1]).strip() if len(lines) == 1 else lines[0][len(pad) :]}")
        items += lines[1:]
        number += 1
    return "\n".join(items)


def _table(tag: Tag) -> str:
    rows = []
    for number, row in enumerate(tag.find_all("tr")):
        cells = [_inline(cell.children, CELL_BREAK).strip() for cell in row.find_all(["td", "th"])]
        rows.append(f"| {' | '.join(' '.join(cell.split()) for cell in cells)} |")
        if not number:
            rows.append(f"| {' | '.join('---' for _ in cells)} |")
    return "\n".join(rows)
