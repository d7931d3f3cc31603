"""Plain text → the outline: what `pdftotext -layout` writes (`text_pages.py`), and what Word writes, a paragraph a
line. Nothing in it says what is a heading; how a line stands is all there is to go by."""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.pasted_html import html_to_markdown, without_many_tags
from intake.formats import text_pages
from intake.formats.drafts import (
    Drafts,
    as_markdown,
    spaced,
    table_markdown,
    with_counted_headings,
    with_typed_marks,
)
from intake.formats.text_lines import LAID_OUT, looks_like_heading
from intake.formats.typed import with_signs
from intake.outline import Block, BlockKind, Outline, Place


def read(text: str) -> Outline:
    text = re.sub(r"\r\n?", "\n", text).lstrip("\ufeff")
    text = re.sub(r"[\v\u2028\u2029]", "\n", without_many_tags(text))
    text = "\n".join(
        html_to_markdown(line) if "<" in line or "&" in line else line for line in text.split("\n")
    )
    lines = text.replace("\f", "\n").split("\n")
    empty = sum(not line.strip() for line in lines[:-1])
    columns = sum(bool(LAID_OUT.search(line.strip())) for line in lines)
    if "\f" not in text and empty <= len(lines) // 20 and columns < 2:
        return _flowing(lines)
    return text_pages.read(text)


def _flowing(lines: list[str]) -> Outline:
    drafts = Drafts()
    lines = _with_tabs(lines)
    number = 0
    while number < len(lines):
        rows = list(_rows_from(lines, number))
        if len(rows) > 1:
            cells = tuple(tuple(spaced(cell) for cell in row) for row in rows)
            place = Place(0, number + 1, number + len(rows))
            drafts.add("table", table_markdown(cells), rows=cells, place=place)
            number += len(rows)
            continue
        line, place = lines[number], Place(0, number + 1, number + 1)
        if line.strip():
            drafts.blocks.append(_of_line(line, place))
        number += 1
    drafts = _with_notes(drafts)
    drafts.blocks = with_signs(with_counted_headings(drafts.blocks))
    return drafts.outline("text", has_levels=False)


def _with_tabs(lines: list[str]) -> list[str]:
    """Lines that are numbered one after another, right below each other, are a list."""
    numbers = [int(match[1]) if (match := re.match(r"(\d{1,2})[.)] +\S", line)) else 0 for line in lines]
    return [
        re.sub(r"^(\d{1,2}[.)]) +", r"\1\t", line)
        if number
        and (
            number + 1 in numbers[at + 1 : at + 2]
            or (number - 1 in numbers[max(0, at - 1) : at] and number > 1)
        )
        else line
        for at, (line, number) in enumerate(zip(lines, numbers, strict=True))
    ]


def _rows_from(lines: list[str], number: int) -> Iterator[list[str]]:
    width = lines[number].rstrip().count("\t")
    while number < len(lines) and width and lines[number].count("\t") >= 1:
        line = lines[number]
        if (
            with_typed_marks(Block(0, "paragraph", line)).kind == "item"
            or line.rstrip("\n").count("\t") != width
        ):
            return
        yield line.split("\t")
        number += 1


def _of_line(line: str, place: Place) -> Block:
    block = with_typed_marks(Block(0, "paragraph", line.strip(), place=place))
    if block.kind == "item":
        return replace(block, text=as_markdown(block.text))
    kind: BlockKind = "heading" if looks_like_heading(line, whole=True) else "paragraph"
    text = spaced(line) if kind == "heading" else as_markdown(line)
    return Block(0, kind, text, level=2 if kind == "heading" else 0, place=place, sure=False)


def _with_notes(drafts: Drafts) -> Drafts:
    """Notes that Word writes at the end: "[1] Kilde: …"."""
    for index, block in enumerate(drafts.blocks):
        note = re.match(r"\[(\d{1,2})\]\s*(?=\S)", block.text)
        if note:
            text = block.text[note.end() :]
            drafts.blocks[index] = replace(block, kind="footnote", label=note[1], text=text, level=0)
        elif block.kind in ("paragraph", "item"):
            text = re.sub(r"(?<=\S)\[(\d{1,2})\](?!\()", r"[^\1]", block.text)
            drafts.blocks[index] = replace(block, text=text)
    labels = {block.label for block in drafts.blocks if block.kind == "footnote"}
    for index, block in enumerate(drafts.blocks):  # what has no note is no reference
        text = re.sub(r"\[\^(\d+)\]", lambda m: m[0] if m[1] in labels else f"[{m[1]}]", block.text)
        if text != block.text:
            drafts.blocks[index] = replace(block, text=text)
    return drafts
