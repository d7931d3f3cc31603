"""A page's words → its lines, with size, weight and emphasis, and its ruled tables."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from documents.clipboard.signs import escaped, escaped_beginning
from intake.formats.drafts import as_markdown
from intake.formats.laid_out import joined


@dataclass(frozen=True, slots=True)
class Line:
    page: int
    number: int
    column: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    text: str
    markdown: str
    rows: tuple[tuple[str, ...], ...] = ()


def lines_of(page: Any) -> tuple[list[Line], list[dict[str, Any]]]:
    """From top to bottom over the whole width, tables as lines of their own; and the words that are in none."""
    tables = page.find_tables()
    words = page.extract_words(extra_attrs=["size", "fontname"], x_tolerance=2, keep_blank_chars=False)
    made = [
        ((x0, top + at, x1, bottom), rows)
        for table in tables
        for x0, top, x1, bottom in [table.bbox]
        for at, rows in enumerate(_tables_of(table))
    ]
    outside = [word for word in words if not any(_inside(word, box) for box, _rows_of in made)]
    lines = [
        *text_lines(outside, page.page_number),
        *(
            Line(page.page_number, 0, 0, box[0], box[2], box[1], box[3], 0, False, False, "", "", rows)
            for box, rows in made
        ),
    ]
    return sorted(lines, key=lambda line: (line.top, line.x0)), outside


def is_on(word: dict[str, Any], line: Line) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return (
        not line.rows
        and line.top - 1 <= middle <= line.bottom + 1
        and line.x0 - 1 <= word["x0"] <= line.x1 + 1
    )


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle, centre = (word["top"] + word["bottom"]) / 2, (word["x0"] + word["x1"]) / 2
    return bool(box[1] <= middle <= box[3] and box[0] - 1 <= centre <= box[2] + 1)


def _tables_of(table: Any) -> list[tuple[tuple[str, ...], ...]]:
    """Its rows; where two tables touch, which columns of the common grid a row has tells them apart."""
    parts: list[tuple[tuple[bool, ...], list[tuple[str, ...]]]] = []
    for row in table.extract():
        there = tuple(cell is not None for cell in row)
        cells = tuple(as_markdown(joined((cell or "").split("\n"))).replace("\\.", ".") for cell in row)
        if not any(cells):
            continue
        if not parts or parts[-1][0] != there:
            parts.append((there, []))
        parts[-1][1].append(cells)
    if any(len(rows) < 2 for _there, rows in parts):  # cells that are merged within one table
        width = len(parts[0][0]) if parts else 0
        parts = [((True,) * width, [cells for _there, rows in parts for cells in rows])]
    tables = []
    for there, rows in parts:
        kept = tuple(
            tuple(cell for cell, is_there in zip(row, there, strict=True) if is_there) for row in rows
        )
        if len(kept) > 1 and len(kept[0]) > 1:
            tables.append(kept)
    return tables


def text_lines(words: list[dict[str, Any]], page: int, column: int = 0) -> Iterator[Line]:
    """Words at one height are a line; a raised figure belongs to the line that it stands on."""
    usual = Counter(round(word["size"], 1) for word in words).most_common(1)[0][0] if words else 0
    rows: list[list[dict[str, Any]]] = []
    small = [word for word in words if word["size"] < usual * 0.75 and word["text"].isdigit()]
    for word in [
        *sorted((w for w in words if w not in small), key=lambda w: (round(w["bottom"]), w["x0"])),
        *small,
    ]:
        raised = word in small
        row = next((r for r in (rows if raised else reversed(rows[-4:])) if _same_row(r, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    for row in rows:
        yield _line(sorted(row, key=lambda w: w["x0"]), page, column)


def _same_row(row: list[dict[str, Any]], word: dict[str, Any]) -> bool:
    first = max(row, key=lambda w: w["size"])
    middle = (word["top"] + word["bottom"]) / 2
    return bool(
        first["top"] - 1 <= middle <= first["bottom"] + 1
        and abs(first["bottom"] - word["bottom"]) < first["size"] * 0.6
    )


def _line(words: list[dict[str, Any]], page: int, column: int) -> Line:
    sizes = Counter()  # type: ignore[var-annotated]
    for word in words:
        sizes[round(word["size"], 1)] += len(word["text"])
    size = sizes.most_common(1)[0][0]
    fonts = [(_is_bold(w["fontname"]), _is_italic(w["fontname"])) for w in words]
    return Line(
        page, 0, column, words[0]["x0"], max(w["x1"] for w in words), min(w["top"] for w in words),
        max(w["bottom"] for w in words), size, all(b for b, _i in fonts), all(i for _b, i in fonts),
        _spaced(words, [_text(w, size) for w in words]),
        _markdown(words, size),
    )  # fmt: skip


def _text(word: dict[str, Any], size: float) -> str:
    raised = word["size"] < size * 0.8 and word["text"].isdigit()
    return f"[^{word['text']}]" if raised else str(word["text"])


def _spaced(words: list[dict[str, Any]], texts: list[str]) -> str:
    """A change of type within a word is no space."""
    parts = []
    for index, text in enumerate(texts):
        apart = index and words[index]["x0"] - words[index - 1]["x1"] > words[index]["size"] * 0.12
        parts.append(f" {text}" if apart and not text.startswith("[^") else text)
    return "".join(parts)


def _markdown(words: list[dict[str, Any]], size: float) -> str:
    signs = ["**" if _is_bold(w["fontname"]) else "*" if _is_italic(w["fontname"]) else "" for w in words]
    texts = [_text(word, size) for word in words]
    plain = [text if text.startswith("[^") else escaped(text) for text in texts]
    plain[0] = (
        escaped_beginning(plain[0] + " ").rstrip() if re.fullmatch(r"\d+[.)]|[>|#+]+", plain[0]) else plain[0]
    )
    made = []
    for index, text in enumerate(plain):
        note = text.startswith("[^")
        sign = signs[index]
        opens = (
            sign
            if not note and (index == 0 or signs[index - 1] != sign or plain[index - 1].startswith("[^"))
            else ""
        )
        last = index + 1 == len(plain) or signs[index + 1] != sign or plain[index + 1].startswith("[^")
        made.append(f"{opens}{text}{sign if last and not note else ''}")
    return _spaced(words, made)


def _is_bold(font: str) -> bool:
    return bool(re.search(r"bold|black|heavy|semibold|demi", font, re.IGNORECASE))


def _is_italic(font: str) -> bool:
    return bool(re.search(r"italic|oblique", font, re.IGNORECASE))
