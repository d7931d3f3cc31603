"""An OpenDocument text (.odt) → the outline, by odfdo. Headings are known by their outline level; where there are
none, by the size and weight that their style gives."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

import odfdo

from intake.formats.counting import printed
from intake.formats.drafts import (
    Drafts,
    as_markdown,
    spaced,
    table_markdown,
    with_headings_where_none_are_styled,
    with_typed_marks,
)
from intake.outline import Outline, Place, Style

UNREAD = {"text:note", "office:annotation", "text:tracked-changes", "draw:frame"}
MOST_PARENTS = 10
DEFAULT_SIZE = 12.0


def read(handle: BinaryIO) -> Outline:
    return _Reader(odfdo.Document(BytesIO(handle.read()))).outline()


class _Reader:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.drafts = Drafts()
        self.number = 0
        self.notes: list[str] = []
        self.counts: dict[str, int] = {}
        self.styles: dict[str, dict[str, str]] = {}

    def outline(self) -> Outline:
        self._all(self.document.body)
        for number, note in enumerate(self.notes, start=1):
            self.drafts.add("footnote", note, label=str(number))
        blocks = [with_typed_marks(block) for block in self.drafts.blocks]
        self.drafts.blocks = with_headings_where_none_are_styled(blocks)
        return self.drafts.outline("odf", has_levels=True)

    def _all(self, parent: Any) -> None:
        for element in parent.children:
            self._element(element)

    def _element(self, element: Any) -> None:
        tag = element.tag
        if tag in ("text:h", "text:p"):
            self._paragraph(element, tag == "text:h")
        elif tag == "text:list":
            self._list(element, 1)
        elif tag == "table:table":
            self._table(element)
        elif tag == "text:table-of-content":
            for line in element.get_elements("descendant::text:p"):
                self.drafts.add("furniture", as_markdown(line.inner_text), furniture="contents")
        elif tag not in UNREAD and tag.startswith(("text:", "draw:", "office:")):
            self._all(element)

    def _paragraph(self, element: Any, is_heading: bool) -> None:
        self.number += 1
        text, place = self._markdown(element), Place(0, self.number, self.number)
        if element.get_elements("descendant::draw:frame"):
            for frame in element.get_elements("descendant::draw:frame"):
                self._frame(frame, place)
        if not text.strip():
            return
        properties = self._properties(element.style or "")
        style = Style(
            size=_points(properties.get("size", "")),
            bold=properties.get("weight") == "bold" or _is_all(text, "**"),
            italic=properties.get("slant") == "italic" or _is_all(text, "*"),
            name=str(element.style or "").replace("_20_", " "),
        )
        title = style.name.lower() in ("title", "titel") or properties.get("parent") == "Title"
        if is_heading or title:
            level = 1 if title else int(element.get_attribute("text:outline-level") or 1)
            self.drafts.add("heading", text, level=level, style=style, place=place)
        else:
            self.drafts.add("paragraph", text, style=style, place=place)

    def _frame(self, frame: Any, place: Place) -> None:
        boxes = frame.get_elements("draw:text-box")
        for box in boxes:
            self._all(box)
        if not boxes:
            told = frame.get_element("svg:title") or frame.get_element("svg:desc")
            self.drafts.add("picture", as_markdown(told.inner_text if told else "") or "▢", place=place)

    def _list(self, element: Any, depth: int) -> None:
        name = str(element.style or "")
        counted = self._counted(name, depth)
        count = self.counts.get(name, 0) if _goes_on(element) else _whole(counted, "text:start-value", 1) - 1
        for item in element.get_elements("text:list-item|text:list-header"):
            count = _whole(item, "text:start-value", count + 1)
            first = True
            for part in item.children:
                if part.tag == "text:list":
                    self._list(part, depth + 1)
                elif part.tag in ("text:p", "text:h"):
                    label = "" if counted is None or not first else printed(count, _kind(counted))
                    self._in_list(part, depth, label, first=first)
                    first = False
        self.counts[name] = count

    def _in_list(self, part: Any, depth: int, label: str, *, first: bool) -> None:
        self.number += 1
        text, place = self._markdown(part), Place(0, self.number, self.number)
        if part.tag == "text:h":
            level = int(part.get_attribute("text:outline-level") or 1)
            self.drafts.add("heading", text, level=level, place=place)
        elif first:
            self.drafts.add("item", text, level=depth, ordered=bool(label), label=label, place=place)
        else:
            self.drafts.add("paragraph", text, place=place)

    def _counted(self, name: str, depth: int) -> Any:
        """How a level of the list is counted; None where it has bullets."""
        style = self.document.get_style("list", name) if name else None
        found = style and style.get_elements(f"text:list-level-style-number[@text:level='{min(depth, 10)}']")
        return found[0] if found else None

    def _table(self, table: Any) -> None:
        self.number += 1
        rows = []
        for row in table.get_elements("descendant::table:table-row"):
            cells = []
            for cell in row.get_elements("table:table-cell|table:covered-table-cell"):
                parts = (self._markdown(part) for part in cell.get_elements("descendant::text:p"))
                cells.append(" ".join(parts).replace("\\.", "."))
            rows.append(tuple(cells))
        rows = [row for row in rows if any(row)]
        if len(rows) == 1 and len(rows[0]) == 1:
            self.drafts.add("paragraph", rows[0][0])
        elif rows:
            place = Place(0, self.number, self.number)
            self.drafts.add("table", table_markdown(rows), rows=tuple(rows), place=place)

    def _markdown(self, element: Any) -> str:
        """On one line, but for line ends that were meant."""
        pieces: list[list[Any]] = []
        for look, words in self._runs(element, ""):
            if pieces and (pieces[-1][0] == look or not words.strip()):
                pieces[-1][1] += words
            else:
                pieces.append([look, words])
        return "".join(_emphasised(words, look) for look, words in pieces).strip(" ")

    def _runs(self, element: Any, look: str) -> Iterator[tuple[str, str]]:
        yield look, element.text or ""
        for child in element.children:
            tag = child.tag
            if tag == "text:note":
                body = child.get_element("text:note-body")
                self.notes.append(spaced(as_markdown(body.inner_text if body else "")))
                yield look, f"\ue000{len(self.notes)}\ue001"
            elif tag == "text:tab":
                yield look, "\t"
            elif tag == "text:s":
                yield look, " "
            elif tag == "text:line-break":
                yield look, "  \n"
            elif tag == "text:span":
                properties = self._properties(str(child.style or ""))
                own = "**" if properties.get("weight") == "bold" else ""
                own = own or ("*" if properties.get("slant") == "italic" else "")
                yield from self._runs(child, own or look)
            elif tag not in UNREAD:
                yield from self._runs(child, look)
            yield look, child.tail or ""

    def _properties(self, name: str) -> dict[str, str]:
        """Size, weight and slant, those of the styles that it is based on included."""
        if name in self.styles:
            return self.styles[name]
        found: dict[str, str] = {}
        current = name
        for _step in range(MOST_PARENTS):
            style = self._style(current)
            if style is None:
                break
            for properties in style.get_elements("style:text-properties"):
                for key, attribute in (
                    ("size", "fo:font-size"),
                    ("weight", "fo:font-weight"),
                    ("slant", "fo:font-style"),
                ):
                    value = properties.get_attribute(attribute)
                    if value:
                        found.setdefault(key, str(value))
            current = str(style.get_attribute("style:parent-style-name") or "")
            if current:
                found["parent"] = current
        self.styles[name] = found
        return found

    def _style(self, name: str) -> Any:
        if not name:
            return None
        return self.document.get_style("paragraph", name) or self.document.get_style("text", name)


def _goes_on(element: Any) -> bool:
    return element.get_attribute("text:continue-numbering") in (True, "true") or bool(
        element.get_attribute("text:continue-list")
    )


def _whole(element: Any, name: str, otherwise: int) -> int:
    text = str(element.get_attribute(name) or "") if element is not None else ""
    return int(text) if text.isdecimal() else otherwise


def _kind(counted: Any) -> str:
    return str(counted.get_attribute("style:num-format") or "1")


def _points(size: str) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)pt", size)
    return float(match[1]) if match else DEFAULT_SIZE


def _is_all(text: str, sign: str) -> bool:
    return text.startswith(sign) and text.endswith(sign) and text.count(sign) == 2


def _emphasised(words: str, sign: str) -> str:
    start = " " if words[:1].isspace() else ""
    end = " " if words[-1:].isspace() and words.strip() else ""
    lines = ["\t".join(as_markdown(part) for part in line.split("\t")) for line in words.split("  \n")]
    text = "  \n".join(lines).replace("\ue000", "[^").replace("\ue001", "]")
    if not sign or not text.strip() or "\n" in text:
        return start + text + end
    return f"{start}{sign}{text.strip()}{sign}{end}"
