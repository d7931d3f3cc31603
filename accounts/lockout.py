"""Closes signing in after too many wrong passwords: for a name from one address, and for an address.

django-axes counts the first. The second counts what one address tries with many names; it is wider, since a
whole town hall may share an address. Once it is reached no password is checked: each check takes a third of a
second of processor time."""

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.client_address import client_address
from accounts.domain import rate_limit
from accounts.domain.rate_limit import Limit

TOO_MANY = 429
WRONG = Limit("wrong sign-ins", 30, settings.AXES_COOLOFF_TIME)
"""Of one address, whatever the names. Six people who each lock their own name reach it."""
BURST = Limit("sign-ins at once", 10, timedelta(seconds=10))
"""Of one address, counted before the password is checked, so that many sent at the same moment are counted in
time. A right password is given back."""
MAX_NAME = AccessAttempt._meta.get_field("username").max_length


class Lockout(AxesDatabaseHandler):  # type: ignore[misc]
    """Axes calls it before any backend sees a password, and again with the outcome."""

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        address = client_address(request)
        if rate_limit.closed_until(WRONG, address) or not super().is_allowed(request, credentials):
            return False
        return rate_limit.take(BURST, address)

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        if request is not None and not request.axes_locked_out:  # type: ignore[attr-defined]
            rate_limit.take(WRONG, client_address(request))
        super().user_login_failed(sender, credentials, request, **kwargs)


def password_was_right(request: HttpRequest) -> None:
    """Called before the second step, if there is one."""
    rate_limit.give_back(BURST, client_address(request))


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """No longer than the table of attempts holds: PostgreSQL would refuse the row."""
    name = (credentials or {}).get("username") or request.POST.get("login")
    return None if name is None else str(name)[:MAX_NAME]


def locked_out(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """Says what is closed, and until when. The same for names that do not exist."""
    address = client_address(request)
    of_name = AccessAttempt.objects.filter(username=name_tried(request, credentials), ip_address=address)
    last = of_name.aggregate(last=Max("attempt_time"))["last"] or now()
    closed = rate_limit.closed_until(WRONG, address)
    context = {
        **admin.site.each_context(request),
        "title": _("Signing in is closed for a while"),
        "of_address": closed,
        "of_name": AxesProxyHandler.is_locked(request, credentials),
        "until": closed or last + settings.AXES_COOLOFF_TIME,
    }
    return render(request, "accounts/locked_out.html", context, status=TOO_MANY)
