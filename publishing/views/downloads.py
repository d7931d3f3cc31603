"""The stored files, byte for byte as published: a checksum printed elsewhere must fit them."""

from collections.abc import Callable

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from publishing.domain.reading import find_edition
from publishing.models import Edition
from publishing.numbering import EditionNumber
from publishing.views.page import page


@page
def pdf(
    request: HttpRequest,
    municipality: str,
    year: int,
    number: EditionNumber | None = None,
    follow_ups: bool = False,
) -> HttpResponseBase:
    edition = find_edition(municipality, year, number, follow_ups=follow_ups)
    # A PDF is compressed already: the gzip middleware would only take its length away.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return _stored(
        request,
        edition,
        edition.pdf_sha256,
        lambda: FileResponse(edition.pdf.open("rb"), content_type="application/pdf"),
        "pdf",
    )


@page
def json(
    request: HttpRequest,
    municipality: str,
    year: int,
    number: EditionNumber | None = None,
    follow_ups: bool = False,
) -> HttpResponseBase:
    edition = find_edition(municipality, year, number, follow_ups=follow_ups)
    return _stored(
        request,
        edition,
        edition.document_sha256,
        lambda: HttpResponse(edition.document_json.encode(), content_type="application/json"),
        "json",
    )


def _stored(
    request: HttpRequest, edition: Edition, sha256: str, respond: Callable[[], HttpResponseBase], suffix: str
) -> HttpResponseBase:
    etag, modified = f'"{sha256}"', int(edition.published_at.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    response = unchanged or respond()
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Content-Disposition"] = f'inline; filename="{_file_name(edition)}.{suffix}"'
    return response


def _file_name(edition: Edition) -> str:
    kind = "-opfoelgning" if edition.follow_up_id else ""
    return f"{edition.municipality_slug}-{edition.year}{kind}-udgave-{edition.label}"
