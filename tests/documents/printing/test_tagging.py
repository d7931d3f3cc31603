"""The structure tree: what a screen reader reads. The validators look at none of this."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from documents.printing import tagging, weasy
from tests.documents.printing.conftest import Printed
from tests.documents.printing.reading import (
    HEADINGS,
    boxes,
    elements,
    page_texts,
    pages_of,
    pages_of_anchor,
    painting,
    roles,
    texts,
)

MARKER = re.compile(r"(?:•|–|\d+\.)\s*")

PAGE = re.compile(r"\s*(?:\(side \d+\)|· s\. \d+)")

RIGHT_TO_LEFT = re.compile(r"[\u0590-\u06ff\ufe70-\ufeff]")
"""Painted from right to left: the order is the reader's to turn."""

CROSSING = f"""<!doctype html>
<html lang="da"><head><title>Prøve</title>
<style>@page {{ size: 10cm; @top-left {{ content: "Løbende" }} }} p {{ orphans: 2; widows: 2 }}</style></head>
<body><h1>Prøve</h1>
<p>{"Lang tekst. " * 200}</p>
<ul>{"".join(f"<li>Punkt {n}</li>" for n in range(30))}</ul>
<table><caption>Tabel</caption><thead><tr><th scope="col">Hoved</th><th scope="col">To</th></tr></thead>
<tbody>{"".join(f'<tr><th scope="row">{n}</th><td></td></tr>' for n in range(30))}</tbody></table>
<p lang="en">An <em>English</em> quotation</p>
<p>Et <span lang="kl">kalaallisut</span> ord <svg aria-hidden="true" width="9" height="9"><path d="M0 0h9v9z"/></svg>
<svg width="9" height="9"><title>En firkant</title><desc>Ni gange ni.</desc><path d="M0 0h9v9z"/></svg></p>
</body></html>"""


def left_out(root: Any) -> set[Any]:
    """Elements that are not read as text: the contents list, drawings, and what print.css hides of a chart
    because the chart or the page says it too."""
    paths = (
        "head",
        ".//nav",
        ".//summary",
        f".//{tagging.SVG}",
        ".//table[@class='figures']/caption",
        ".//figure[@class='chart chart-bars']//table",
    )
    hidden = [element for path in paths for element in root.findall(path)]
    return {inner for element in hidden for inner in element.iter()}


def shown(element: Any, skipped: set[Any]) -> Iterator[str]:
    """The words of the HTML that are read aloud. What stands at the foot of a page is read after the text
    that its mark stands in."""
    if element not in skipped:
        yield (element.text or "") if element.get("role") != "doc-footnote" else ""
        for child in element:
            yield from shown(child, skipped)
            yield child.tail or ""


def letters(parts: Any) -> str:
    """Without space, and without the signs that only join others."""
    return re.sub(r"[\s\u200d\ufe0f]", "", "".join(parts))


def test_text_read_aloud_is_the_documents_text_in_the_documents_order(each: Printed) -> None:
    read = [
        text.text
        for text in texts(each.file)
        if not {"TOC", "Figure", "Note"} & set(text.path)
        and text.path[-1] != "Reference"
        and not (text.path[-1] == "Lbl" and MARKER.fullmatch(text.text))
        and not (text.path[-1] == "Link" and PAGE.fullmatch(text.text))
    ]
    contents_heading = each.root.find(".//nav/h2").text

    one, other = (
        letters(read).replace(contents_heading, "", 1),
        letters(shown(each.root, left_out(each.root))),
    )
    assert sorted(one) == sorted(other)
    assert RIGHT_TO_LEFT.sub("", one) == RIGHT_TO_LEFT.sub("", other)


def test_every_element_is_one_structure_element(each: Printed) -> None:
    """However many pages it crosses."""
    with pikepdf.open(each.file) as pdf:
        found = Counter(roles(pdf))
    skipped = left_out(each.root)
    tags = Counter(element.tag for element in each.root.iter() if element not in skipped)
    verdicts = each.root.findall(".//div[@class='result']/span")

    assert {
        role: found[role] for role in ("P", "L", "Table", "Caption", "THead", "TR", "TH", "TD", "BlockQuote")
    } == {
        "P": tags["p"] + len(verdicts),  # a verdict stands alone, which makes it a paragraph
        "L": tags["ul"] + tags["ol"] + tags["dl"],
        "Table": tags["table"],
        "Caption": tags["caption"],
        "THead": tags["thead"],
        "TR": tags["tr"],
        "TH": tags["th"],
        "TD": tags["td"],
        "BlockQuote": tags["blockquote"],
    }


