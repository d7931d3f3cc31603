"""The PDF door, in three stages: a document as HTML, laid out on pages, written as a file.

Importing this is cheap: WeasyPrint, which takes a second, is loaded by the first rendering."""

from dataclasses import dataclass

from django.utils import translation

from documents.printing.errors import RenderError
from documents.printing.html import html_of
from documents.printing.weasy import lay_out, write
from documents.stamp import Stamp
from documents.tree import PlanDocument

__all__ = ["Pdf", "RenderError", "html_of", "lay_out", "render_pdf", "write"]


@dataclass(frozen=True, slots=True)
class Pdf:
    content: bytes
    pages: int


def render_pdf(document: PlanDocument, stamp: Stamp, document_json: str) -> Pdf:
    """The edition as PDF/A-3a and PDF/UA-1, with its JSON inside. Raises `RenderError`.

    In Danish, whatever the language of the person who publishes.
    """
    with translation.override("da"):
        laid_out = lay_out(html_of(document, stamp))
        return Pdf(write(laid_out, document_json), len(laid_out.pages))
