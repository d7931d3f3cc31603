"""A draft as a PDF, marked as one on every page."""

from hashlib import sha256

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from documents.codec import to_json
from documents.printing import html_of, print_html
from documents.stamp import Stamp
from documents.tree import PlanDocument


def draft_pdf(document: PlanDocument, address: str, owner: int) -> bytes:
    """Raises `RenderError`. `owner` is the primary key of the municipality whose draft it is."""
    text = to_json(document)
    with translation.override("da"):
        stamp = Stamp(
            number="",
            published_on=timezone.localdate(),
            address=address,
            sha256=sha256(text.encode()).hexdigest(),
            draft=True,
        )
        return print_html(marked(html_of(document, stamp)), text, owner=owner).content


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
