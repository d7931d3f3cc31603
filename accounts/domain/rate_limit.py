"""Limits on what anybody may ask for: so many times in a window, for each address or person.

Counted in a table, so that all server processes count together and nothing is forgotten because others ask
too. A window begins with the first try, and no further try makes it longer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from accounts.models import RateLimit

DELETE_BATCH = 100
"""Rows that are forgotten when one is added."""


@dataclass(frozen=True, slots=True)
class Limit:
    """`name` separates this limit's counts from those of others."""

    name: str
    times: int
    window: timedelta


def take(limit: Limit, who: str) -> bool:
    """Counts one more, unless that would be one too many. Of many at the same moment no more get through
    than the limit lets."""
    key, at = _key(limit, who), now()
    while True:
        if RateLimit.objects.filter(key=key, ends_at__gt=at, count__lt=limit.times).update(
            count=F("count") + 1
        ):
            return True
        if RateLimit.objects.filter(key=key, ends_at__lte=at).update(count=1, ends_at=at + limit.window):
            return True
        if RateLimit.objects.filter(key=key, ends_at__gt=at, count__gte=limit.times).exists():
            return False
        try:
            with transaction.atomic():
                _forget_ended(at)
                RateLimit.objects.create(key=key, count=1, ends_at=at + limit.window)
        except IntegrityError:  # another process was a moment earlier
            continue
        return True


def _forget_ended(at: datetime) -> None:
    """A few each time. What another process is about to forget is left to it: waiting for each other, both
    could come to wait for ever."""
    ended = RateLimit.objects.select_for_update(skip_locked=True).filter(ends_at__lte=at)
    RateLimit.objects.filter(pk__in=list(ended.values_list("pk", flat=True)[:DELETE_BATCH])).delete()


def give_back(limit: Limit, who: str) -> None:
    """What was taken turned out not to count."""
    RateLimit.objects.filter(key=_key(limit, who), count__gt=0).update(count=F("count") - 1)


def closed_until(limit: Limit, who: str) -> datetime | None:
    """None while there is one more to take."""
    found = RateLimit.objects.filter(key=_key(limit, who), ends_at__gt=now(), count__gte=limit.times)
    ends: datetime | None = found.values_list("ends_at", flat=True).first()
    return ends


def _key(limit: Limit, who: str) -> str:
    return salted_hmac("desk.rate_limit", f"{limit.name}:{who}", algorithm="sha256").hexdigest()
