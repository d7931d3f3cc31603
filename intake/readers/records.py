"""Records of key, tab and value, one key a line; a value may go on below in lines without a key."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from documents.markdown import html_to_markdown
from intake.readers.parse_result import Line

ITEM = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+•]|\d{1,2}\.)\s+(?P<text>\S.*)")

ANSWER = re.compile(r"Ad\.? ?(?P<number>\d{1,2})\s*[:.)]\s*(?P<text>.*)", re.IGNORECASE | re.DOTALL)
FIELD = re.compile(r"(?P<key>[^\t<>]{1,60}?) *\t(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of a value: Markdown, and the line it is on (its only one, or one of several)."""

    text: str
    line: Line
    is_item: bool = False


@dataclass(slots=True)
class Field:
    key: str
    line: Line
    paragraphs: list[Paragraph]
    answers: list[Paragraph] = field(default_factory=list)
    """Lines below a field of another kind that answer goals all the same, from "Ad 1:" on."""


@dataclass(slots=True)
class Record:
    fields: list[Field]

    def find(self, pattern: str) -> Field | None:
        return next((f for f in self.fields if re.match(pattern, f.key, re.IGNORECASE)), None)


def records_of(lines: Iterable[Line]) -> tuple[list[Line], list[Record]]:
    """The lines before the first field, and the records. A record ends where its first key recurs."""
    before: list[Line] = []
    records: list[Record] = []
    for line in lines:
        if not line.text.strip():
            continue
        if match := FIELD.fullmatch(line.text):
            found = Field(match["key"].strip(), line, _paragraphs(match["value"], line))
            if not records or records[-1].fields[0].key == found.key:
                records.append(Record([]))
            records[-1].fields.append(found)
        elif records:
            item = bool(ITEM.fullmatch(line.text))
            paragraph = Paragraph(html_to_markdown(line.text.strip()), line, item)
            last = records[-1].fields[-1]
            (last.answers if last.answers or ANSWER.match(paragraph.text) else last.paragraphs).append(
                paragraph
            )
        else:
            before.append(line)
    return before, records


def _paragraphs(value: str, line: Line) -> list[Paragraph]:
    texts = re.split(r"\n\s*\n", html_to_markdown(value))
    return [Paragraph(text.strip(), line) for text in texts if text.strip()]


def text_of(paragraphs: Iterable[Paragraph]) -> str:
    """One Markdown text; list items stay together."""
    result = ""
    was_item = False
    for paragraph in paragraphs:
        gap = "" if not result else "\n" if was_item and paragraph.is_item else "\n\n"
        result += gap + paragraph.text
        was_item = paragraph.is_item
    return result
