"""A draft read by people without an account, who have been given its address."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from desk.models import ShareLink
from plans.models import Plan

MAX_DAYS = 180
TOKEN_BYTES = 24
"""Of chance in an address: more than anybody can try."""


class UnknownLinkError(Exception):
    """There has never been such an address."""


class ClosedLinkError(Exception):
    """The address has led to a draft, but does so no longer."""

    def __init__(self, link: ShareLink) -> None:
        self.link = link


def share(plan: Plan, recipient: str, days: int, by: User) -> tuple[ShareLink, str]:
    """The link, and the token of its address, which is known only now."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = ShareLink.objects.create(
        plan=plan,
        token_sha256=_sha256(token),
        recipient=recipient.strip(),
        expires_at=timezone.now() + timedelta(days=days),
        created_by=by,
    )
    return link, token


def recall(link: ShareLink) -> None:
    ShareLink.objects.filter(pk=link.pk, recalled_at=None).update(recalled_at=timezone.now())


def open_link(token: str) -> ShareLink:
    """Raises `UnknownLinkError` or `ClosedLinkError`."""
    links = ShareLink.objects.select_related("plan__municipality")
    link = links.filter(token_sha256=_sha256(token)).first()
    if link is None:
        raise UnknownLinkError
    if not link.is_open:
        raise ClosedLinkError(link)
    return link


def count_use(link: ShareLink, field: str) -> None:
    """`field`: `pages_read` or `pdfs_read`. Counted in the database, so that two at once are two."""
    ShareLink.objects.filter(pk=link.pk).update(**{field: F(field) + 1, "last_used_at": timezone.now()})


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
