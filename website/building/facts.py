"""What a unit was built of, in short: another stamp means that it has to be built again. So nothing is lost where a process
ended between storing and telling, and what changes with the day, or was not told, is built too."""

import hashlib
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone

from goals.models import Area, Indicator, Observation
from plans.models import Municipality
from publishing.models import Edition, Rendition
from themes.models import TargetGroupContact
from website.building.folders import DATA, SHARED

TOLD = ("who", "phone", "email", "website", "hours")


MADE = "+"
"""In a stamp, between all else and the newest of the further PDFs."""


def stamps() -> dict[str, str]:
    """By unit, of all that there is something to build of. Seven queries."""
    country, people = of_country(), contacts()
    found = {}
    for unit, stamp in editions().items():
        published, _sign, made = stamp.partition(MADE)
        found[unit] = f"{_digest(timezone.localdate(), country, people.get(unit), published)}{MADE}{made}"
    return found


def apart_from_pdfs(stamp: str) -> str:
    return stamp.partition(MADE)[0]


def plans_with_pdfs_since(unit: str, stamp: str) -> list[str]:
    """The folders of the pages of those of which further PDFs have been made. One query."""
    newest = stamp.partition(MADE)[2]
    rows = Rendition.objects.filter(edition__municipality_slug=unit, pk__gt=int(newest or 0))
    keys = rows.order_by("edition").values_list("edition").distinct()
    return sorted({folder_of(edition) for edition in Edition.objects.filter(pk__in=keys).light()})


def folder_of(edition: Edition) -> str:
    """Of the pages of its plan."""
    return reverse("publishing:plan", args=[edition.municipality_slug, edition.plan_ref]).strip("/")


def of_country() -> str:
    """The country's figures and the groups that they are compared in: four queries."""
    history = Observation.history.aggregate(newest=Max("history_id"))["newest"]
    indicators = Indicator.objects.filter(owner=None).order_by("pk").values_list()
    areas = Area.objects.filter(owner=None).order_by("pk").values_list()
    members = Area.members.through.objects.order_by("pk").values_list()
    return _digest(history, list(indicators), list(areas), list(members))


def contacts() -> dict[str, list[tuple[Any, ...]]]:
    """By municipality, whom to call: two queries."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for slug, *told in Municipality.objects.order_by("pk").values_list(
        "slug", "name", "phone", "email", "website"
    ):
        found.setdefault(slug, []).append(tuple(told))
    for row in TargetGroupContact.objects.order_by("pk").values_list(
        "municipality__slug", "target_group__slug", *TOLD
    ):
        found.setdefault(row[0], []).append(row)
    return found


def _digest(*told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def editions() -> dict[str, str]:
    """By municipality, and of all: what has been published, withdrawn and suspended, and of a municipality the newest
    further PDF, which no other page shows. What several share comes last: it shows the others. One query."""
    rows = Edition.objects.order_by("municipality_slug").values("municipality_slug")
    counted = rows.annotate(
        newest=Max("pk"),
        withdrawn=Count("withdrawal", distinct=True),
        suspended=Count("suspension", filter=Q(suspension__keep=None), distinct=True),
        made=Max("renditions"),
    )
    found = {
        row["municipality_slug"]: "-".join(str(row[key]) for key in ("newest", "withdrawn", "suspended"))
        for row in counted
    }
    whole = " ".join(found.values())
    made = {row["municipality_slug"]: f"{MADE}{row['made'] or 0}" for row in counted}
    of_towns = {slug: stamp + made[slug] for slug, stamp in found.items()}
    return of_towns | ({SHARED: whole, DATA: whole} if found else {})
