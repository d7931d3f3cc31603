"""A draft as a PDF, marked as one on every page."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from documents.printing import Pdf, RenderError, html_of, print_html
from documents.printing.size_limits import too_deep
from documents.stamp import Stamp
from documents.tree import PlanDocument
from plans.progress import ProgressCallback
from publishing.checksum import sha256
from publishing.models import Subject
from publishing.models.subject import plan_of


def draft_pdf(
    subject: Subject,
    document: PlanDocument,
    document_json: str,
    *,
    judged: bool = True,
    on_progress: ProgressCallback | None = None,
) -> Pdf:
    """`document` is the subject's draft, or a text of it. Raises `RenderError`; of a file that is not valid unless
    it is only for reading proof, where it is not `judged`."""
    stamp = Stamp(
        number="",
        published_on=timezone.localdate(),
        address="",
        sha256=sha256(document_json),
        draft=True,
    )
    with translation.override("da"):
        try:
            html = marked(html_of(document, stamp))
        except RecursionError as error:
            raise RenderError(too_deep()) from error
        owner = plan_of(subject).municipality_id
        return print_html(html, document_json, owner=owner, judged=judged, on_progress=on_progress)


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
