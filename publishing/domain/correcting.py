"""A correction of language: the words of the approved text, and everything shared as it was published."""

from django.utils.translation import gettext as _

from documents.correction import violations
from documents.shared import UNCHANGED, with_shared_of
from documents.tree import PlanDocument
from goals.models import FollowUp
from plans.errors import RefusedError
from publishing.domain.name_changes import since
from publishing.models import Edition, FrozenText, Subject
from publishing.models.subject import of

SHOWN = 20
"""At most so many places are named in the message."""


def corrected(subject: Subject, text: FrozenText) -> PlanDocument:
    """The approved text as a correction of the edition in force. Raises `RefusedError`."""
    edition: Edition | None = Edition.objects.filter(of(subject)).current().first()
    if edition is None:
        raise RefusedError(_("There is no edition in force to correct. Publish a full edition."))
    approved = text.document
    changed = UNCHANGED if isinstance(subject, FollowUp) else since(edition, approved, text.frozen_at)
    document = with_shared_of(approved, edition.document, changed)
    found = violations(edition.document, document)
    if found:
        message = _(
            "More than words has changed since edition %(number)s. Publish a full edition. %(changes)s"
        )
        changes = "; ".join(map(str, found[:SHOWN])) + (" …" if len(found) > SHOWN else "")
        raise RefusedError(message % {"number": edition.label, "changes": changes})
    return document