def test_headings_are_those_of_the_html(each: Printed) -> None:
    with pikepdf.open(each.file) as pdf:
        found = [role for role in roles(pdf) if re.fullmatch(r"H\d", role)]

    assert found == [element.tag.upper() for element in each.root.iter() if element.tag in HEADINGS]


def test_headings_skip_no_level(each: Printed) -> None:
    levels = [int(element.tag[1]) for element in each.root.iter() if element.tag in HEADINGS]

    assert levels[0] == 1
    assert [(one, two) for one, two in pairwise(levels) if two > one + 1] == []


def test_paragraphs_lists_and_tables_cross_pages(printed: dict[str, Printed]) -> None:
    """Else the tests above could not fail."""
    with pikepdf.open(printed["hard"].file) as pdf:
        crossing = {str(element.S) for element in elements(pdf) if len(pages_of(element)) > 1}

    assert {"/P", "/L", "/Table", "/Sect", "/Art"} <= crossing


def test_content_stands_in_no_element_that_only_groups(each: Printed) -> None:
    grouping = {"Document", "Sect", "Art", "Div", "L", "LI", "Table", "THead", "TBody", "TR", "TOC"}

    assert [text for text in texts(each.file) if text.path[-1] in grouping] == []


def test_contents_list_is_marked_as_one(printed: dict[str, Printed]) -> None:
    entries = [text for text in texts(printed["herning-2018"].file) if "TOC" in text.path]

    assert [(text.path[-1], text.text) for text in entries][:4] == [
        ("Link", "Målene i overblik"),
        ("Link", "2"),
        ("Link", "1"),
        ("Link", "Unge under 25 år skal være i uddannelse eller arbejde"),
    ]
    assert entries[0].path[-4:] == ("TOC", "TOCI", "Reference", "Link")
    within = [text for text in texts(printed["hedensted-2017"].file) if text.path.count("TOC") == 2]
    assert within[0].path[-6:] == ("TOC", "TOCI", "TOC", "TOCI", "Reference", "Link")


def test_header_cells_say_what_they_head(each: Printed) -> None:
    skipped = left_out(each.root)
    with pikepdf.open(each.file) as pdf:
        scopes = [str(element.A.Scope)[1:] for element in elements(pdf) if element.S == "/TH"]

    assert scopes == [
        "Row" if cell.get("scope") == "row" else "Column"
        for cell in each.root.iter("th")
        if cell not in skipped
    ]


def test_table_head_repeated_on_the_next_page_is_read_once(printed: dict[str, Printed]) -> None:
    file = printed["hard"].file
    heads = [text.text for text in texts(file) if text.path[-1] == "TH" and text.text == "Indsats"]

    assert heads == ["Indsats"]
    assert sum(bool(re.search("Nr. +Indsats +Status", text)) for text in page_texts(file)) == 3


def test_running_heads_and_feet_are_not_read(each: Printed) -> None:
    read = [text.text for text in texts(each.file)]

    assert [text for text in read if re.match(r"side \d", text)] == []
    assert (
        len([text for text in page_texts(each.file) if re.search(r"side \d", text)])
        == len(each.laid_out.pages) - 1
    )


def test_each_link_says_where_it_leads_and_is_one_annotation(each: Printed) -> None:
    with pikepdf.open(each.file) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        said = Counter(" ".join(str(note.Contents).split()) for note in notes)
    links = Counter(" ".join("".join(link.itertext()).split()) for link in each.root.iter("a"))

    assert set(said) == set(links)
    assert len(notes) <= links.total() + 3  # a link over two lines has an annotation on each


def picture_text(picture: Any) -> str:
    """Of a chart its label; of another drawing its title, and what it shows."""
    inner = [picture.findtext(tagging.SVG.replace("}svg", f"}}{part}")) or "" for part in ("title", "desc")]
    said = [picture.get("aria-label") or "", *inner]
    return picture.get("alt") or ". ".join(" ".join(part.split()) for part in said if part)


def test_each_picture_and_chart_is_one_figure_with_its_text_and_an_ornament_is_none(each: Printed) -> None:
    with pikepdf.open(each.file) as pdf:
        described = [str(element.Alt) for element in elements(pdf) if element.S == "/Figure"]
    inside = {
        part for drawing in each.root.iter(tagging.SVG) for part in drawing.iter() if part is not drawing
    }
    pictures = [
        element
        for element in each.root.iter()
        if element.tag in ("img", tagging.SVG) and element not in inside and element.get("alt") != ""
    ]

    assert described == [picture_text(picture) for picture in pictures]
    assert described[0] == "QR-kode med udgavens adresse"
    assert [text for text in described if not text.strip()] == []


