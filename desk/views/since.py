"""What the draft of a plan or a follow-up says that the public does not read yet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.domain.text_changes import changes_since, edition_read
from desk.pages import address_of, page_of_subject, subject_for
from plans.errors import RefusedError
from publishing.domain.texts import document_now


@require_safe
def since_edition(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_for(request, kind, pk)
    edition = edition_read(subject)
    context: dict[str, Any] = {"edition": edition}
    if edition:
        try:
            context["changes"] = changes_since(edition, document_now(subject))
        except RefusedError:
            messages.error(
                request, _("A file among the annexes is missing. Upload it again, or take it out.")
            )
            return redirect(address_of(subject))
    title = _("Changed since it was published")
    return page_of_subject(request, "desk/since_edition.html", subject, title, context)
