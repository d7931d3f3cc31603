"""Discarding a draft: the rows of a plan or a follow-up become again what the edition in force was made
of."""

from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from desk.domain.past import seen_now
from desk.domain.restoring import restore
from desk.domain.text_changes import TextChanges, changes_from, edition_in_force
from documents.codec import to_json
from documents.shared import with_shared_of
from documents.tree import PlanDocument
from goals.models import FollowUp
from plans.errors import RefusedError
from publishing.checksum import sha256
from publishing.domain.basis import basis_of, go_back
from publishing.domain.name_changes import since
from publishing.domain.texts import document_now, moment_of
from publishing.domain.workflow import lock_subject, refusal, take_step
from publishing.enums import Step
from publishing.models import Edition, FrozenText, Subject
from publishing.models.subject import of


def loss_of(subject: Subject) -> TextChanges | None:
    """What discarding the draft would lose. None where no edition is in force. Raises `RefusedError` where an annex cannot be read."""
    edition = edition_in_force(subject)
    if edition is None:
        return None
    before, after = edition.document, _with_shared_of(edition, subject)
    return changes_from(before, after, edition)


def draft_seen(subject: Subject) -> str:
    """Names the draft as it is now. Which edition of the plan a follow-up is of is in no history of its
    rows."""
    seen = seen_now(subject)
    if not isinstance(subject, FollowUp):
        return seen
    basis = basis_of(subject)
    return f"{seen} {basis.pk if basis else 0}"


@transaction.atomic
def discard(subject: Subject, *, by: User, seen: str) -> Edition:
    """Raises `RefusedError`, and then changes nothing: what cannot be made as the edition has it is named."""
    locked = lock_subject(subject)
    if refused := refusal(locked, Step.DISCARD, by):
        raise RefusedError(refused)
    edition = edition_in_force(locked)
    if edition is None:
        raise RefusedError(_("There is no edition in force to go back to."))
    if draft_seen(locked) != seen:
        raise RefusedError(_("The draft has been changed since you opened the page."))
    restore(locked, moment_of(edition))
    locked.refresh_from_db()
    if isinstance(locked, FollowUp):
        go_back(locked, edition.basis)
    _refuse_difference(edition, locked)
    text = FrozenText.objects.filter(of(locked), document_sha256=edition.document_sha256).first()
    take_step(locked, Step.DISCARD, by, text=text, edition=str(edition.label))
    subject.state = type(subject)._default_manager.values_list("state", flat=True).get(pk=subject.pk)
    return edition


def _refuse_difference(edition: Edition, subject: Subject) -> None:
    before, after = edition.document, _with_shared_of(edition, subject)
    if sha256(to_json(before)) == sha256(to_json(after)):
        return
    places = changes_from(before, after, edition).names or [edition.title]
    raise RefusedError(
        _("Edition %(number)s cannot be made of the history. It would differ in: %(places)s")
        % {"number": edition.label, "places": "; ".join(places)}
    )


def _with_shared_of(edition: Edition, subject: Subject) -> PlanDocument:
    """The subject's own parts are compared: what it shares with others is as the edition has it. Of a report,
    the goals and whatever else is the plan's are not its own."""
    now = document_now(subject)
    if isinstance(subject, FollowUp):
        now = replace(
            edition.document,
            follow_up=now.follow_up,
            decisions=now.decisions,
            attachments=now.attachments,
        )
        return with_shared_of(now, edition.document)
    return with_shared_of(now, edition.document, since(edition, now))
