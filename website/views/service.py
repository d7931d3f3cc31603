"""What programs ask for: the health check, the newest entry of proof, robots.txt, the icon, an accent's style
sheet, and where the accessibility statement is."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from documents.printing.style import colours
from plans.danish import alphabetical
from publishing.domain import proof
from publishing.domain.renditions import incomplete
from website.building import folders
from website.domain.records.kinds import MunicipalityRecord
from website.domain.records.published import Selection
from website.domain.records.resources import RESOURCES
from website.views.page import as_file, page

KEPT = ("admin", "udkast")
"""What robots are asked to stay out of."""


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Pages that could not be built, and editions that lack a PDF, are named, and no reason to leave the server out:
    it serves what is there."""
    try:
        lacking = [f"pdf: {edition}" for edition in incomplete()]
    except DatabaseError:
        return HttpResponse("database", content_type="text/plain", status=503)
    failed = (
        [unit for unit, state in folders.states().items() if state.get("error")]
        if settings.SITE_FILES
        else []
    )
    return HttpResponse(
        "\n".join(["ok", *(f"site: {unit}" for unit in failed), *lacking]), content_type="text/plain"
    )


@never_cache
@require_safe
def newest_proof(_request: HttpRequest) -> HttpResponse:
    """In the form in which `manage.py verify --against` reads it, so that anybody may keep a list."""
    head = proof.head()
    return HttpResponse(f"{head.sequence} {head.sha256}\n", content_type="text/plain")


@cache_control(public=True, max_age=3600)
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """The desk and shared drafts are for those who have their addresses."""
    lines = ["User-agent: *", *(f"Disallow: /{kept}/" for kept in KEPT), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('publishing:sitemap-index')}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@cache_control(public=True, max_age=3600)
@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """For programs that ask for it without reading a page."""
    return redirect(static("icons/favicon.ico"))


@page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The registered statement of the municipality; of several, a page that leads to each."""
    of = RESOURCES["kommuner"]
    towns = [one for one in of.records(of.units(Selection())) if isinstance(one, MunicipalityRecord)]
    if len(towns) == 1 and towns[0].accessibility:
        return redirect(towns[0].accessibility)
    towns.sort(key=lambda town: alphabetical(town.short_name))
    return render(request, "website/accessibility.html", {"towns": towns})


@require_safe
def accent(request: HttpRequest, colour: str) -> HttpResponseBase:
    """A municipality's colour as a stylesheet of its own: the security policy forbids it in the page. With its
    shades, as in print: programs that judge contrast cannot read what a browser mixes."""
    return as_file(request, HttpResponse(colours(f"#{colour}")))