def test_what_the_pictures_of_the_hard_plan_show(printed: dict[str, Printed]) -> None:
    with pikepdf.open(printed["hard"].file) as pdf:
        described = [str(element.Alt) for element in elements(pdf) if element.S == "/Figure"]

    assert described[1:4] == ["Et søjlediagram", "Et foto af et værksted", "Et mærke"]
    # The title stands above each picture, as text.
    assert {text.split(":")[0] for text in described[4:]} == {"Æblerød-Østerås"}


def written() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(weasy.write(weasy.lay_out(CROSSING), "{}")))


@pytest.fixture(scope="module")
def crossing() -> pikepdf.Pdf:
    return written()


def test_language_of_foreign_words(crossing: pikepdf.Pdf) -> None:
    found = [(str(element.S), str(element.Lang)) for element in elements(crossing) if "/Lang" in element]

    assert found == [("/P", "en"), ("/Span", "kl")]


def test_language_that_an_author_marks(printed: dict[str, Printed]) -> None:
    with pikepdf.open(printed["hard"].file) as pdf:
        languages = [str(element.Lang) for element in elements(pdf) if "/Lang" in element]
    said = [
        text.text for text in texts(printed["hard"].file) if text.path[-3:] == ("BlockQuote", "P", "Span")
    ]

    assert languages == ["en", "kl"]
    assert "".join(said) == ("No one should be left behind by the labour market.Inuusuttut suliffeqassapput.")


def marks(printed: Printed, part: str) -> list[tuple[int, Any]]:
    """The footnotes whose mark is printed in the text or at the foot, with the page."""
    return [
        (number, box.element)
        for number, page in enumerate(printed.laid_out.pages)
        for box in boxes(page)
        if box.element_tag == f"span::footnote-{part}" and hasattr(box, "pango_layout")
    ]


def test_address_at_the_foot_of_the_page_is_a_note(each: Printed) -> None:
    """Marked where the link stands, read after the text around it, and found by its identifier."""
    called, shown = ([note for _page, note in marks(each, part)] for part in ("call", "marker"))
    with pikepdf.open(each.file) as pdf:
        notes = [element for element in elements(pdf) if element.S == "/Note"]
        identifiers = [str(note.ID) for note in notes]
        tree = [str(item) for item in pdf.Root.StructTreeRoot.get("/IDTree", {}).get("/Names", [])[::2]]
    read = [text for text in texts(each.file) if "Note" in text.path]
    calls = [text.text for text in texts(each.file) if text.path[-1] == "Reference"]

    assert called == each.root.findall(".//span[@class='address']")
    assert letters(text.text for text in read if text.path[-1] == "Note") == letters(
        note.text for note in shown
    )
    assert calls == [note.get("data-letter") for note in called]
    assert [text.text for text in read if text.path[-1] == "Lbl"] == [
        note.get("data-letter") for note in shown
    ]
    assert identifiers == tree == sorted(set(tree))


def test_note_stands_once_on_each_page_that_points_to_it(each: Printed) -> None:
    called, shown = (
        [(page, note.get("data-letter"), note.text) for page, note in marks(each, part)]
        for part in ("call", "marker")
    )

    assert [note[1:] for note in shown] == [note[1:] for note in dict.fromkeys(called)]
    late = [place[0] - page[0] for place, page in zip(shown, dict.fromkeys(called), strict=True)]
    assert set(late) <= {0, 1}  # on the next page where there is no room


def test_one_page_points_twice_to_one_address(printed: dict[str, Printed]) -> None:
    """Else the tests above could not fail."""
    called = [(page, note.text) for page, note in marks(printed["hard"], "call")]

    assert [text for (_page, text), times in Counter(called).items() if times > 1] == ["eksempel.dk/a"]


def test_link_into_the_plan_names_the_page(printed: dict[str, Printed]) -> None:
    pages = pages_of_anchor(printed["hard"].laid_out)
    said = {text.text.strip() for text in texts(printed["hard"].file) if PAGE.fullmatch(text.text)}
    goals = {text for text in said if text.startswith("·")}
    said -= goals

    assert {
        f"· s. {pages[anchor]}" for anchor in ("maal-1", "mange-maal-maal-1", "mange-maal-maal-40")
    } <= goals

    assert said == {
        f"(side {pages[anchor]})" for anchor in ("tema-mange-maal", "tema-uden-maal", "afsnit-dybere")
    }


