"""No page with a few lost lines at the end of a theme, and none that is left half empty because the next begins
a new one.

Lost lines are laid out again, a little closer, where they then find room on the page before. What the stylesheet
lets begin a new page (`break-before: page`) begins one only where that leaves little of the page before it empty;
else it follows on. What it keeps whole (`break-inside: avoid`) is split where else much of a page would be empty.

WeasyPrint 70.0 has nothing for this. The pages between two that must start a new page are a run. Its pages are
laid out twice only where the last is nearly empty and the others can take it; what follows on is told while its
page is laid out. WeasyPrint's `make_all_pages` is replaced for the first pass; where WeasyPrint lays the pages out
again for page numbers, its own is used, once: the numbers are told before."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, Self

from documents.printing import memory

logger = logging.getLogger("weasyprint.progress")
SPARSE = 0.3
"""Of the page's height: what fills less is nearly empty."""
GAIN = 0.12
"""Of the height of the pages before it: what setting them closer may win."""
FOOT = 0.25
"""Of the page's height: what may be left empty below a part for the next to begin a new page."""
KEPT_WHOLE = {"aims": 0.15, "overview": 0.15, "stated": FOOT}
"""By class what the stylesheet keeps whole, and how much of a page's height may be left empty for its sake."""
FOLLOWING = frozenset({"chapter", "theme", "at-a-glance"})
"""Classes of what the stylesheet lets begin a new page only where that leaves no such foot."""
LONGEST, LONGEST_BEFORE_OTHERS = 8, 4
"""Pages: what is longer costs more to lay out again than it wins; where the next part can follow on, no page is left
empty and less is won."""
LEADING, SPACING = 14 / 15, 2 / 3
"""What is left of the lines' height, and of the space between paragraphs and parts."""
SPACES = ("margin_top", "margin_bottom")

Making = Callable[[Any, Any, Any, list[Any]], Iterator[Any]]
Styled = list[tuple[Any, Any, Any]]
"""Boxes with the style they have, and with one that is a little closer."""


