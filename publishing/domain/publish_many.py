"""Many first editions at once, of texts made by a program: for trial, where a click each would take days.

Editions, texts, steps and the chain of proof are as `publish` leaves them. It does not check what it is given, prints
nothing and tells nobody."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack

from django.db import transaction

from documents.codec import to_json
from documents.printing import Pdf
from documents.tree import PlanDocument
from goals.models import FollowUp
from plans.enums import PlanState
from plans.models import Plan
from publishing.checksum import sha256
from publishing.domain import proof
from publishing.domain.publish import edition_of, stored
from publishing.enums import Step
from publishing.models import Edition, FollowUpBasis, FrozenText, Subject, WorkflowStep
from publishing.models.subject import follow_up_of, of, plan_of
from publishing.numbering import EditionNumber

Text = tuple[Subject, PlanDocument]
Press = Callable[[str], Pdf]
"""Makes the PDF of an edition from its JSON."""


def publish_many(texts: Sequence[Text], *, note: str, press: Press) -> list[Edition]:
    """All or none. Each subject is a draft that has no edition; a follow-up's plan has one, and the files of no
    document count. Raises `ValueError` where that is not so."""
    for subject, document in texts:
        if subject.state != PlanState.DRAFT or document.attachments or Edition.objects.filter(of(subject)):
            raise ValueError(str(subject))
    kept = [_text(subject, document) for subject, document in texts]
    editions = [
        _edition(text, document, note) for text, (_subject, document) in zip(kept, texts, strict=True)
    ]
    with ExitStack() as files, transaction.atomic():
        for edition in editions:
            files.enter_context(stored(edition, press(edition.document_json)))
        _store(kept, editions)
    return editions


def _text(subject: Subject, document: PlanDocument) -> FrozenText:
    text = to_json(document)
    return FrozenText(
        plan=plan_of(subject),
        follow_up=follow_up_of(subject),
        document_json=text,
        document_sha256=sha256(text),
        basis=_in_force(subject.plan) if isinstance(subject, FollowUp) else None,
    )


def _in_force(plan: Plan) -> Edition:
    found = Edition.objects.of_plans().current().filter(plan=plan).first()
    if found is None:
        raise ValueError(str(plan))
    edition: Edition = found
    return edition


def _edition(text: FrozenText, document: PlanDocument, note: str) -> Edition:
    edition = edition_of(text.follow_up or text.plan, document, text.document_json, EditionNumber(1))
    edition.basis, edition.change_note = text.basis, note
    return edition


def _store(texts: list[FrozenText], editions: list[Edition]) -> None:
    FrozenText.objects.bulk_create(texts)
    Edition.objects.bulk_create(editions)
    proof.record_without_files(editions)
    FollowUpBasis.objects.bulk_create(
        FollowUpBasis(follow_up=text.follow_up, edition=text.basis) for text in texts if text.follow_up
    )
    WorkflowStep.objects.bulk_create(
        WorkflowStep(
            plan=text.plan,
            follow_up=text.follow_up,
            step=Step.PUBLISH,
            from_state=PlanState.DRAFT,
            to_state=PlanState.PUBLISHED,
            edition=edition.mark,
            text=text,
        )
        for text, edition in zip(texts, editions, strict=True)
    )
    plans = [text.plan_id for text in texts if not text.follow_up_id]
    Plan.objects.filter(pk__in=plans).update(state=PlanState.PUBLISHED)
    FollowUp.objects.filter(pk__in=[text.follow_up_id for text in texts if text.follow_up_id]).update(
        state=PlanState.PUBLISHED
    )
