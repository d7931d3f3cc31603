"""Which lines of a PDF are one paragraph, across columns and pages too, and which are notes at the foot."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from intake.formats.drafts import body_size
from intake.formats.laid_out import SENTENCE_END, goes_on, joined
from intake.formats.pdf_lines import Line
from intake.outline import Block

BULLET = re.compile(r"(?P<mark>[•·▪◦‣●○■➢\uf0b7\uf0a7–-]|\d{1,2}[.)]|[a-zæøå][.)])(?:\s+|$)(?P<text>.*)")
NEW_PARAGRAPH = 1.28
"""How much further than usual two lines are apart where a paragraph ends."""
FURTHEST = 1.85
"""Times the size: lines further apart than that are paragraphs of their own, where none are nearer."""


def joined_marks(lines: list[str]) -> str:
    """Emphasis that goes over a line's end is one."""
    lines = list(lines)
    for index in range(len(lines) - 1):
        for sign in ("**", "*"):
            if lines[index].endswith(sign) and lines[index + 1].startswith(sign) and len(lines[index]) > 2:
                lines[index] = lines[index][: -len(sign)]
                lines[index + 1] = lines[index + 1][len(sign) :]
                break
    return joined(lines)


def usual_pitch(lines: list[Line]) -> dict[float, float]:
    """How far apart the lines of a size are, from top to top, within a paragraph."""
    found: dict[float, Counter[float]] = {}
    for one, other in pairwise(lines):
        if one.page == other.page and one.column == other.column and one.size == other.size and not one.rows:
            step = round(other.top - one.top, 0)
            if 0 < step < one.size * 2.6:
                found.setdefault(one.size, Counter())[step] += 1
    pitches = {}
    for size, steps in found.items():
        most = steps.most_common(1)[0][1]
        usual = min(step for step, count in steps.items() if count * 4 >= most)
        pitches[size] = usual if usual < size * FURTHEST else size * 1.4
    return pitches


def left_edges(lines: list[Line]) -> dict[tuple[int, int], float]:
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, line.column)
        edges[key] = min(edges.get(key, line.x0), line.x0)
    return edges


def right_edges(lines: list[Line]) -> dict[tuple[int, int], float]:
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, line.column)
        edges[key] = max(edges.get(key, line.x1), line.x1)
    return edges


def belongs(
    group: list[Line],
    line: Line,
    pitch: dict[float, float],
    lefts: dict[tuple[int, int], float],
    rights: dict[tuple[int, int], float],
) -> bool:
    """Whether a line goes on with the paragraph above it."""
    last = group[-1]
    if last.page != line.page or last.column != line.column:
        return False
    if abs(last.size - line.size) > 0.6 or (last.bold != line.bold and all(one.bold for one in group)):
        return False
    usual = pitch.get(last.size, last.size * 1.3)
    if line.top - last.top > max(usual * NEW_PARAGRAPH, usual + 2) or line.top < last.top:
        return False
    match = BULLET.match(line.text)
    is_item = bool(BULLET.match(group[0].text)) and group[0].x0 > lefts[(line.page, line.column)] + 4
    counted = bool(match and match["mark"][0].isalnum())
    indented = line.x0 > lefts[(line.page, line.column)] + 4
    if match and not counted:
        return match["mark"] in "–-" and not is_item
    if match and indented and (not is_item or abs(line.x0 - group[0].x0) < 4):
        return False
    if is_item and line.x0 < group[0].x0 - 4:
        return False
    return not _ends_early(last, line, rights[(line.page, line.column)], lefts[(line.page, line.column)])


def _ends_early(last: Line, line: Line, right: float, left: float) -> bool:
    """The first word of the next line would have had room: the paragraph ended there."""
    word = len(line.text.split()[0]) + 1 if line.text.split() else 1
    room = last.x1 + word * last.size * 0.55 < right - (right - left) * 0.06
    begins = line.text.lstrip('*_“"(')[:1]
    return room and (begins.isupper() or begins.isdigit()) and last.text.rstrip().endswith(SENTENCE_END)


def rejoined(blocks: list[Block]) -> list[Block]:
    """What a page's or a column's end has cut is one again."""
    result: list[Block] = []
    for block in blocks:
        at = next(
            (i for i in reversed(range(len(result))) if result[i].kind not in ("furniture", "footnote")), None
        )
        last = result[at] if at is not None else None
        cut = last is not None and last.kind in ("paragraph", "item") and block.kind == "paragraph"
        if (
            cut
            and at is not None
            and last is not None
            and abs(last.style.size - block.style.size) < 0.6
            and last.style.bold == block.style.bold
            and goes_on(last.text, block.text)
        ):
            place = replace(last.place, last=block.place.last)
            result[at] = replace(last, text=joined([last.text, block.text]), place=place)
        else:
            result.append(block)
    return result


def with_notes(blocks: list[Block]) -> list[Block]:
    """A paragraph in smaller letters that begins with a number that something refers to."""
    body = body_size(blocks)
    marked = []
    for block in blocks:
        note = re.match(r"(?:\[\^)?(?P<label>\d{1,2})\]?\\?[.)]?\s+(?=\S)", block.text)
        referred = note is not None and any(
            f"[^{note['label']}]" in other.text for other in blocks if other is not block
        )
        if (
            note
            and referred
            and block.kind in ("paragraph", "item")
            and (block.style.size < body or block.text.startswith("[^"))
        ):
            block = replace(
                block, kind="footnote", label=note["label"], text=block.text[note.end() :], level=0
            )
        elif (
            block.kind == "item"
            and block.label
            and body
            and block.style.size < body
            and any(f"[^{block.label}]" in o.text for o in blocks)
        ):
            block = replace(block, kind="footnote", level=0)
        marked.append(block)
    return marked
