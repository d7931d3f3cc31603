"""Who else has an editing page open. The page says so when it is loaded, and every 20 seconds after."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from desk.models import Presence
from plans.models.account import name_of

FRESH = timedelta(seconds=60)
"""A person counts as gone when three signals are missing."""
RETENTION = timedelta(days=1)


def page_key(row: Any) -> str:
    """Names the page on which the row is edited."""
    return f"{row._meta.label_lower}/{row.pk}"


def record_presence(person: Any, place: str) -> None:
    Presence.objects.bulk_create(
        [Presence(person_id=person.pk, place=place, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["person", "place"],
        update_fields=["seen_at"],
    )


def others_at(place: str, person: Any) -> str:
    """A sentence for the page, empty where nobody else is."""
    people = User.objects.filter(
        presences__place=place, presences__seen_at__gt=timezone.now() - FRESH
    ).exclude(pk=person.pk)
    names = [name_of(user) for user in people.order_by("presences__pk")]
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s has this page open now.") % {"name": names[0]}
    *first, last = names
    return _("%(names)s and %(last)s have this page open now.") % {"names": ", ".join(first), "last": last}


def row_at(request: HttpRequest, place: str) -> Any:
    """404 for what the person may not see, as if it did not exist."""
    label, _slash, key = place.partition("/")
    try:
        owner = admin.site.get_model_admin(apps.get_model(label))
    except (LookupError, ValueError, NotRegistered) as error:
        raise Http404 from error
    row = owner.get_object(request, key)
    if row is None or not owner.has_view_permission(request, row):
        raise Http404
    return row


class PresenceView(View):
    """A sign of life from an open page; without `place` only a question whether one is signed in."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not (request.user.is_active and request.user.is_staff):
            return HttpResponse(status=403)
        place = request.POST.get("place", "")
        if not place:
            return JsonResponse({"others": ""})
        place = page_key(row_at(request, place))
        record_presence(request.user, place)
        Presence.objects.filter(seen_at__lt=timezone.now() - RETENTION).delete()
        return JsonResponse({"others": others_at(place, request.user)})
