"""What belongs to the printed page and not to the plan: banners, page numbers, the contents list.

The portal makes its own; the lines are reported as such. The old contents list still shows which headings are
directly below which chapter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.tree import Municipality
from intake.readers import titles
from intake.readers.danish import ANNEXES, CONTENTS, PAGE_NUMBER, PAGE_REFERENCE
from intake.readers.parse_result import Ledger, Line, quoted

TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings that a contents list names below each part, by the part's label or title."""

    below: dict[str, tuple[str, ...]]

    def of(self, label: str, title: str) -> tuple[str, ...]:
        return self.below.get(titles.normal(label or title), ())


def without_furniture(
    lines: tuple[Line, ...], municipality: Municipality, ledger: Ledger
) -> tuple[list[Line], Contents]:
    """The lines that are the plan's own (empty ones too), and what the contents list said."""
    groups = _groups(lines)
    left: list[Line] = []
    listed: list[Line] = []
    in_contents = False
    for group in groups:
        words = " ".join(line.text.strip() for line in group)
        place = ""
        if CONTENTS.fullmatch(words) or (CONTENTS.fullmatch(group[0].text.strip()) and _is_listing(group)):
            in_contents, place = True, _("contents list: made by the portal")
            listed += group[1:]
        elif in_contents and words and _is_listing(group):
            place = _("contents list: made by the portal")
            listed += group
        elif words:
            in_contents = False
            place = _banner(words, municipality)
        if place:
            ledger.place(group, place)
        else:
            left += group
    return left, _contents(listed)


def _groups(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if not line.text.strip():
            if group:
                yield group
            yield [line]
            group = []
        else:
            group.append(line)
    if group:
        yield group


def _is_listing(group: list[Line]) -> bool:
    return any(PAGE_REFERENCE.search(line.text) for line in group)


def _banner(words: str, municipality: Municipality) -> str:
    if words.casefold() in (municipality.name.casefold(), municipality.short_name.casefold()):
        return _("the municipality's name: made by the portal")
    return _("page number: made by the portal") if PAGE_NUMBER.fullmatch(words) else ""


def _contents(listed: list[Line]) -> Contents:
    below: dict[str, list[str]] = {}
    current: list[str] = []
    for line in listed:
        text = PAGE_REFERENCE.sub("", line.text).strip()
        if "<" in text or "•" in text:
            current += [part.strip() for part in TAGS.sub("•", text).split("•") if part.strip()]
            continue
        chapter = titles.labelled(titles.CHAPTER, text)
        # Annexes are listed in a row under one word; what stands there is not below each other.
        is_annexes = titles.normal(text) == ANNEXES
        current = (
            [] if is_annexes else below.setdefault(titles.normal(chapter.label if chapter else text), [])
        )
    return Contents({key: tuple(parts) for key, parts in below.items() if parts})


def ask_about_missing(contents: Contents, headings: set[str], ledger: Ledger) -> None:
    """`headings` are those of the text, normalised."""
    for parts in contents.below.values():
        for part in parts:
            if titles.normal(part) not in headings:
                question = _(
                    "The contents list names %(part)s, which is no heading in the text. Is a section missing?"
                )
                ledger.ask(None, question % {"part": quoted(part)})
