"""The only file that imports WeasyPrint: laying out, and writing what was laid out.

Not for threads: it has one log for all of them. In service it runs in processes of one thread.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from documents.printing import (
    fitting,
    fonts,
    footnotes,
    glyphs,
    heads,
    memory,
    press,
    shared_styles,
    stylesheets,
    tagging,
    text_layouts,
)
from documents.printing.errors import OutOfMemoryError, OutOfTimeError, PassingRenderError, RenderError
from documents.printing.faults import Fault, explain
from documents.printing.metadata import identify_as_both
from documents.printing.numbering import number_lists
from documents.printing.portal_files import PortalFiles, portal_files
from documents.printing.rows import tell_length
from documents.printing.signs import tell_signs
from documents.printing.size_limits import exhausted, refuse_oversized
from documents.stamp import FILE_NAME

VARIANT = "pdf/a-3a"


@cache
def load() -> Any:
    """WeasyPrint with our tagging in place of its own, and our layout of pages, tables' heads and notes."""
    import weasyprint  # noqa: PLC0415 (slow import)

    if weasyprint.VERSION != tagging.WEASYPRINT:
        raise RuntimeError(
            f"documents/printing is written for WeasyPrint {tagging.WEASYPRINT}, "
            f"but {weasyprint.VERSION} is installed."
        )
    layout = weasyprint.layout
    layout.make_all_pages = fitting.fitted(layout.make_all_pages, layout.page.remake_page)
    block = layout.block
    block.block_level_page_break = fitting.told(block.block_level_page_break)
    block.table_layout = heads.kept(block.table_layout, block.remove_placeholders)
    weasyprint.css.StyleFor = shared_styles.shared(weasyprint.css.StyleFor)
    line_break = weasyprint.text.line_break.Layout
    line_break.setup = text_layouts.copied(line_break, weasyprint.text.ffi)
    context = layout.LayoutContext
    weasyprint.pdf.add_tags = tagging.add_tags
    context._update_footnote_area = footnotes.once(context._update_footnote_area)
    return weasyprint


@cache
def _html_class() -> Any:
    weasyprint = load()

    class LeanHTML(weasyprint.HTML):  # type: ignore[misc, name-defined]
        """With the stylesheet of `memory.py`, and without what it was laid out from."""

        layout: Any
        """WeasyPrint's `LayoutContext`, as `fitting.py` came to know it."""

        def _ua_stylesheets(self, _forms: bool = False) -> list[Any]:
            return [memory.own_stylesheet(weasyprint)]

        def render(self, **options: Any) -> Any:
            laid_out = super().render(**options)
            memory.release(self.layout)
            del self.layout
            return laid_out

    return LeanHTML


@cache
def _fetcher_class() -> Any:
    weasyprint = load()

    class OwnFilesOnly(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
        """Never passes an address to the base class, which would open it."""

        def __init__(self, own: PortalFiles) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.own = own

        def fetch(self, url: str, _headers: Any = None) -> Any:
            file = self.own.read(url)
            return weasyprint.urls.URLFetcherResponse(url, file.content, {"Content-Type": file.content_type})

    return OwnFilesOnly


def lay_out(html: str, own: PortalFiles | None = None, **options: Any) -> Any:
    """A `weasyprint.Document`: pages with their boxes, links, anchors and bookmarks."""
    own = own or portal_files()
    with _without_fault(own) as source:
        page = _html_class()(string=html, base_url=own.base_address, url_fetcher=_fetcher_class()(own))
        source.append(page.etree_element)
        refuse_oversized(page.etree_element)
        number_lists(page.etree_element)
        tell_length(page.etree_element)
        tell_signs(page.etree_element)
        sheets = stylesheets.take_out(page.etree_element, own, load())
        return page.render(
            stylesheets=sheets, font_config=fonts.portal_fonts(load()), **{"pdf_variant": VARIANT, **options}
        )


def write(laid_out: Any, document_json: str) -> bytes:
    """PDF/A-3a and PDF/UA-1 in one file, with the JSON that it was made from inside it."""
    html = laid_out._html
    with _without_fault(html.url_fetcher.own) as source:
        source.append(html.etree_element)
        tagging.prepare(laid_out.pages)
        identify_as_both(laid_out.metadata)
        attachment = load().Attachment(
            string=document_json,
            name=FILE_NAME,
            description=_("The text that this PDF was made from"),
            relationship="Source",
            url_fetcher=html.url_fetcher,
        )
        content: bytes = laid_out.write_pdf(pdf_variant=VARIANT, attachments=[attachment], finisher=_finish)
        return content


def write_for_press(laid_out: Any) -> bytes:
    """Nobody hears this file, and nothing is attached to it: `press.py` makes it what it has to be."""
    html = laid_out._html
    with _without_fault(html.url_fetcher.own) as source:
        source.append(html.etree_element)
        content: bytes = laid_out.write_pdf(**press.OPTIONS)
        return content


def _finish(laid_out: Any, pdf: Any) -> None:
    glyphs.name_letters(laid_out, pdf)
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])  # WeasyPrint lists an attached file twice
    memory.write_once(pdf)


@contextmanager
def _without_fault(own: PortalFiles) -> Iterator[list[Any]]:
    """WeasyPrint only logs a picture that it could not load. Here every warning, and every error, ends
    the rendering; the HTML put into the list is searched for the place."""
    source: list[Any] = []
    collected = _Collected()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(collected)
    try:
        yield source
    except RenderError:
        raise
    except OutOfTimeError as error:  # by the clock: on a machine with less to do there may be time enough
        raise PassingRenderError(exhausted(error, source)) from error
    except (OutOfMemoryError, MemoryError, RecursionError) as error:
        raise RenderError(exhausted(error, source)) from error
    except Exception as error:
        raise RenderError(explain([*collected.faults, Fault(str(error))], source, own)) from error
    finally:
        logger.removeHandler(collected)
    if collected.faults:
        raise RenderError(explain(collected.faults, source, own))


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.faults: list[Fault] = []

    def emit(self, record: logging.LogRecord) -> None:
        named = [value[-1] if isinstance(value, tuple) else value for value in record.args or ()]
        self.faults.append(Fault(record.getMessage(), str(named[0]) if named else ""))


@contextmanager
def reporting_pages(on_progress: Callable[[int], object]) -> Iterator[None]:
    """Calls with the number of each page when it is about to be laid out."""
    logger = logging.getLogger("weasyprint.progress")
    handler, level = _Pages(on_progress), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = True
        logger.setLevel(level)
        logger.removeHandler(handler)


class _Pages(logging.Handler):
    """WeasyPrint goes through the pages again where a page's number is printed on another; the highest number
    so far is reported."""

    def __init__(self, on_progress: Callable[[int], object]) -> None:
        super().__init__(logging.INFO)
        self.on_progress, self.furthest = on_progress, 0

    def emit(self, record: logging.LogRecord) -> None:
        if "Creating layout - Page" in record.msg and isinstance(record.args, tuple):
            page = record.args[0]
            if isinstance(page, int) and page > self.furthest:
                self.furthest = page
                self.on_progress(page)
