"""How the documents are laid out: read off the laid-out document, before it becomes a file."""

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import Any

import cssselect2
import pytest
import tinycss2
import tinyhtml5
from django.conf import settings

from documents.outline import Entry
from documents.printing.html import contents_of, html_of
from documents.templatetags.bodies import shortened
from tests.documents.printing.conftest import Printed
from tests.documents.printing.plans import EMPTY, WIDE_TABLE
from tests.documents.printing.reading import HEADINGS, boxes, margins, page_texts, pages_of_anchor

pytestmark = pytest.mark.usefixtures("danish")

Line = tuple[str, tuple[Any, ...]]


def lines(entries: tuple[Entry, ...]) -> list[Line]:
    return [(entry.name, tuple(lines(entry.children))) for entry in entries]


def flat(entries: tuple[Entry, ...]) -> list[Entry]:
    return [found for entry in entries for found in (entry, *flat(entry.children))]


def bookmark_lines(bookmarks: list[Any]) -> list[Line]:
    return [(title, tuple(bookmark_lines(children))) for title, _target, children, _state in bookmarks]


def test_bookmarks_are_the_contents_list(each: Printed) -> None:
    assert bookmark_lines(each.laid_out.make_bookmark_tree()) == lines(contents_of(each.document))


def test_bookmarks_lead_to_the_pages_of_their_anchors(each: Printed) -> None:
    def targets(bookmarks: list[Any]) -> list[int]:
        return [
            page
            for _title, target, children, _state in bookmarks
            for page in (target[0] + 1, *targets(children))
        ]

    pages = pages_of_anchor(each.laid_out)

    assert targets(each.laid_out.make_bookmark_tree()) == [
        pages[entry.anchor] for entry in flat(contents_of(each.document))
    ]


def test_contents_list_names_the_page_of_each_entry(each: Printed) -> None:
    """A link for each entry, and beside it the number of the page that the entry begins on."""
    shown = [
        (box.element.get("href"), int(box.text))
        for page in each.laid_out.pages
        for box in boxes(page)
        if box.element_tag == "a::after" and hasattr(box, "pango_layout") and box.text.isdigit()
    ]
    pages = pages_of_anchor(each.laid_out)

    assert shown == [(f"#{entry.anchor}", pages[entry.anchor]) for entry in flat(contents_of(each.document))]


def test_every_page_but_the_cover_says_what_it_belongs_to(each: Printed) -> None:
    count = len(each.laid_out.pages)
    title = each.document.display_title
    shown = [margins(page) for page in each.laid_out.pages]

    assert shown[0] == {}
    assert [page["@bottom-right"] for page in shown[1:]] == [
        f"side {n} af {count}" for n in range(2, count + 1)
    ]
    edition = "FORSLAG 2" if each.document.proposal else "udgave 2"
    assert {page["@bottom-left"] for page in shown[1:]} == {
        f"{each.document.municipality.name} · {edition} · 12. december 2018"
    }
    assert {page["@top-left"] for page in shown[1:]} == {shortened(title, 50)}


def test_running_head_names_the_part_from_its_second_page_on(printed: dict[str, Printed]) -> None:
    heads = [margins(page).get("@top-right", "") for page in printed["herning-2018"].laid_out.pages]

    assert heads == ["", "", "", "Unge under 25 år", "Unge under 25 år", "", "Borgere på kanten"]


def test_cover_is_one_page_and_the_title_stands_on_its_ground(each: Printed) -> None:
    cover = {
        box.element.get("class"): box for box in boxes(each.laid_out.pages[0]) if box.element is not None
    }
    ground, period = cover["ground"], cover["period"]

    assert not [
        box for box in boxes(each.laid_out.pages[1]) if box.element is not None and box.element_tag == "h1"
    ]
    assert period.position_y + period.margin_height() < ground.position_y + ground.margin_height() - 60
    assert period.position_x + period.margin_width() <= ground.position_x + ground.margin_width()


def test_no_theme_begins_at_the_foot_of_a_page(each: Printed) -> None:
    """It begins a page, or has at least a quarter of one for its title and what comes first."""
    places = [
        (box.element.get("id"), box.position_y / page.height)
        for number, page in enumerate(each.laid_out.pages, start=1)
        for box in boxes(page)
        if box.element_tag == "article" and pages_of_anchor(each.laid_out)[box.element.get("id")] == number
    ]

    assert len(places) == len(each.document.themes)
    assert [theme for theme, place in places if place > 0.75] == []


def last_content(page: Any) -> Any:
    """The lowest piece of the document's own text on the page, or picture: a heading may stand above one."""
    found = [
        box
        for box in boxes(page)
        if box.element is not None
        and (box.element_tag == "img" or (hasattr(box, "pango_layout") and box.text.strip()))
    ]
    return max(found, key=lambda box: box.position_y) if found else None


def test_no_heading_or_caption_is_left_at_the_foot_of_a_page(each: Printed) -> None:
    around = {child: parent for parent in each.root.iter() for child in parent}
    stranded = []
    for number, (page, _next) in enumerate(pairwise(each.laid_out.pages), start=1):
        box = last_content(page)
        element = box.element
        while element.tag == "span":
            element = around[element]
        nothing_follows = element.tag in HEADINGS and around[element][-1] is element
        if element.tag in (*HEADINGS, "caption") and number > 1 and not nothing_follows:
            stranded.append((number, box.text))

    assert stranded == []


