"""No page with a few lost lines at the end of a theme: it is laid out again, a little closer, where its last
lines then find room on the page before.

WeasyPrint 70.0 has nothing for this. The pages between two that must start a new page are a run; only its own
pages are laid out twice, and only where the last is nearly empty and the others can take it. WeasyPrint's
`make_all_pages` is replaced for the first pass; where WeasyPrint lays the pages out again for page numbers,
its own is used."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

logger = logging.getLogger("weasyprint.progress")
SPARSE = 0.3
"""Of the page's height: what fills less is nearly empty."""
GAIN = 0.12
"""Of the height of the pages before it: what setting them closer may win."""
LONGEST = 8
"""Pages: what is longer costs more to lay out again than it wins."""
LEADING, SPACING = 14 / 15, 2 / 3
"""What is left of the lines' height, and of the space between paragraphs and parts."""
SPACES = ("margin_top", "margin_bottom")

Making = Callable[[Any, Any, Any, list[Any]], Iterator[Any]]
Loose = list[tuple[Any, str, Any]]


def fitted(make_all_pages: Making, remake_page: Callable[..., tuple[Any, Any]]) -> Making:
    def make(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        if pages:
            yield from make_all_pages(context, root_box, html, pages)
        else:
            yield from _Going(context, root_box, html, remake_page).through()

    return make


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
    def __init__(self, context: Any, root_box: Any, html: Any, remake_page: Callable[..., Any]) -> None:
        self.context, self.root_box, self.html, self.remake_page = context, root_box, html, remake_page
        context.rendered_notes = []

    def through(self) -> Iterator[Any]:
        ended = False
        while not ended:
            before = self._mark()
            run, ended = self._run()
            if _is_lost(run):
                run = self._closer(run, before)
            yield from run

    def _closer(self, loose: list[Any], before: Mark) -> list[Any]:
        styles = _loose_styles(self._boxes(before))
        closer = self._again(before, styles, close=True)
        return closer if len(closer) < len(loose) else self._again(before, styles, close=False)

    def _again(self, before: Mark, styles: Loose, *, close: bool) -> list[Any]:
        self._go_back(before)
        _set(styles, close=close)
        run, _ended = self._run()
        return run

    def _run(self) -> tuple[list[Any], bool]:
        """The pages up to the next that must start a new page, and whether the document ends with them."""
        run: list[Any] = []
        while True:
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
        (body,) = (child for child in self.root_box.children if child.element_tag == "body")
        ends = (before.page_maker[-1], self.context.page_maker[-1])
        first, last = (_child_of_body(resume_at) for resume_at, *_ in ends)
        return list(body.children[first:last])


def _child_of_body(resume_at: Any) -> int | None:
    """`resume_at` says by positions in the tree where the page begins; None is the document's end."""
    for _level in range(2):
        if not resume_at:
            return None
        ((position, resume_at),) = resume_at.items()
    return int(position)


def _is_lost(run: list[Any]) -> bool:
    *others, last = run
    return 0 < len(others) < LONGEST and _filled(last) < min(SPARSE, GAIN * len(others)) * float(last.height)


def _filled(page: Any) -> float:
    bottoms = [
        box.position_y + box.height for box in page.children[0].descendants() if hasattr(box, "pango_layout")
    ]
    return float(max(bottoms, default=0) - page.content_box_y())


def _loose_styles(boxes: list[Any]) -> Loose:
    """Every style of the boxes with what it says, read before any is changed: one takes over from another."""
    styles = {id(box.style): box.style for child in boxes for box in (child, *child.descendants())}
    return [
        (style, name, style[name])
        for style in styles.values()
        for name in ("line_height", *SPACES)
        if getattr(style[name], "unit", None) == "px"
    ]


def _set(styles: Loose, *, close: bool) -> None:
    for style, name, value in styles:
        share = LEADING if name == "line_height" else SPACING
        style[name] = type(value)(value.value * share, value.unit) if close else value
