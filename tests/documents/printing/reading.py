"""What the tests read off a laid-out document and off a finished file."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Text(NamedTuple):
    path: tuple[str, ...]
    text: str


@cache
def texts(file: Path) -> list[Text]:
    """Every piece of marked text in the structure tree's order, with the roles above it."""
    with pikepdf.open(file) as pdf:
        letters: dict[Any, dict[int, str]] = {}
        painted = {page.objgen: _marked_text(page, letters) for page in pdf.pages}
        (document,) = pdf.Root.StructTreeRoot.K
        return list(_texts_below(document, (), painted))


def _texts_below(element: Any, path: tuple[str, ...], painted: dict[Any, dict[int, str]]) -> Iterator[Text]:
    path = (*path, str(element.S)[1:])
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            yield Text(path, painted[element.Pg.objgen][kid])
        elif kid.get("/Type") == "/MCR":
            yield Text(path, painted[kid.Pg.objgen][int(kid.MCID)])
        elif "/S" in kid:
            yield from _texts_below(kid, path, painted)


def _marked_text(page: pikepdf.Page, letters: dict[Any, dict[int, str]]) -> dict[int, str]:
    found: dict[int, str] = {}
    marks: list[int | None] = []
    glyphs: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            marks.append(int(operands[1].MCID))
            found[marks[-1]] = ""
        elif name == "BMC":
            marks.append(None)
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            font = page.Resources.Font[str(operands[0])]
            glyphs = letters.setdefault(font.objgen, {}) or _glyphs(font, letters)
        elif name == "TJ" and marks and marks[-1] is not None:
            shown = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
            pairs = (int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2))
            found[marks[-1]] += "".join(glyphs[glyph] for glyph in pairs)
    return found


def _glyphs(font: Any, letters: dict[Any, dict[int, str]]) -> dict[int, str]:
    for glyph, text in re.findall(rb"<([0-9a-f]+)> <([0-9a-f]+)>", font.ToUnicode.read_bytes()):
        letters[font.objgen][int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return letters[font.objgen]


@cache
def page_texts(file: Path) -> list[str]:
    run = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    return run.stdout.split("\f")[:-1]


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The structure tree's elements in reading order."""

    def below(element: Any) -> Iterator[Any]:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid)

    (document,) = pdf.Root.StructTreeRoot.K
    yield from below(document)


def roles(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S)[1:] for element in elements(pdf)]


def pages_of(element: Any) -> set[tuple[int, int]]:
    """The pages that the element's own content stands on, by object number."""
    found = set()
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            found.add(element.Pg.objgen)
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            found.add(kid.Pg.objgen)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found |= pages_of(kid)
    return found


def painting(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, tuple[str, ...], int]]:
    """Every piece of content in reading order: its page, the roles above it, and its place in the painting."""

    def below(element: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...], int]]:
        path = (*path, str(element.S)[1:])
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                yield element.Pg.objgen, path, kid
            elif kid.get("/Type") == "/MCR":
                yield kid.Pg.objgen, path, int(kid.MCID)
            elif "/S" in kid:
                yield from below(kid, path)

    (document,) = pdf.Root.StructTreeRoot.K
    yield from below(document, ())


def boxes(page: Any) -> Iterator[Any]:
    """A laid-out page's boxes, running heads included."""

    def below(box: Any) -> Iterator[Any]:
        yield box
        for child in getattr(box, "children", ()):
            yield from below(getattr(child, "_box", child))

    yield from below(page._page_box)


def margins(page: Any) -> dict[str, str]:
    """What stands in the page's margins, by the names CSS has for them."""
    return {
        box.at_keyword: "".join(inner.text for inner in _below(box) if hasattr(inner, "pango_layout"))
        for box in boxes(page)
        if hasattr(box, "at_keyword")
    }


def _below(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _below(child)


def pages_of_anchor(laid_out: Any) -> dict[str, int]:
    """From 1, as they are printed."""
    found: dict[str, int] = {}
    for number, page in enumerate(laid_out.pages, start=1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return found
