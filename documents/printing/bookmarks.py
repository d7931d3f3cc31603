"""The bookmarks: the same places, words and depth as the lines of the contents list, written at the places."""

import re
from collections.abc import Iterator
from html import escape

from documents.outline import Entry

PLACE = re.compile(r'(<[a-z][^<>]* id="([^"<>]*)")')
Line = tuple[str, int]
"""Its words, and its level from 1."""


def with_bookmarks(page: str, entries: tuple[Entry, ...]) -> str:
    """`page` is the whole document as HTML."""
    lines = dict(_lines(entries))

    def marked(place: re.Match[str]) -> str:
        if place[2] not in lines:
            return place[0]
        name, level = lines[place[2]]
        return f'{place[0]} data-bookmark="{escape(name)}" data-level="{level}"'

    return PLACE.sub(marked, page)


def depth_of(entries: tuple[Entry, ...]) -> int:
    return max((level for _anchor, (_name, level) in _lines(entries)), default=0)


def _lines(entries: tuple[Entry, ...], level: int = 1) -> Iterator[tuple[str, Line]]:
    for entry in entries:
        yield entry.anchor, (entry.name, level)
        yield from _lines(entry.children, level + 1)
