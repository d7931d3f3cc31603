"""The stored files, byte for byte as published: a checksum printed elsewhere must fit them."""

from collections.abc import Callable
from datetime import datetime

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from documents.tree import PlanRef
from publishing.domain.open_edition import find_edition, place_of
from publishing.domain.published_editions import NotPublishedError
from publishing.domain.renditions import wanted
from publishing.enums import RenditionKind
from publishing.models import Edition, Rendition
from publishing.numbering import EditionNumber
from website.views.page import NOINDEX, as_file, or_of_proposal, page

SOON_SECONDS = 10
"""How long "not made yet" may be shown without asking again."""


@page
@or_of_proposal
def pdf(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    number: EditionNumber | None = None,
    follow_ups: bool = False,
    report: str = "",
    proposal: bool = False,
) -> HttpResponseBase:
    edition = find_edition(
        municipality, plan, number, follow_ups=follow_ups, report=report, proposal=proposal
    )
    response = _stored_pdf(request, edition, edition.published_at)
    return _for_search_engines(response, edition, number)


@page
@or_of_proposal
def rendition(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    kind: RenditionKind,
    slug: str = "",
    number: EditionNumber | None = None,
    follow_ups: bool = False,
    report: str = "",
    proposal: bool = False,
) -> HttpResponseBase:
    """A further PDF of the edition. One that will come, but is not made yet, is not simply missing."""
    edition = find_edition(
        municipality, plan, number, follow_ups=follow_ups, report=report, proposal=proposal
    )
    found: Rendition | None = edition.renditions.served().of(kind, slug).first()
    if found is None:
        return _not_made(request, edition, kind, slug)
    return _for_search_engines(_stored_pdf(request, found, found.made_at), edition, number)


def _not_made(request: HttpRequest, edition: Edition, kind: RenditionKind, slug: str) -> HttpResponse:
    if (kind, slug) not in [(one.kind, one.subject) for one in wanted(edition)]:
        raise NotPublishedError
    context = {"place": place_of(edition), "edition": edition}
    response = render(request, "website/not_made.html", context, status=404)
    patch_cache_control(response, max_age=SOON_SECONDS)
    return response


@page
@or_of_proposal
def json(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    number: EditionNumber | None = None,
    follow_ups: bool = False,
    report: str = "",
    proposal: bool = False,
) -> HttpResponseBase:
    edition = find_edition(
        municipality, plan, number, follow_ups=follow_ups, report=report, proposal=proposal
    )
    response = _stored(
        request,
        edition.document_sha256,
        edition.published_at,
        lambda: HttpResponse(edition.document_json.encode()),
    )
    return _for_search_engines(response, edition, number)


def _for_search_engines(
    response: HttpResponseBase, edition: Edition, number: EditionNumber | None
) -> HttpResponseBase:
    """A file is left out where the page beside it is; of proposals, `page` sees to it. One more query, of a permanent
    address."""
    if (
        number
        and not edition.is_proposal
        and not Edition.objects.filter(pk=edition.pk).to_be_found().exists()
    ):
        response["X-Robots-Tag"] = NOINDEX
    return response


def _stored_pdf(request: HttpRequest, row: Edition | Rendition, made_at: datetime) -> HttpResponseBase:
    # A PDF is compressed already: the gzip middleware would only take its length away.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return _stored(
        request,
        row.pdf_sha256,
        made_at,
        lambda: FileResponse(row.pdf.open("rb")),
    )


def _stored(
    request: HttpRequest, sha256: str, made_at: datetime, respond: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    etag, modified = f'"{sha256}"', int(made_at.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    response = unchanged or respond()
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    return as_file(request, response)
