"""The only file that imports WeasyPrint: laying out, and writing what was laid out."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from documents.printing import files, tagging
from documents.printing.errors import RenderError
from documents.printing.faults import Fault, explain
from documents.printing.metadata import identify_as_both

VARIANT = "pdf/a-3a"
RENDERING = threading.Lock()
ATTACHMENT = "plan.json"
"""What the tree's JSON is called inside the PDF."""


@cache
def _weasyprint() -> Any:
    """WeasyPrint with our tagging in the place of its own."""
    import weasyprint  # noqa: PLC0415 (slow import)

    if weasyprint.VERSION != tagging.WEASYPRINT:
        raise RuntimeError(
            f"documents/printing/tagging.py is written for WeasyPrint {tagging.WEASYPRINT}, "
            f"but {weasyprint.VERSION} is installed."
        )
    weasyprint.pdf.add_tags = tagging.add_tags
    weasyprint.pdf.Stream.marked = tagging.marked(weasyprint.pdf.Stream.marked)
    return weasyprint


@cache
def _fetcher() -> Any:
    weasyprint = _weasyprint()

    class OwnFilesOnly(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
        """Never hands an address to the class above, which would open it."""

        def fetch(self, url: str, _headers: Any = None) -> Any:
            file = files.read(url)
            return weasyprint.urls.URLFetcherResponse(url, file.content, {"Content-Type": file.content_type})

    return OwnFilesOnly(allowed_protocols=(), allow_redirects=False)


def lay_out(html: str) -> Any:
    """A `weasyprint.Document`: pages with their boxes, links, anchors and bookmarks."""
    with _without_fault() as source:
        page = _weasyprint().HTML(string=html, base_url=files.base_address(), url_fetcher=_fetcher())
        source.append(page.etree_element)
        return page.render(pdf_variant=VARIANT)


def write(laid_out: Any, document_json: str) -> bytes:
    """PDF/A-3a and PDF/UA-1 in one file, with the JSON that it was made from inside it."""
    with _without_fault() as source:
        source.append(laid_out._html.etree_element)
        tagging.prepare(laid_out.pages)
        identify_as_both(laid_out.metadata)
        attachment = _weasyprint().Attachment(
            string=document_json,
            name=ATTACHMENT,
            description=_("The text that this PDF was made from"),
            relationship="Source",
            url_fetcher=_fetcher(),
        )
        content: bytes = laid_out.write_pdf(
            pdf_variant=VARIANT, attachments=[attachment], finisher=_name_each_file_once
        )
        return content


def _name_each_file_once(_laid_out: Any, pdf: Any) -> None:
    """WeasyPrint lists an attached file twice among those that belong to the document."""
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


@contextmanager
def _without_fault() -> Iterator[list[Any]]:
    """WeasyPrint only logs a picture that it could not load. Here every warning, and every error, ends
    the rendering; the HTML put into the list is searched for the place.

    One at a time: WeasyPrint is not proven safe in threads, and it has one log for all of them.
    """
    source: list[Any] = []
    collected = _Collected()
    logger = logging.getLogger("weasyprint")
    with RENDERING:
        logger.addHandler(collected)
        try:
            yield source
        except Exception as error:
            raise RenderError(explain([*collected.faults, Fault(str(error))], source)) from error
        finally:
            logger.removeHandler(collected)
    if collected.faults:
        raise RenderError(explain(collected.faults, source))


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.faults: list[Fault] = []

    def emit(self, record: logging.LogRecord) -> None:
        named = [value for value in record.args or () if isinstance(value, str)]
        self.faults.append(Fault(record.getMessage(), named[0] if named else ""))
