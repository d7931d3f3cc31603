"""A contents list says which of the headings in plain text are above which: those that it does not name are within the
ones that it does."""

import re

from intake.formats.drafts import DOT_LEADERS
from intake.recognise import words
from intake.recognise.heads import Head
from intake.recognise.shape import Shape


def not_in_contents(shape: Shape) -> set[int]:
    """Where the headings stand that the list leaves out, in chapters of which it names some."""
    listed = _listed(shape)
    found: set[int] = set()
    for chapter in shape.heads:
        if chapter is shape.title or words.plain(chapter.line.text) not in listed:
            continue
        below = _below(chapter, shape)
        if any(_is_listed(head, listed) for head in below):
            found |= {head.index for head in below if not _is_listed(head, listed)}
    return found - {head.index for head in (*shape.themes, *shape.groups)}


def _listed(shape: Shape) -> set[str]:
    lines = [line.block.text for line in shape.lines if line.block.furniture == "contents"]
    named = (name for line in lines for name in re.split(r"[•·]", line))
    return {
        words.plain(DOT_LEADERS.sub("", re.sub(r"\bside \d{1,3}$", "", name.strip()))) for name in named
    } - {""}


def _is_listed(head: Head, listed: set[str]) -> bool:
    return words.plain(head.line.text) in listed or words.plain(head.title) in listed


def _below(chapter: Head, shape: Shape) -> list[Head]:
    end = next(
        (head.index for head in shape.heads if head.index > chapter.index and head.level <= chapter.level),
        len(shape.lines),
    )
    return [head for head in shape.heads if chapter.index < head.index < end]