def fitted(make_all_pages: Making, remake_page: Callable[..., tuple[Any, Any]]) -> Making:
    """In place of `make_all_pages`, by the name it has in `weasyprint.layout`."""

    def make(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        html.layout = context
        if not pages:
            for page in _Going(context, root_box, html, remake_page).through():
                memory.compact(page)
                yield page
            _tell_numbers(context)
            return
        before = _places(context)
        for number, page in enumerate(make_all_pages(context, root_box, html, pages)):
            yield page
            if context.reported_footnotes or _has_notes_of_others(page, pages[number : number + 1]):
                _lay_out_again(context, number + 1)
        if _places(context) != before:
            _tell_numbers(context)

    return make


def told(original: Callable[[Any, Any], str]) -> Callable[[Any, Any], str]:
    """In place of `block_level_page_break`, which is asked about each block when it is known where on the page the
    one before ends."""

    @wraps(original)
    def page_break(before: Any, after: Any) -> str:
        if _Going.at_work and hasattr(after, "position_y"):  # a table's rows have none yet
            _Going.at_work.reach(after)
        return original(before, after)

    return page_break


def _places(context: Any) -> dict[str, Any]:
    """The page of each place that a page's number is printed of."""
    items = context.target_collector.target_lookup_items.items()
    return {name: item.cached_page_counter_values.get("page") for name, item in items}


def _tell_numbers(context: Any) -> None:
    """WeasyPrint lays out a page with the numbers as it knew them, is then told them, and lays it out again; and
    once more for the number of pages, whoever prints it. Where a place has moved it leaves its number as it was."""
    total = len(context.page_maker) - 1
    for (_box, token), pointer in context.target_collector.counter_lookup_items.items():
        if token == "content" and pointer.page_maker_index is not None:
            *_rest, (_depth, counters, *_scopes), _state = context.page_maker[pointer.page_maker_index + 1]
            pointer.cached_page_counter_values = {**counters, "pages": [total]}
            pointer.parse_again(pointer.cached_page_counter_values)
            context.page_maker[pointer.page_maker_index][-1]["content_changed"] = True


def _has_notes_of_others(page: Any, before: list[Any]) -> bool:
    """Whether a page that has been laid out again had notes, some of which may have gone to the next page then."""
    return any(old is not page and _has_notes(old) for old in before)


def _has_notes(page: Any) -> bool:
    return any(box.element_tag.endswith("::footnote-marker") for box in page.descendants() if box.element_tag)


def _lay_out_again(context: Any, number: int) -> None:
    """WeasyPrint leaves the next page as it was, and sets a note that has no room at the foot of whichever page
    it lays out next."""
    if number < len(context.page_maker):
        context.page_maker[number][-1]["content_changed"] = True


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the layout had come before a page: enough to go back there."""

    page_maker: list[Any]
    waiting: dict[str, Any]


WAITING = (
    "footnotes",
    "page_footnotes",
    "current_page_footnotes",
    "reported_footnotes",
    "broken_out_of_flow",
    "rendered_notes",
)
"""What WeasyPrint's layout has yet to place, by the names it has there."""


class _Going:
    at_work: ClassVar[Self | None] = None
    """One document is laid out at a time."""

    def __init__(self, context: Any, root_box: Any, html: Any, remake_page: Callable[..., Any]) -> None:
        self.context, self.root_box, self.html, self.remake_page = context, root_box, html, remake_page
        self.before_last: Mark
        self.begin: Mark
        self.run: list[Any] = []
        self.since = 0
        self.is_trial = False
        context.rendered_notes = []

    def through(self) -> Iterator[Any]:
        type(self).at_work = self
        try:
            yield from self._through()
        finally:
            type(self).at_work = None

    def reach(self, box: Any) -> None:
        """What would leave too much of the page empty is split, or follows on. A page with a few lost lines is left
        to `_closer` first."""
        top, bottom = self.root_box.position_y, self.context.page_bottom
        filled = (box.position_y - top) / (bottom - top)
        for inner in _first(box):
            if inner.style["break_inside"] == "avoid" and _is_too_empty_for(inner, filled):
                _restyle(inner, "break_inside", "auto")
        if self.is_trial or box.style["break_before"] != "page" or FOLLOWING.isdisjoint(_classes(box)):
            return
        if filled < 1 - FOOT and not _may_be_taken_in(
            filled, len(self.run) - self.since, LONGEST_BEFORE_OTHERS
        ):
            _restyle(box, "break_before", "auto")
            self.since, self.begin = len(self.run), self.before_last

    def _through(self) -> Iterator[Any]:
        begins_closer = ended = False
        while not ended:
            run, ended = self._run()
            settled, last = run[: self.since], run[self.since :]
            yield from settled
            is_closer = _is_lost(last, ended) and not (begins_closer and not settled)
            if is_closer:
                last = self._closer(last, self.begin)
            if not ended and self._lets_the_next_follow(last[-1]):
                yield from last[:-1]
                self._go_back(self.before_last)
                begins_closer = is_closer
            else:
                yield from last
                begins_closer = False

    def _lets_the_next_follow(self, page: Any) -> bool:
        """What begins the next page loses its break where it would leave too much of this one empty."""
        resume_at, next_page, *_rest = self.context.page_maker[-1]
        if next_page["page"] != page.page_type.name or not _leaves(FOOT, page):
            return False
        following = self._body.children[_child_of_body(resume_at)]
        if following.style["break_before"] != "page" or FOLLOWING.isdisjoint(_classes(following)):
            return False
        _restyle(following, "break_before", "auto")
        return True

    def _closer(self, loose: list[Any], before: Mark) -> list[Any]:
        styles = _styled(self._boxes(before))
        closer = self._again(before, styles, close=True)
        return closer if len(closer) < len(loose) else self._again(before, styles, close=False)

    def _again(self, before: Mark, styles: Styled, *, close: bool) -> list[Any]:
        self._go_back(before)
        for box, loose, closer in styles:
            box.style = closer if close else loose
        self.is_trial = True
        run, _ended = self._run()
        self.is_trial = False
        return run

    def _run(self) -> tuple[list[Any], bool]:
        """The pages up to the next that must start a new page, and whether the document ends with them."""
        self.run, self.since, self.begin = [], 0, self._mark()
        run = self.run
        while True:
            self.before_last = self._mark()
            page, resume_at = self._page()
            run.append(page)
            if resume_at is None and not self.context.reported_footnotes:
                self.context.broken_out_of_flow.clear()
                return run, True
            if self.context.page_maker[-1][1]["break"] != "any":
                return run, False

    def _page(self) -> tuple[Any, Any]:
        index = len(self.context.page_maker) - 1
        logger.info("Step 5 - Creating layout - Page %d", index + 1)
        state = self.context.page_maker[index][-1]
        state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        page, resume_at = self.remake_page(index, self.context, self.root_box, self.html)
        return page, resume_at

    def _mark(self) -> Mark:
        waiting = {name: getattr(self.context, name).copy() for name in WAITING}
        return Mark(self.context.page_maker.copy(), waiting)

    def _go_back(self, mark: Mark) -> None:
        self.context.page_maker = mark.page_maker.copy()
        for name, value in mark.waiting.items():
            setattr(self.context, name, value.copy())
        for pointer in self.context.target_collector.counter_lookup_items.values():
            if pointer.page_maker_index is not None and pointer.page_maker_index >= len(mark.page_maker) - 1:
                pointer.page_maker_index, pointer.cached_page_counter_values = None, {}

    def _boxes(self, before: Mark) -> list[Any]:
        """Those of the run: between the children of `body` that it and the next begin with."""
        ends = (before.page_maker[-1], self.context.page_maker[-1])
        first, last = (_child_of_body(resume_at) for resume_at, *_ in ends)
        return list(self._body.children[first:last])

    @property
    def _body(self) -> Any:
        (body,) = (child for child in self.root_box.children if child.element_tag == "body")
        return body


def _child_of_body(resume_at: Any) -> int | None:
    """`resume_at` says by positions in the tree where the page begins; None is the document's end."""
    for _level in range(2):
        if not resume_at:
            return None
        ((position, resume_at),) = resume_at.items()
    return int(position)


def _is_lost(run: list[Any], is_end: bool) -> bool:
    *others, last = run
    longest = LONGEST if is_end else LONGEST_BEFORE_OTHERS
    return _may_be_taken_in(_filled(last) / float(last.height), len(others), longest)


def _may_be_taken_in(filled: float, others: int, longest: int) -> bool:
    """Whether so many pages before it, set closer, may have room for what is on the last."""
    return 0 < others < longest and filled < min(SPARSE, GAIN * others)


def _leaves(share: float, page: Any) -> bool:
    return _filled(page) < (1 - share) * float(page.height)


def _first(box: Any) -> Iterator[Any]:
    """The box, and what it begins with."""
    while box is not None and hasattr(box, "children"):
        yield box
        box = box.children[0] if box.children else None


def _is_too_empty_for(box: Any, filled: float) -> bool:
    return any(filled < 1 - share for name, share in KEPT_WHOLE.items() if name in _classes(box))


def _classes(box: Any) -> list[str]:
    return [] if box.element is None else (box.element.get("class") or "").split()


def _filled(page: Any) -> float:
    bottoms = [
        box.position_y + box.height
        for box in page.children[0].descendants()
        if hasattr(box, "pango_layout") or hasattr(box, "replacement")
    ]
    return float(max(bottoms, default=0) - page.content_box_y())


def _restyle(box: Any, name: str, value: Any) -> None:
    """Boxes that look alike have one style together: what is said of this one is said in a style of its own."""
    box.style = box.style.copy()
    box.style[name] = value


def _styled(boxes: list[Any]) -> Styled:
    inner = [box for child in boxes for box in (child, *child.descendants())]
    closer = {id(box.style): _closer_style(box.style) for box in inner}
    return [(box, box.style, closer[id(box.style)]) for box in inner]


def _closer_style(style: Any) -> Any:
    closer = style.copy()
    for name in ("line_height", *SPACES):
        value = style[name]
        if getattr(value, "unit", None) == "px":
            share = LEADING if name == "line_height" else SPACING
            closer[name] = type(value)(value.value * share, value.unit)
        else:
            closer[name] = value
    return closer
