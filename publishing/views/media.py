"""Crests, pictures and annex files, as uploaded. Those of a draft are for signed-in people only."""

import mimetypes
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest

from plans.domain.access import Right, may_somewhere
from publishing.domain.shelf import NotPublishedError
from publishing.models import Edition
from publishing.views.page import page

SHOWN_TYPES = {"image/jpeg", "image/png", "application/pdf"}
"""What a browser may show by itself. Anything else is only saved: it could be a page with a script."""


@page
def media(request: HttpRequest, path: str) -> FileResponse:
    # The session is asked last, so that what has been published needs no cookie.
    if not Edition.objects.showing(path).exists() and not may_somewhere(request.user, Right.VIEW):
        raise NotPublishedError(path)
    try:
        handle = default_storage.open(path)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise NotPublishedError(path) from error
    kind = mimetypes.guess_type(path)[0]
    shown = kind in SHOWN_TYPES
    return FileResponse(
        handle,
        content_type=kind if shown else "application/octet-stream",
        as_attachment=not shown,
        filename=PurePosixPath(path).name,
    )
