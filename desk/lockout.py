"""What axes asks and says when signing in is closed after too many wrong passwords."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from desk.client_address import client_address

TOO_MANY = 429
MAX_NAME = AccessAttempt._meta.get_field("username").max_length


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """No longer than the table of attempts holds: PostgreSQL would refuse the row."""
    name = (credentials or {}).get("username") or request.POST.get("username")
    return None if name is None else str(name)[:MAX_NAME]


def locked_out(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """Says until when. The same for names that do not exist."""
    address = client_address(request)
    attempts = AccessAttempt.objects.filter(username=name_tried(request, credentials), ip_address=address)
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or now()
    context = {
        **admin.site.each_context(request),
        "title": _("Signing in is closed for a while"),
        "until": last + settings.AXES_COOLOFF_TIME,
    }
    return render(request, "desk/locked_out.html", context, status=TOO_MANY)
