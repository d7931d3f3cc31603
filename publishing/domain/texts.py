"""Freezing: the tree of a plan or follow-up, kept as the text that steps, links and schedules name."""

from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from documents.codec import to_json
from documents.follow_up_tree import judged_only, ref_of, report_on
from documents.from_rows import document_of, goals_alone
from documents.tree import PlanDocument
from goals.models import FollowUp
from plans.enums import PlanState
from plans.errors import RefusedError
from publishing.checksum import sha256
from publishing.domain.basis import basis_of
from publishing.domain.earlier import with_earlier_as_published
from publishing.enums import Step
from publishing.models import Edition, FrozenText, Subject, WorkflowStep
from publishing.models.subject import follow_up_of, of, plan_of

NAMED_IN = (PlanState.SUBMITTING, PlanState.SUBMITTED, PlanState.APPROVED)
"""The states in which a subject has a submitted text."""


def document_now(subject: Subject) -> PlanDocument:
    """The plan's tree of the rows as they are, or the report's; of other plans only what they have published.
    Raises `RefusedError` where an annex cannot be read."""
    try:
        if isinstance(subject, FollowUp):
            return _report_now(subject)
        return with_earlier_as_published(document_of(subject), subject)
    except OSError as error:
        raise RefusedError(_("An annex file cannot be read: %(error)s") % {"error": error}) from error


def _report_now(follow_up: FollowUp) -> PlanDocument:
    """On the goals of the edition that the follow-up is of. Of a plan that was not published when it was
    begun, only the goals that it judges."""
    if basis := basis_of(follow_up):
        return report_on(basis.document, follow_up)
    plan = goals_alone(follow_up.plan)
    rows = follow_up.assessments.select_related("goal__theme__plan__series", "goal__plan__series")
    judged = frozenset(ref_of(row, plan, by_rows=True) for row in rows)
    return report_on(judged_only(plan, judged), follow_up, by_rows=True)


def freeze(subject: Subject, by: User | None) -> FrozenText:
    """The rows as they are, kept. Raises `RefusedError` where an annex cannot be read."""
    return keep(subject, document_now(subject), by)


def keep(subject: Subject, document: PlanDocument, by: User | None) -> FrozenText:
    """The same text of the same subject is kept once."""
    text = to_json(document)
    kept, _created = FrozenText.objects.get_or_create(
        plan=plan_of(subject),
        follow_up=follow_up_of(subject),
        document_sha256=sha256(text),
        defaults={
            "document_json": text,
            "frozen_by": by,
            "basis": basis_of(subject) if isinstance(subject, FollowUp) else None,
        },
    )
    return kept


def current_text(subject: Subject) -> FrozenText | None:
    """The text that waits for approval or publication; None while there is none.

    A planned publication that failed names the text that was planned, which another may have replaced. What
    was submitted before texts were kept is frozen when it is first asked for: its rows have been locked
    since. None, too, where an annex of it can no longer be read."""
    if PlanState(subject.state) not in NAMED_IN:
        return None
    named = WorkflowStep.objects.filter(of(subject), text__isnull=False).exclude(step=Step.PUBLISH_FAILED)
    last: WorkflowStep | None = named.select_related("text").order_by("-pk").first()
    if last:
        text: FrozenText | None = last.text
        return text
    kept: FrozenText | None = FrozenText.objects.filter(of(subject)).order_by("pk").first()
    if kept:
        return kept
    try:
        return freeze(subject, None)
    except RefusedError:
        return None


def moment_of(edition: Edition) -> datetime:
    """When the rows were what the edition holds: when its text was frozen; of editions from before texts
    were frozen, when it was published."""
    texts = FrozenText.objects.filter(plan=edition.plan_id, follow_up=edition.follow_up_id)
    frozen = texts.filter(document_sha256=edition.document_sha256).values_list("frozen_at", flat=True).first()
    return frozen or edition.published_at


def with_decisions_of(text: FrozenText, now: PlanDocument) -> PlanDocument:
    """The frozen document with the decisions of the rows, and the annexes that came with them."""
    frozen = text.document
    new = tuple(one for one in now.attachments if one not in frozen.attachments)
    return replace(frozen, decisions=now.decisions, attachments=frozen.attachments + new)
