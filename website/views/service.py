"""What programs ask for: the health check, the newest entry of proof, robots.txt and an accent's style
sheet."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from publishing.domain import proof
from website.building import folders

YEAR_SECONDS = 365 * 24 * 3600


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Pages that could not be built are named, and no reason to leave the server out: it serves those from before."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database", content_type="text/plain", status=503)
    failed = (
        [unit for unit, state in folders.states().items() if state.get("error")]
        if settings.SITE_FILES
        else []
    )
    return HttpResponse("\n".join(["ok", *(f"site: {unit}" for unit in failed)]), content_type="text/plain")


@never_cache
@require_safe
def newest_proof(_request: HttpRequest) -> HttpResponse:
    """In the form in which `manage.py verify --against` reads it, so that anybody may keep a list."""
    head = proof.head()
    return HttpResponse(f"{head.sequence} {head.sha256}\n", content_type="text/plain")


@cache_control(public=True, max_age=3600)
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain")


@cache_control(public=True, max_age=YEAR_SECONDS, immutable=True)
@require_safe
def accent(_request: HttpRequest, colour: str) -> HttpResponse:
    """A municipality's colour as a stylesheet of its own: the security policy forbids it in the page."""
    return HttpResponse(f":root {{ --accent: #{colour}; }}\n", content_type="text/css")