def test_merged_cells_say_over_how_many_columns_and_rows_they_reach() -> None:
    merged = CROSSING.replace(
        '<th scope="row">0</th><td></td>', '<th scope="row" rowspan="2">0</th><td></td>', 1
    ).replace('<th scope="row">1</th>', "", 1)
    merged = merged.replace('<th scope="row">5</th><td></td>', '<td colspan="2">5</td>', 1)
    with pikepdf.open(BytesIO(weasy.write(weasy.lay_out(merged), "{}"))) as pdf:
        cells = [element for element in elements(pdf) if element.S in ("/TH", "/TD")]
        spans = [(int(cell.A.get("/RowSpan", 1)), int(cell.A.get("/ColSpan", 1))) for cell in cells]

    assert [span for span in spans if span != (1, 1)] == [(2, 1), (1, 2)]
    assert spans[2] == (2, 1)


def test_lists_say_how_they_are_numbered(crossing: pikepdf.Pdf) -> None:
    found = [str(element.A.ListNumbering) for element in elements(crossing) if element.S == "/L"]

    assert found == ["/Disc"]


def test_picture_has_text_and_place(crossing: pikepdf.Pdf) -> None:
    (figure,) = [element for element in elements(crossing) if element.S == "/Figure"]
    left, bottom, right, top = (round(float(value), 2) for value in figure.A.BBox)

    assert str(figure.Alt) == "En firkant. Ni gange ni."
    assert (round(right - left, 2), round(top - bottom, 2)) == (6.75, 6.75)
    assert 0 < left < right < 284
    assert 0 < bottom < top < 284


def tagged(pdf: pikepdf.Pdf) -> tuple[Counter[int], Counter[int]]:
    """How much marked content stands on each page, and how much of it is in the tree."""
    painted: Counter[int] = Counter()
    for number, page in enumerate(pdf.pages):
        painted[number] = page.Contents.read_bytes().count(b"/MCID")
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    read: Counter[int] = Counter()
    for element in elements(pdf):
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                read[pages[element.Pg.objgen]] += 1
            elif kid.get("/Type") == "/MCR":
                read[pages[kid.Pg.objgen]] += 1
    return painted, read


def test_all_marked_content_is_in_the_tree(each: Printed) -> None:
    with pikepdf.open(each.file) as pdf:
        painted, read = tagged(pdf)

    assert painted == read


def painted_in_order(file: Path) -> bool:
    """But for what has its own place on the page: the code on the cover, the notes at the foot, each of them
    after everything else."""
    places: dict[Any, list[int]] = {}
    with pikepdf.open(file) as pdf:
        for page, path, place in painting(pdf):
            if not {"Figure", "Note"} & set(path):
                places.setdefault(page, []).append(place)
    return all(found == sorted(found) for found in places.values())


def test_page_is_painted_in_the_order_in_which_it_is_read(each: Printed) -> None:
    """Some readers go by the painting. Outloud's ORD-001 looks for this too, but takes words inside a
    paragraph, as a deleted one, for something that comes after it."""
    assert painted_in_order(each.file)


def test_rendition_is_painted_in_the_order_in_which_it_is_read(renditions: dict[str, Path]) -> None:
    assert [name for name, file in renditions.items() if not painted_in_order(file)] == []


@pytest.fixture
def upstream(monkeypatch: pytest.MonkeyPatch) -> pikepdf.Pdf:
    """The same pages with WeasyPrint's own tags."""
    weasyprint = weasy.load()
    monkeypatch.setattr(weasyprint.pdf, "add_tags", weasyprint.pdf.tags.add_tags)
    return written()


def test_upstream_still_splits_what_crosses_a_page(upstream: pikepdf.Pdf) -> None:
    """When this fails, WeasyPrint's issue 2903 is mended: see whether a tree of ours is still needed."""
    found = Counter(roles(upstream))

    assert (found["P"] > 3, found["L"] > 1, found["Table"] > 1) == (True, True, True)


def test_upstream_still_tags_running_heads_as_content(upstream: pikepdf.Pdf) -> None:
    """WeasyPrint's issue 1836."""
    painted, read = tagged(upstream)

    assert all(painted[page] > read[page] for page in painted)


def test_upstream_still_paints_bullets_last(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of every list that is not numbered otherwise."""
    monkeypatch.setattr(tagging, "_paint_in_reading_order", lambda _box: None)
    file = tmp_path / "punkter.pdf"
    file.write_bytes(weasy.write(weasy.lay_out(CROSSING), "{}"))

    assert not painted_in_order(file)


def test_upstream_still_writes_no_scope(upstream: pikepdf.Pdf) -> None:
    """WeasyPrint's issue 2508."""
    assert [cell for cell in elements(upstream) if cell.S == "/TH" and "/Scope" in cell.A] == []


def test_version_is_the_one_that_the_tree_is_written_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "WEASYPRINT", "69.0")

    with pytest.raises(RuntimeError, match=r"written for WeasyPrint 69\.0, but 70\.0 is installed"):
        weasy.load.__wrapped__()
