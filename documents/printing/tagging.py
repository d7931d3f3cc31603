"""The structure tree of the PDF: what a screen reader reads, and in which order.

WeasyPrint 70.0 builds its tree page by page. A paragraph, list or table that crosses a page becomes two (its
issue 2903), running heads are in the page as text (1836), header cells lack their scope (2508). Here the tree
follows the HTML instead: one structure element for one HTML element, however many boxes it was laid out in.
What is not the document's own text (margins, repeated table heads, ornaments) is painted as an artifact.
`documents/printing/weasy.py` puts `add_tags` in WeasyPrint's place.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from documents.printing.heads import REPEAT

WEASYPRINT = "70.0"
"""The version whose boxes are read here. Before raising it: run the tests of this module, and see which
of the defects named above are gone."""

SVG = "{http://www.w3.org/2000/svg}svg"
ROLES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "section": "Sect",
    "article": "Art",
    "nav": "Sect",
    "div": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LBody",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "a": "Link",
    "ins": "Span",
    "del": "Span",
    "img": "Figure",
    SVG: "Figure",
}
"""An element that is not here (strong, span, header …) adds nothing that is read aloud: its text belongs
to the element around it."""
DECORATIONS = {"ins": "/Underline", "del": "/LineThrough"}
CONTENTS_ROLES = {"ol": "TOC", "li": "TOCI", "a": "Link"}
"""Inside the contents list, `role="doc-toc"`."""
GROUPS = {"/Document", "/Sect", "/Art", "/Div", "/BlockQuote"}
"""Roles that hold no text themselves: text in them becomes a paragraph."""
HOLDERS = {"body", "section", "article", "nav", "div", "blockquote", "ul", "ol", "dl", "table", "tbody", "tr"}
"""Elements between whose parts space is no text at all."""
SIGN = "sign"
"""The class of an element that holds a list item's letter or number as text."""
NUMBERINGS = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
FOOTNOTE = "doc-footnote"
"""The role of an element that is set at the foot of the page, where its number is in the text."""
ASIDE = "_set_aside"
POINTS = 0.75
"""In a CSS pixel."""


def _children(box: Any) -> list[Any]:
    """WeasyPrint wraps an absolutely placed box in a placeholder: this gives the box itself."""
    return [getattr(child, "_box", child) for child in getattr(box, "children", ())]


def _descendants(box: Any) -> Iterator[Any]:
    waiting = [box]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(_children(one)))


def _description(drawing: Element) -> str:
    """What a chart shows, as its label says; of another drawing its title and description."""
    inner = (drawing.findtext(SVG.replace("}svg", f"}}{part}")) or "" for part in ("title", "desc"))
    parts = [drawing.get("aria-label") or "", *inner]
    return ". ".join(" ".join(part.split()) for part in parts if part.strip())


def _words(link: Element) -> str:
    """What is read of a link; of a picture in it what it shows."""

    def read(element: Element) -> Iterator[str]:
        yield element.get("data-read") or element.get("alt") or element.text or ""
        for child in element:
            yield from read(child)
            yield child.tail or ""

    return " ".join("".join(read(link)).split())


def _is_ornament(box: Any) -> bool:
    if box.element is None:
        return False
    silent_picture = box.element_tag == "img" and not box.element.get("alt")
    gap = box.element.tag in HOLDERS and not getattr(box, "text", "text").strip()
    return silent_picture or gap or box.element.get("aria-hidden") == "true"


def prepare(pages: list[Any]) -> None:
    """To be called before painting. Marks every box that is not the document's own text, sees to it that it
    is painted in the order in which it is read, and leaves each link one annotation for each line or block:
    WeasyPrint makes more for the elements inside the link."""
    for page in pages:
        page.links = [link for link in page.links if link[3].link]
        _paint_in_reading_order(page._page_box)
        for box in _descendants(page._page_box):
            if hasattr(box, REPEAT) or hasattr(box, "at_keyword") or _is_ornament(box):
                for inner in _descendants(box):
                    setattr(inner, ASIDE, True)


def _paint_in_reading_order(box: Any) -> None:
    """What CSS calls positioned is painted after everything else on the page, and a reader that goes by the
    painting would hear it last: a head that only holds other things in their places, and each list item's
    bullet. The first is laid out by now and need not be positioned any longer; the second becomes a part of
    the item's first line, at the place where it was laid out."""
    for inner in list(_descendants(box)):
        if inner.style["position"] == "relative" and inner.style["z_index"] == "auto":
            inner.style["position"] = "static"
        placed = getattr(inner, "children", ())
        if placed and getattr(placed[0], "is_outside_marker", False):
            lines = _first_lines(inner, placed[1:])
            if lines is not None:
                inner.children = placed[1:]
                lines.children = [*_children(placed[0]), *lines.children]


def _first_lines(box: Any, children: Any) -> Any:
    """The box whose children are the lines that begin the text."""
    while children:
        if type(children[-1]).__name__ == "LineBox":
            return box
        box = getattr(children[0], "_box", children[0])
        children = getattr(box, "children", ())
    return None


