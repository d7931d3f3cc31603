"""PDF rendering, in three stages: a document as HTML, laid out on pages, written as a file.

The first stage is the caller's; the other two run in a process of their own (`process.py`). Importing this
is cheap: WeasyPrint, which takes a second, is loaded there."""

from django.utils import translation

from documents.printing.errors import RenderError
from documents.printing.html import html_of
from documents.printing.process import prepare, print_for_press, print_html, yielding
from documents.printing.size_limits import too_deep
from documents.printing.weasy import lay_out, write
from documents.printing.worker import Pdf
from documents.stamp import Stamp
from documents.tree import PlanDocument
from plans.progress import ProgressCallback

__all__ = [
    "Pdf",
    "RenderError",
    "html_of",
    "lay_out",
    "prepare",
    "print_for_press",
    "print_html",
    "render_pdf",
    "write",
    "yielding",
]


def render_pdf(
    document: PlanDocument,
    stamp: Stamp,
    document_json: str,
    *,
    owner: int | None = None,
    on_progress: ProgressCallback | None = None,
) -> Pdf:
    """The edition as PDF/A-3a and PDF/UA-1, with its JSON inside. Raises `RenderError`.

    In Danish, whatever the language of the person who publishes. Printed are the pictures of the municipality
    whose primary key `owner` is. `on_progress` is called with each page's number as it is laid out, and with
    the total when all are.
    """
    with translation.override("da"):
        try:
            html = html_of(document, stamp)
        except RecursionError as error:
            raise RenderError(too_deep()) from error
        return print_html(html, document_json, owner=owner, on_progress=on_progress)
