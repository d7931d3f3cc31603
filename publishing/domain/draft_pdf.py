"""A draft as a PDF, marked as one on every page."""

from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from documents.printing import Pdf, RenderError, html_of, print_html
from documents.printing.excess import too_deep
from documents.stamp import Stamp
from documents.tree import PlanDocument
from plans.progress import Told


def draft_pdf(document: PlanDocument, document_json: str, *, owner: int, told: Told | None = None) -> Pdf:
    """Raises `RenderError`. `owner` is the primary key of the municipality whose draft it is."""
    stamp = Stamp(
        number="",
        published_on=timezone.localdate(),
        address=_public_address(document),
        sha256=sha256(document_json.encode()).hexdigest(),
        draft=True,
    )
    with translation.override("da"):
        try:
            html = marked(html_of(document, stamp))
        except RecursionError as error:
            raise RenderError(too_deep()) from error
        return print_html(html, document_json, owner=owner, told=told)


def _public_address(document: PlanDocument) -> str:
    """Where the plan will stand when it is published: what is printed may be passed on, the link not."""
    place = [document.municipality.slug, document.year]
    name = "publishing:follow-up" if document.follow_up else "publishing:plan"
    return settings.SITE_URL + reverse(name, args=place)


def marked(html: str) -> str:
    """Over the text and under it, on every page, the cover too."""
    return html.replace("</head>", f"<style>{_mark()}</style></head>", 1)


def _mark() -> str:
    words = _("DRAFT – not adopted")
    style = "color:#a3222f;font-weight:600;font-size:9pt"
    return (
        f'@page{{@top-center{{content:"{words}";{style};white-space:nowrap}}'
        f'@bottom-center{{content:"{words}";{style};white-space:nowrap}}}}'
        f'@page cover{{@top-center{{content:none}}@bottom-center{{content:"{words}";{style};margin-top:-14mm}}}}'
    )
