"""Headings at the start of a group of lines: of plain text, in which nothing says what a heading is."""

import re
from collections.abc import Sequence

from intake.formats.laid_out import joined
from intake.formats.text_lines import (
    ITEM,
    LETTERED,
    NAME,
    NOT_A_HEADING,
    WHEN_ALONE,
    WIDE,
    Line,
    are_numbered,
    continues_heading,
    looks_like_heading,
)

Headings = list[list[Line]]
"""Each with its lines."""
NUMBERED_TITLE = re.compile(r"\d{1,2}\.\s+[A-ZÆØÅ]")
SIGNATURE = re.compile(r"(?i)\w*formand|borgmester")
WIDE_PAGE = 60
"""Characters of a line; on a narrower one less is left at its end."""


def headings_at_start(group: Sequence[Line], width: int) -> Headings:
    taken: Headings = []
    for index, line in enumerate(group):
        goes = bool(taken) and continues_heading(taken[-1][-1].text, line.text)
        if not _may_be_heading(group, index, width, goes_on=goes):
            break
        if goes:
            taken[-1].append(line)
        else:
            taken.append([line])
    return taken or _of_a_few_lines(group)


def _may_be_heading(group: Sequence[Line], index: int, width: int, *, goes_on: bool) -> bool:
    text, following = group[index].text.strip(), _text_after(group, index)
    if _is_item(group, group[index].text, text):
        return False
    wrapped = WIDE.search(text) or WHEN_ALONE.fullmatch(following)
    if not (_leaves_room(group[index].text, following, width) or wrapped):
        return False
    if NAME.fullmatch(text) and SIGNATURE.match(following):
        return False
    return goes_on or (_begins_as_heading(text, following) and not _is_sentence(group, index))


def _is_item(group: Sequence[Line], line: str, text: str) -> bool:
    could_be_title = NUMBERED_TITLE.match(text) or LETTERED.match(text)
    return bool(ITEM.match(line)) and (not could_be_title or are_numbered(group))


def _leaves_room(line: str, following: str, width: int) -> bool:
    """The next line's first word would have had room in this one."""
    if not following:
        return True
    needed = len(" ".join(line.split())) + 1 + len(following.split()[0])
    return needed <= width - (5 if width > WIDE_PAGE else 3)


def _begins_as_heading(text: str, following: str) -> bool:
    goes_on = bool(following) and continues_heading(text, following)
    unfinished = goes_on and text[:1].isupper() and not NOT_A_HEADING.search(text)
    return looks_like_heading(text) or unfinished


def _of_a_few_lines(group: Sequence[Line]) -> Headings:
    """One heading over all of a short group that goes on in small letters."""
    listed = ITEM.match(group[0].text)
    lettered = any(LETTERED.match(line.text.strip()) for line in group)
    few = (
        not listed
        and not lettered
        and 1 < len(group) <= 3
        and looks_like_heading(joined(line.text for line in group))
    )
    return [list(group)] if few and group[1].text.strip()[0].islower() else []


def _text_after(group: Sequence[Line], index: int) -> str:
    return group[index + 1].text.strip() if index + 1 < len(group) else ""


def _is_sentence(group: Sequence[Line], index: int) -> bool:
    """A whole paragraph of several lines whose first one looks like a heading: it goes on in small letters."""
    following = _text_after(group, index)
    if not following or continues_heading(group[index].text, following):
        return bool(following) and len(group) > index + 2 and not group[index + 2].text.strip()[:1].isupper()
    return following[:1].islower() and not LETTERED.match(following)
