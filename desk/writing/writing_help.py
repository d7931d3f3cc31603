"""What the toolbar over a text field asks the server for: pasted text as Markdown, and the parts of the
plan to link to."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.writing.markdown import MAX_PREVIEW, WritersOnly
from desk.writing.presence import row_at
from documents.clipboard import TooTangledError, pasted
from documents.from_rows import plan_ref
from plans.domain.owning_plan import plan_around

PICTURE = re.compile(r"<img\b", re.IGNORECASE)
DELETED = re.compile(r"<del\b", re.IGNORECASE)
MAX_PASTED = 5 * MAX_PREVIEW
"""Word's formatting is several times longer than the text in it."""


class PasteView(WritersOnly):
    def post(self, request: HttpRequest) -> HttpResponse:
        html = request.POST.get("html", "")
        if len(html) > MAX_PASTED:
            return self.refuse(_("The text is too long to paste in one piece."), 413)
        try:
            made = pasted(html, beside=request.POST.get("beside", ""))
        except TooTangledError:
            return self.refuse(_("The text is too long to paste in one piece."), 413)
        answer = HttpResponse(made, content_type="text/plain; charset=utf-8")
        if left_out := " ".join(_left_out(html)):
            answer.headers["X-Left-Out"] = quote(left_out)
        return answer


def _left_out(html: str) -> Iterator[str]:
    if PICTURE.search(html):
        yield _("Pictures do not come along. Insert each by the toolbar.")
    if DELETED.search(html):
        yield _("Text that was struck out as a tracked change does not come along.")


class PartsView(WritersOnly):
    """Titles and public addresses of the parts of the plan that the page belongs to."""

    def post(self, request: HttpRequest) -> HttpResponse:
        row = row_at(request, request.POST.get("place", ""))
        plan = plan_around(row)
        if plan is None:
            raise Http404
        start = [plan.municipality.slug, plan_ref(plan)]
        parts: list[tuple[str, Any]] = [("section", row) for row in plan.sections.filter(parent=None)]
        parts += [("theme-group", row) for row in plan.theme_groups.all()]
        parts += [("theme", row) for row in plan.themes.all()]
        addresses = [
            (str(row), reverse(f"publishing:{name}", args=[*start, row.slug])) for name, row in parts
        ]
        return JsonResponse({"parts": addresses})
