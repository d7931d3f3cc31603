"""A draft read by people without an account, who have been given its address.

They read a frozen text: the one of the moment when the link was made or renewed, from submission on the one
submitted. Publishing the text ends the link: from then on it leads to what was published."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.models import ShareLink
from plans.enums import PlanState
from plans.errors import RefusedError
from publishing.checksum import sha256
from publishing.domain.basis import refuse_withdrawn
from publishing.domain.texts import current_text, freeze
from publishing.domain.workflow import lock_subject
from publishing.enums import Step
from publishing.models import Edition, FrozenText, Subject, WorkflowStep
from publishing.models.subject import follow_up_of, of, plan_of

MAX_DAYS = 180
TOKEN_BYTES = 24
"""Of chance in an address: more than anybody can try."""


class UnknownLinkError(Exception):
    """There has never been such an address."""


class ClosedLinkError(Exception):
    """The address has led to a draft, but does so no longer."""

    def __init__(self, link: ShareLink) -> None:
        self.link = link


class PublishedLinkError(Exception):
    """What the address led to has been published: there it can be read."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition


@dataclass(frozen=True, slots=True)
class Shared:
    """What a reader of the link is shown, and as of when it is."""

    link: ShareLink
    text: FrozenText
    as_of: datetime


def links_of(subject: Subject) -> list[dict[str, Any]]:
    """The lines of the list, newest first: two queries. `as_of` is None for a link from before texts were frozen
    that nobody has opened since; `is_published`: it leads to the edition."""
    steps = list(
        WorkflowStep.objects.filter(of(subject), step__in=[Step.SUBMIT, Step.DECISION, Step.PUBLISH])
        .order_by("pk")
        .values_list("step", "at")
    )
    published = [at for step, at in steps if step == Step.PUBLISH]
    submitted = [at for step, at in steps if step != Step.PUBLISH]
    return [
        {
            "link": link,
            "as_of": max(
                [at for at in submitted if link.text_at and at >= link.text_at], default=link.text_at
            ),
            "is_published": subject.state == PlanState.PUBLISHED
            or any(at >= link.created_at for at in published),
        }
        for link in ShareLink.objects.filter(of(subject)).select_related("created_by")
    ]


@transaction.atomic
def share(subject: Subject, recipient: str, days: int, by: User) -> tuple[ShareLink, str]:
    """The link, and the token of its address, which is known only now. Raises `RefusedError`."""
    text = _text_to_share(subject, by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = ShareLink.objects.create(
        plan=plan_of(subject),
        follow_up=follow_up_of(subject),
        text=text,
        text_at=timezone.now(),
        token_sha256=sha256(token),
        recipient=recipient.strip(),
        expires_at=timezone.now() + timedelta(days=days),
        created_by=by,
    )
    return link, token


@transaction.atomic
def renew(link: ShareLink, by: User) -> None:
    """From now on the link shows the text as it is now. Raises `RefusedError`."""
    locked = ShareLink.objects.select_for_update(no_key=True, of=["self"]).get(pk=link.pk)
    if not locked.is_open or _edition_after(locked):
        raise RefusedError(_("The link is closed. Make a new one."))
    _take(locked, _text_to_share(locked.subject, by))


def recall(link: ShareLink) -> None:
    ShareLink.objects.filter(pk=link.pk, recalled_at=None).update(recalled_at=timezone.now())


def open_link(token: str) -> Shared:
    """Raises `UnknownLinkError`, `ClosedLinkError` or `PublishedLinkError`; `RefusedError` where a link from
    before texts were frozen is opened first and an annex cannot be read."""
    links = ShareLink.objects.select_related("plan__municipality", "follow_up__plan", "text__plan")
    link = links.filter(token_sha256=sha256(token)).first()
    if link is None:
        raise UnknownLinkError
    if not link.is_open or link.plan.archived_at:
        raise ClosedLinkError(link)
    if edition := _edition_after(link):
        raise PublishedLinkError(edition)
    if link.text is None or link.text_at is None:
        with transaction.atomic():
            lock_subject(link.subject)
            _take(link, current_text(link.subject) or freeze(link.subject, None))
    opened = shown_by(link)
    _refuse_withdrawn(opened)
    return opened


def _refuse_withdrawn(opened: Shared) -> None:
    """A follow-up holds the text of its plan, which nobody reads through it after it has been withdrawn."""
    link = opened.link
    if link.follow_up:
        try:
            refuse_withdrawn(link.follow_up, opened.text.basis)
        except RefusedError as error:
            raise ClosedLinkError(link) from error


def shown_by(link: ShareLink) -> Shared:
    """The text sent for approval since, also where it was sent back again: what has been written after that
    is shown when somebody renews the link."""
    assert link.text is not None
    assert link.text_at is not None
    steps = WorkflowStep.objects.filter(of(link.subject), step__in=[Step.SUBMIT, Step.DECISION])
    last = steps.filter(at__gte=link.text_at, text__isnull=False).select_related("text__plan")
    step = last.order_by("-pk").first()
    return Shared(link, step.text, step.at) if step and step.text else Shared(link, link.text, link.text_at)


def count_use(link: ShareLink, field: str) -> None:
    """`field`: `pages_read` or `pdfs_read`. Counted in the database, so that two at once are two."""
    ShareLink.objects.filter(pk=link.pk).update(**{field: F(field) + 1, "last_used_at": timezone.now()})


def _text_to_share(subject: Subject, by: User) -> FrozenText:
    """Under the lock: who publishes at the same moment has published before or after."""
    locked = lock_subject(subject)
    if locked.state == PlanState.PUBLISHED:
        raise RefusedError(_("It is published, and nothing has been changed since: pass its address on."))
    return current_text(locked) or freeze(locked, by)


def _take(link: ShareLink, text: FrozenText) -> None:
    link.text, link.text_at = text, timezone.now()
    link.save(update_fields=["text", "text_at"])


def _edition_after(link: ShareLink) -> Edition | None:
    """What was published since the link was made: the newest that can be read, else what was withdrawn."""
    published = WorkflowStep.objects.filter(of(link.subject), step=Step.PUBLISH, at__gte=link.created_at)
    if link.subject.state != PlanState.PUBLISHED and not published.exists():
        return None
    editions = Edition.objects.filter(of(link.subject)).order_by("is_proposal")
    found: Edition | None = (
        editions.in_force_or_proposed().light().first() or editions.last_of_each().light().first()
    )
    return found
