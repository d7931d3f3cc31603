"""What a unit was built of, in short: another stamp means that it has to be built again. So nothing is lost where a process
ended between storing and telling, and what changes with the day, or was not told, is built too."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from goals.models import Area, Indicator, Observation
from plans.models import Municipality
from publishing.models import Edition
from website.building.folders import SHARED


def stamp_of(unit: str) -> dict[str, Any]:
    return {"day": str(timezone.localdate()), "facts": facts(), "editions": editions().get(unit, "")}


def facts() -> str:
    """Of the country's figures and of the groups that they are compared in: four queries."""
    history = Observation.history.aggregate(newest=Max("history_id"))["newest"]
    indicators = Indicator.objects.filter(owner=None).order_by("pk").values_list()
    areas = Area.objects.filter(owner=None).order_by("pk").values_list()
    members = Area.members.through.objects.order_by("pk").values_list()
    told = repr((history, list(indicators), list(areas), list(members)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def editions() -> dict[str, str]:
    """By municipality, and of all: what has been published, withdrawn, suspended and made; and how a municipality is
    reached, which its own pages say. Two queries."""
    rows = Edition.objects.order_by("municipality_slug").values("municipality_slug")
    counted = rows.annotate(
        newest=Max("pk"),
        withdrawn=Count("withdrawal", distinct=True),
        suspended=Count("suspension", filter=Q(suspension__keep=None), distinct=True),
        made=Max("renditions"),
    )
    found = {
        row["municipality_slug"]: "-".join(
            str(row[key]) for key in ("newest", "withdrawn", "suspended", "made")
        )
        for row in counted
    }
    contacts = dict(_contacts())
    stamps = {slug: f"{told}-{contacts.get(slug, '')}" for slug, told in found.items()}
    return stamps | ({SHARED: " ".join(found.values())} if found else {})


def _contacts() -> Iterator[tuple[str, str]]:
    columns = ("slug", "name", "phone", "email", "website")
    for slug, *told in Municipality.objects.order_by("pk").values_list(*columns):
        yield slug, hashlib.sha256(repr(told).encode()).hexdigest()[:16]