def add_tags(pdf: Any, document: Any, _pdf_version: Any, page_streams: list[Any]) -> None:
    """In place of `weasyprint.pdf.tags.add_tags`."""
    tree = StructureTree(pdf, document._html.etree_element)
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        _make_artifacts(stream)
        tree.add_page(number, page, stream._tags)
    tree.finish(len(document.pages))
    document.parts = {**tree.parts(), **_linked(document.pages)}
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["PageMode"] = "/UseOutlines"


def _make_artifacts(stream: Any) -> None:
    """What was painted of boxes set aside is marked so, and what is left is numbered without gaps."""
    content, tags = stream.stream, stream._tags
    aside = {mark["mcid"] for box, mark in tags.items() if getattr(box, ASIDE, False)}
    left = {mcid: new for new, mcid in enumerate(mcid for mcid in range(len(tags)) if mcid not in aside)}
    marks = [
        place for place, item in enumerate(content) if isinstance(item, pydyf.Dictionary) and "MCID" in item
    ]
    if len(marks) != len(tags):
        raise ValueError(f"{len(tags) - len(marks)} painted boxes are marked elsewhere than on their page")
    for place in marks:
        mark = content[place]
        if mark["MCID"] in aside:
            content[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
        else:
            mark["MCID"] = left[mark["MCID"]]
    stream._tags = {box: {"mcid": left[mark["mcid"]]} for box, mark in tags.items() if mark["mcid"] in left}


def _linked(pages: list[Any]) -> dict[tuple[int, int], Element]:
    """By page and place on it, from 1 and from 0, what each link is made of, also one that is not in the tree."""
    return {
        (number, place): link[3].element
        for number, page in enumerate(pages, start=1)
        for place, link in enumerate(page.links)
    }


class StructureTree:
    """One structure element for each HTML element, made when its first box is met."""

    def __init__(self, pdf: Any, html: Element) -> None:
        self.pdf = pdf
        self.around = {child: parent for parent in html.iter() for child in parent}
        self.above: dict[int, int] = {}
        self.root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        pdf.add_object(self.root)
        pdf.catalog["StructTreeRoot"] = self.root.reference
        whole = self._new("Document", self.root)
        self.made: dict[Element, Any] = {html: whole}
        self.items: dict[Element, Any] = {}
        self.paragraphs: dict[int, Any] = {}
        self.notes = pydyf.Array()
        self.owners = pydyf.Array()
        self.annotations: list[tuple[Any, Any]] = []
        self.page: Any = None
        self.height = 0.0

    def add_page(self, number: int, page: Any, tags: dict[Any, dict[str, Any]]) -> None:
        self.page, self.height = self.pdf.page_references[number], page.height
        owners: dict[int, Any] = {}
        for box in self._in_reading_order(page._page_box):
            if box in tags:
                mcid = tags.pop(box)["mcid"]
                owners[mcid] = self._add_content(box, mcid).reference
        if tags:
            raise ValueError(f"{len(tags)} painted boxes of page {number + 1} have no place in the tree")
        self.owners.extend([number, pydyf.Array([owners[mcid] for mcid in sorted(owners)])])

    def finish(self, next_key: int) -> None:
        """Tells the file which structure element each piece of content and each link belongs to."""
        for key, (owner, annotation) in enumerate(self.annotations, start=next_key):
            annotation["StructParent"] = key
            self.owners.extend([key, owner.reference])
        parent_tree = pydyf.Dictionary({"Nums": self.owners})
        self.pdf.add_object(parent_tree)
        if self.notes:
            self.root["IDTree"] = pydyf.Dictionary({"Names": self.notes})
        self.root["ParentTree"] = parent_tree.reference
        self.root["ParentTreeNextKey"] = next_key + len(self.annotations)

    def parts(self) -> dict[int, Element]:
        """By the number of each structure element the HTML element that it is of: the outermost, where several
        are one."""
        found = {made.number: element for element, made in reversed(self.made.items())}
        for number, parent in self.above.items():
            if parent in found:
                found.setdefault(number, found[parent])
        return found

    def _in_reading_order(self, page_box: Any) -> Iterator[Any]:
        waiting = [page_box]
        while waiting:
            box = waiting.pop()
            if getattr(box, ASIDE, False):
                continue
            if box.element is not None:
                if box.element_tag in ("td", "th"):
                    self._add_cell(box)
                if box.link_annotation:
                    self._add_link(box)
            yield box
            waiting.extend(reversed(_children(box)))

    def _new(self, role: str, parent: Any, first: bool = False) -> Any:
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{role}", "P": parent.reference})
        self.pdf.add_object(made)
        self.above[made.number] = parent.number
        kids = parent.setdefault("K", pydyf.Array())
        kids.insert(0 if first else len(kids), made.reference)
        return made

    def _of(self, element: Element) -> Any:
        """The structure element that holds the content of `element`."""
        if element not in self.made:
            made = self._make(element)
            if language := element.get("lang"):
                made["Lang"] = pydyf.String(language)
            if spoken := element.get("data-read"):
                made["ActualText"] = pydyf.String(spoken)
                if line := DECORATIONS.get(element.tag):
                    made["A"] = pydyf.Dictionary({"O": "/Layout", "TextDecorationType": line})
            self.made[element] = made
        return self.made[element]

    def _make(self, element: Element) -> Any:
        parent = self._of(self.around[element])
        if element.get("role") == FOOTNOTE:
            return self._note(parent)
        if element.get("class") == SIGN:
            return self._label(self._around(element, "li"))
        role = ROLES.get(element.tag)
        if self._is_in_contents(element):
            role = CONTENTS_ROLES.get(element.tag, role)
            if role == "Link":
                parent = self._new("Reference", parent)
        elif element.tag in ("li", "dt", "dd"):
            parent = self._item(element, parent)
        if role == "Link" and not element.get("href"):
            role = None
        if element.tag == "thead" and self.around[element].find("tbody") is None:
            role = ROLES["tbody"]  # of a table that is all heads
        if role is None:
            is_said = element.get("lang") or element.get("data-read")
            return self._new("Span", self._holder(parent)) if is_said else parent
        return self._new(role, parent)

    def _item(self, element: Element, parent: Any) -> Any:
        """A list's items wrap label and body; in a `dl` each `dt` begins a new one."""
        around = self.around[element]
        if element.tag == "dd" and around in self.items:
            return self.items[around]
        item = self._new("LI", parent)
        self.items[element if element.tag == "li" else around] = item
        return item

    def _note(self, parent: Any) -> Any:
        """With an identifier, which PDF/UA asks of every note; they are made in alphabetical order."""
        note = self._new("Note", parent)
        note["ID"] = pydyf.String(f"note-{len(self.notes) // 2 + 1:05}")
        self.notes.extend([note["ID"], note.reference])
        return note

    def _is_in_contents(self, element: Element) -> bool:
        while element in self.around:
            element = self.around[element]
            if element.get("role") == "doc-toc":
                return True
        return False

    def _add_content(self, box: Any, mcid: int) -> Any:
        if box.element_tag.endswith("::footnote-call"):
            owner = self._new("Reference", self._holder(self._of(self.around[box.element])))
        else:
            owner = self._holder(self._of(box.element))
        if box.element_tag == "li::marker":
            owner = self._label(box.element)
        elif box.element_tag.endswith("::footnote-marker"):
            owner = self._new("Lbl", owner)
        elif owner["S"] == "/Figure":
            self._describe(owner, box)
        kids = owner.setdefault("K", pydyf.Array())
        if owner.setdefault("Pg", self.page) == self.page:
            kids.append(mcid)
        else:
            kids.append(pydyf.Dictionary({"Type": "/MCR", "Pg": self.page, "MCID": mcid}))
        return owner

    def _holder(self, group: Any) -> Any:
        """The element itself if it may hold text; else the paragraph at its end, where text has just been
        put, or a new one."""
        if group["S"] not in GROUPS:
            return group
        last = self.paragraphs.get(group.number)
        if last is None or group["K"][-1] != last.reference:
            last = self.paragraphs[group.number] = self._new("P", group)
        return last

    def _label(self, element: Element) -> Any:
        if element not in self.items:
            return self._new("Lbl", self._of(element), first=True)
        around = self.around[element]
        numbering = NUMBERINGS.get(around.get("type", ""), "Decimal") if around.tag == "ol" else "Disc"
        self._of(around)["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})
        return self._new("Lbl", self.items[element], first=True)

    def _around(self, element: Element, tag: str) -> Element:
        while element.tag != tag:
            element = self.around[element]
        return element

    def _describe(self, figure: Any, box: Any) -> None:
        x, y = box.content_box_x(), box.content_box_y()
        corners = (x, self.height - y - box.height, x + box.width, self.height - y)
        figure["A"] = pydyf.Dictionary(
            {"O": "/Layout", "BBox": pydyf.Array([corner * POINTS for corner in corners])}
        )
        figure["Alt"] = pydyf.String(box.element.get("alt") or _description(box.element))

    def _add_cell(self, box: Any) -> None:
        """Empty cells too: without them a row would be short. The first box of a cell is the one that knows
        what it reaches over; the anonymous boxes inside are of the same element."""
        cell = self._of(box.element)
        if "A" in cell:
            return
        facts = pydyf.Dictionary({"O": "/Table"})
        if box.element_tag == "th":
            facts["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
        if box.colspan != 1:
            facts["ColSpan"] = box.colspan
        if box.rowspan != 1:
            facts["RowSpan"] = box.rowspan
        cell["A"] = facts

    def _add_link(self, box: Any) -> None:
        annotation = box.link_annotation
        annotation["Contents"] = pydyf.String(_words(box.element) or box.element.get("href"))
        link = self._of(box.element)
        link.setdefault("K", pydyf.Array()).append(
            pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.page})
        )
        self.annotations.append((link, annotation))