def test_no_goal_is_split_between_pages_but_within_the_text_on_its_verdict(each: Printed) -> None:
    """With two charts it may be longer than a page; then no chart is split. A national goal is a text of its own."""
    seen: dict[Any, set[int]] = {}
    for number, page in enumerate(each.laid_out.pages):
        for box in boxes(page):
            whole = box.element_tag == "figure" or (
                box.element_tag == "li"
                and box.element.get("class") == "goal"
                and not box.element.get("id", "").startswith("ministermaal-")
                and len(box.element.findall("./div/figure")) < 2
                and box.element.find("./div[@class='result']/div[@class='prose']") is None
            )
            if whole:
                seen.setdefault(box.element, set()).add(number)

    assert [goal.get("id") for goal, pages in seen.items() if len(pages) > 1] == []


def counted(laid_out: Any, kind: str, *tags: str) -> dict[Any, dict[int, int]]:
    """How many boxes of the kind each element with one of the tags has on which page."""
    found: dict[Any, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for number, page in enumerate(laid_out.pages, start=1):
        for box in boxes(page):
            if type(box).__name__ == kind and box.element_tag in tags and not hasattr(box, "at_keyword"):
                found[box.element][number] += 1
    return found


def test_no_paragraph_leaves_fewer_than_three_lines_on_a_page(each: Printed) -> None:
    split = [lines for lines in counted(each.laid_out, "LineBox", "p", "li", "dd").values() if len(lines) > 1]

    assert [lines for lines in split if min(lines.values()) < 3] == []


def test_no_table_leaves_a_single_row_on_a_page(each: Printed) -> None:
    around = {child: parent for parent in each.root.iter() for child in parent}
    rows: dict[Any, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row, pages in counted(each.laid_out, "TableRowBox", "tr").items():
        if around[row].tag == "tbody" and not around[row].findall("tr[@class]"):  # long rows may stand alone
            rows[around[row]][min(pages)] += 1

    assert [pages for pages in rows.values() if len(pages) > 1 and min(pages.values()) < 2] == []


def test_measure_stands_with_its_chart_and_verdict_with_its_goal(each: Printed) -> None:
    """A verdict follows its goal's last figure on the same page; text and figures themselves are parted only where much
    of a page would else be empty (`fitting.KEPT_WHOLE`)."""
    pages: dict[Any, set[int]] = defaultdict(set)
    for number, page in enumerate(each.laid_out.pages):
        for box in boxes(page):
            pages[box.element].add(number)
    pairs = [
        (one, two)
        for parent in each.root.iter()
        for one, two in pairwise(parent)
        if one.get("class") == "measure" and two.tag == "figure"
    ]
    judged = [
        (goal.find("./div[@class='stated']"), goal.find("./div[@class='result']"))
        for goal in each.root.iter("li")
        if goal.get("class") == "goal" and len(goal.findall("./div/figure")) < 2
    ]

    assert [one.text for one, two in pairs if pages[one] != pages[two]] == []
    assert [
        result.find("span").text
        for stated, result in judged
        if result is not None
        and not max(pages[stated]) == min(pages[result]) == max(pages[result.find("span")])
    ] == []


def test_no_page_is_empty(each: Printed) -> None:
    assert [text for text in page_texts(each.file) if len(text.split()) < 12] == []


def test_wide_table_turns_the_page_and_only_its_own(printed: dict[str, Printed]) -> None:
    sideways = [page for page in printed["hard"].laid_out.pages if page.width > page.height]
    cells = [box for page in sideways for box in boxes(page) if box.element_tag in ("td", "th")]

    assert len(sideways) == 1
    assert len({box.element for box in cells}) == 12 * (WIDE_TABLE.count("\n"))
    beside = {box.element for page in sideways for box in boxes(page) if box.element_tag in ("p", "h2")}
    assert [element.text for element in beside] == ["Målgrupperne i tal:"]


def test_nothing_reaches_over_the_page_margin(each: Printed) -> None:
    over = [
        (number, box.text)
        for number, page in enumerate(each.laid_out.pages[1:], start=2)
        for box in boxes(page)
        if hasattr(box, "pango_layout")
        and box.element is not None
        and box.position_x + box.width > page.width - 60
    ]

    assert over == []


def test_wider_margin_is_where_the_pages_are_bound(each: Printed) -> None:
    """Printed on both sides: to the left of a page with an odd number, to the right of one with an even."""
    upright = [page._page_box for page in each.laid_out.pages[1:] if page.width < page.height]
    margins = [(page.margin_left > page.margin_right, page.page_type.side) for page in upright]

    assert set(margins) <= {(False, "left"), (True, "right")}
    assert {round(page.width) for page in upright} == {590}


def test_links_lead_into_the_plan_to_the_portal_and_out(printed: dict[str, Printed]) -> None:
    targets = {target for page in printed["hard"].laid_out.pages for _type, target, _box, _ in page.links}

    assert {
        "tema-mange-maal",
        "https://eksempel.dk/a",
        f"{settings.SITE_URL}/herning/",
        f"{settings.SITE_URL}/media/bilag/notat.pdf",
        "mailto:plan@eksempel.dk",
    } <= targets


def test_the_stylesheet_holds_only_what_is_used(printed: dict[str, Printed]) -> None:
    """Every rule costs time in every rendering."""
    css = (settings.BASE_DIR / "static/css/print.css").read_text()
    draft = html_of(EMPTY, replace(printed["empty"].stamp, draft=True))
    trees = [*(one.root for one in printed.values()), tinyhtml5.parse(draft, namespace_html_elements=False)]
    roots = [cssselect2.ElementWrapper.from_html_root(tree) for tree in trees]
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    selectors = [
        selector.strip()
        for rule in rules
        if rule.type == "qualified-rule"
        for selector in re.split(r",(?![^(]*\))", re.sub(r"::[a-z-]+", "", tinycss2.serialize(rule.prelude)))
    ]

    unused = [
        selector
        for selector in selectors
        if selector != ":root" and not any(root.query(selector) for root in roots)
    ]

    assert unused == []
