"""What a page says of itself to programs: its one address, and what it is, in the words of schema.org."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from documents.tree import Municipality, PlanDocument
from publishing.domain.addresses import Addresses
from publishing.domain.open_edition import OpenEdition
from website.domain.menu import Item

CONTEXT = "https://schema.org"
ADDRESS_SPACE = "publishing"
PERMANENT = "edition-"
"""How the names of a plan edition's addresses begin; without it, that of the plan's own."""
Data = dict[str, Any]


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def canonical(request: HttpRequest, open_edition: OpenEdition | None) -> str:
    """Of a permanent address of what is in force, that of the plan or follow-up itself; else the page's own. Empty of
    what is not a public page."""
    match = request.resolver_match
    if match is None or match.namespace != ADDRESS_SPACE:
        return ""
    if open_edition is None or open_edition.edition.is_proposal or open_edition.superseded:
        return absolute(request.path)
    if open_edition.edition.follow_up_id:
        is_front = "follow-up" in str(match.url_name) or str(match.url_name).startswith("report")
        return absolute(Addresses(open_edition.edition).front if is_front else request.path)
    if open_edition.number is None:
        return absolute(request.path)
    name = "plan" if match.url_name == "edition" else str(match.url_name).removeprefix(PERMANENT)
    kwargs = {key: value for key, value in match.kwargs.items() if key != "number"}
    return absolute(reverse(f"{ADDRESS_SPACE}:{name}", kwargs=kwargs))


def organization(place: Municipality) -> Data:
    data: Data = {
        "@type": "GovernmentOrganization",
        "name": place.name,
        "url": place.website or absolute(reverse("publishing:municipality", args=[place.slug])),
    }
    if place.code:
        data["identifier"] = place.code
    if place.crest:
        data["logo"] = absolute(f"{settings.MEDIA_URL}{place.crest}")
    return data


def report(open_edition: OpenEdition) -> Data:
    """Of a plan or a follow-up; nothing that it does not say itself."""
    document, edition = open_edition.document, open_edition.edition
    there = Addresses(edition)
    decision = document.adopted
    data: Data = {
        "@type": "Report",
        "name": document.display_title,
        "inLanguage": "da",
        "url": absolute(there.front),
        "version": str(edition.label),
        "datePublished": edition.published_at.date().isoformat(),
        "publisher": organization(document.municipality),
        "temporalCoverage": _years(document),
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": absolute(there.pdf),
        },
    }
    if document.summary and not document.follow_up:
        data["abstract"] = document.summary
    if decision and not document.follow_up:
        data["dateCreated"] = decision.date.isoformat()
    return data


def _years(document: PlanDocument) -> str:
    """An interval as ISO 8601 writes it; open where the plan has no end."""
    return f"{document.year}/{document.last_year or '..'}"


def breadcrumbs(trail: Iterable[Item], here: str) -> Data:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": item.title,
                "item": absolute(item.url) if item.url else here,
            }
            for place, item in enumerate(trail, start=1)
        ],
    }


def linked_data(
    here: str, open_edition: OpenEdition | None, place: Municipality | None, trail: Iterable[Item]
) -> Data | None:
    """What is known of the page; None of one that says nothing of a municipality."""
    graph: list[Data] = []
    if open_edition:
        graph.append(report(open_edition))
    elif place:
        graph.append(organization(place))
    if trail := tuple(trail):
        graph.append(breadcrumbs(trail, here))
    return {"@context": CONTEXT, "@graph": graph} if graph else None
