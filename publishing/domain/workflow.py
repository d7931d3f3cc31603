"""From draft to published: which steps there are, who may take them, and which state each leads to.

`RULES` is the whole table, the same for a plan and for a follow-up. What is not in it cannot be done:
`offered_steps` does not offer it and `take_step` refuses it. Every step is a line in the subject's history
that is never changed.

Steps name the text that they are about. Submitting freezes the tree; whoever approves, returns or publishes
says by its checksum which text they read, and is refused when another has been submitted since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from goals.models import FollowUp
from plans.domain.access import Permission, Person, has_permission
from plans.domain.lock import lock
from plans.enums import PlanState
from plans.errors import RefusedError
from publishing.domain import jobs, notices
from publishing.domain.basis import refuse_withdrawn
from publishing.domain.four_eyes import account_of_approval, is_author, refusal_to_approve
from publishing.domain.texts import current_text, freeze
from publishing.enums import JobKind, Step
from publishing.models import FrozenText, Subject, WorkflowStep
from publishing.models.subject import follow_up_of, of, plan_of

DRAFT, SUBMITTING, SUBMITTED, APPROVED, PUBLISHED = PlanState


class TextChangedError(RefusedError):
    """The text that the person read is no longer the one that the step would be about. `read` is None
    where there never was such a text; `current` is None where none is submitted."""

    def __init__(self, read: FrozenText | None, current: FrozenText | None) -> None:
        super().__init__(
            _("The text has changed since you read it. Read what is different, and decide again.")
        )
        self.read = read
        self.current = current


@dataclass(frozen=True, slots=True)
class Rule:
    """`moves`: from which states the step leads, and where to. `operator`: a command may take it
    by itself, from any state. `chosen`: a person chooses it; else it follows from something else.
    `names_text`: the person must say which submitted text it is about. `automatic`: the installation
    alone takes it, and only from where it belongs."""

    permission: Permission
    moves: Mapping[PlanState, PlanState]
    needs_reason: bool = False
    operator: bool = False
    chosen: bool = True
    names_text: bool = False
    automatic: bool = False


EVERYWHERE = {state: state for state in PlanState}
AT_REST = {DRAFT: DRAFT, PUBLISHED: PUBLISHED}

RULES: Mapping[Step, Rule] = {
    Step.SUBMIT: Rule(Permission.EDIT, {DRAFT: SUBMITTING}),
    Step.TAKE_BACK: Rule(Permission.EDIT, {SUBMITTING: DRAFT, SUBMITTED: DRAFT}, needs_reason=True),
    Step.RETURN: Rule(
        Permission.PUBLISH, {SUBMITTED: DRAFT, APPROVED: DRAFT}, needs_reason=True, names_text=True
    ),
    Step.APPROVE: Rule(Permission.PUBLISH, {SUBMITTED: APPROVED}, names_text=True),
    Step.PUBLISH: Rule(
        Permission.PUBLISH, {APPROVED: PUBLISHED}, needs_reason=True, operator=True, names_text=True
    ),
    Step.WITHDRAW: Rule(
        Permission.PUBLISH,
        {**EVERYWHERE, PUBLISHED: DRAFT},
        needs_reason=True,
        operator=True,
        chosen=False,
    ),
    Step.READY: Rule(Permission.VIEW, {SUBMITTING: SUBMITTED}, operator=True, chosen=False, automatic=True),
    Step.SUBMIT_FAILED: Rule(
        Permission.VIEW,
        {SUBMITTING: DRAFT},
        needs_reason=True,
        operator=True,
        chosen=False,
        automatic=True,
    ),
    Step.DECISION: Rule(
        Permission.PUBLISH,
        {SUBMITTED: SUBMITTED, APPROVED: APPROVED},
        chosen=False,
        names_text=True,
    ),
    # Who may change which part has been asked where it is changed.
    Step.NEW_DRAFT: Rule(Permission.VIEW, {PUBLISHED: DRAFT}, chosen=False),
    Step.DISCARD: Rule(Permission.EDIT, {DRAFT: PUBLISHED}, chosen=False),
    Step.ARCHIVE: Rule(Permission.MANAGE, AT_REST, chosen=False),
    Step.UNARCHIVE: Rule(Permission.MANAGE, AT_REST, chosen=False),
}


def offered_steps(subject: Subject, person: Person) -> list[Step]:
    """What the person may do with the subject as it is now, in the order of the table."""
    return [step for step, refused in refusals(subject, person).items() if not refused]


def refusals(subject: Subject, person: Person) -> dict[Step, str]:
    """Of each step that a person chooses, why they cannot take it now, or nothing."""
    return {step: refusal(subject, step, person) for step, rule in RULES.items() if rule.chosen}


def refusal(subject: Subject, step: Step, person: Person | None) -> str:
    """Why the step cannot be taken, or nothing where it can. Who names no person is an operator."""
    rule, plan = RULES[step], plan_of(subject)
    if (plan.archived_at is not None) != (step is Step.UNARCHIVE) and step is not Step.WITHDRAW:
        return _archived_refusal(step)
    if person is None and not rule.operator:
        return _("Only a person can take this step.")
    if person and (rule.automatic or not has_permission(person, rule.permission, plan.municipality_id)):
        return _("Your role does not let you do this.")
    if (person or rule.automatic) and PlanState(subject.state) not in rule.moves:
        return _not_from_here(subject)
    if person is None:
        return ""
    if step is Step.APPROVE and not plan.municipality.author_may_approve:
        return refusal_to_approve(subject, person)
    if step is Step.TAKE_BACK and not is_author(subject, person):
        return _("Only the person who sent it for approval can take it back.")
    return ""


def take_step(
    subject: Subject,
    step: Step,
    by: User | None,
    reason: str = "",
    *,
    read: str = "",
    text: FrozenText | None = None,
    edition: str = "",
    planned_by: User | None = None,
) -> WorkflowStep:
    """Moves the subject on and writes the line in its history, both or neither. `by` is None where a
    command acts; what it does for somebody who planned it is written down as theirs. `read` is the
    checksum of the text that the person read, for the steps that name one; `text` the one that the caller
    has at hand. Raises `RefusedError`."""
    reason = reason.strip()
    with transaction.atomic():
        locked = lock_subject(subject)
        _refuse(locked, step, by, reason, read)
        if text is None:
            text = _frozen(locked, by) if step is Step.SUBMIT else current_text(locked)
        before, after = PlanState(locked.state), _state_after(locked, step)
        taken = WorkflowStep.objects.create(
            plan=plan_of(subject),
            follow_up=follow_up_of(subject),
            step=step,
            from_state=before,
            to_state=after,
            by=by or planned_by,
            reason=reason,
            edition=edition,
            text=text,
            **(account_of_approval(locked, by) if step is Step.APPROVE and by else {}),
        )
        if after != before:
            locked.state = after
            locked.save(update_fields=["state"])
        _order_work(subject, taken)
    subject.state = after
    return taken


def _refuse(locked: Subject, step: Step, by: User | None, reason: str, read: str) -> None:
    if refused := refusal(locked, step, by):
        raise RefusedError(refused)
    if RULES[step].needs_reason and not reason:
        raise RefusedError(_("Write why. The reason is kept in the history."))
    if by is not None and RULES[step].names_text:
        refuse_another_text(locked, read)


def _order_work(subject: Subject, taken: WorkflowStep) -> None:
    """What is done in the background once the step is stored."""
    if taken.step == Step.SUBMIT:
        jobs.enqueue(JobKind.SUBMISSION, subject, text=taken.text)
    if taken.step in notices.NOTICE_TITLES:
        jobs.enqueue(JobKind.MAIL, subject, step=taken)


def refuse_another_text(subject: Subject, read: str) -> None:
    """Raises `TextChangedError` unless `read` is the checksum of the text that waits."""
    current = current_text(subject)
    if current is None or current.document_sha256 != read:
        raise TextChangedError(FrozenText.objects.filter(of(subject), document_sha256=read).first(), current)


def _frozen(subject: Subject, by: User | None) -> FrozenText:
    text = freeze(subject, by)
    if isinstance(subject, FollowUp):
        refuse_withdrawn(subject, text.basis)
    return text


def note(
    subject: Subject,
    step: Step,
    by: User | None,
    reason: str = "",
    *,
    edition: str = "",
    text: FrozenText | None = None,
) -> WorkflowStep:
    """A line in the history of something that leaves the subject's state as it is."""
    state = type(subject)._default_manager.values_list("state", flat=True).get(pk=subject.pk)
    return WorkflowStep.objects.create(
        plan=plan_of(subject),
        follow_up=follow_up_of(subject),
        step=step,
        from_state=state,
        to_state=state,
        by=by,
        reason=reason.strip(),
        edition=edition,
        text=text,
    )


def lock_subject(subject: Subject) -> Subject:
    """The subject as stored now. A follow-up is kept from others by its plan's lock: one lock for each
    plan and all that is published about it."""
    plan = lock(plan_of(subject))
    if isinstance(subject, FollowUp):
        return FollowUp.objects.select_related("plan__municipality").get(pk=subject.pk)
    return plan


def begin_draft(subject: Subject, by: User) -> None:
    """The first change after publication."""
    take_step(subject, Step.NEW_DRAFT, by)


def history(subject: Subject) -> Iterable[WorkflowStep]:
    """Newest first."""
    return WorkflowStep.objects.filter(of(subject)).select_related("by", "text").order_by("-pk")


def _state_after(subject: Subject, step: Step) -> PlanState:
    moves, state = RULES[step].moves, PlanState(subject.state)
    # From where no person could take it, an operator's step leads to where it always leads.
    return moves[state] if state in moves else next(iter(moves.values()))


def _archived_refusal(step: Step) -> str:
    if step is Step.UNARCHIVE:
        return _("The plan has not been archived.")
    return _("The plan has been archived. Unarchive it before you change it.")


def _not_from_here(subject: Subject) -> str:
    return _("This cannot be done now: the text is in the state “%(state)s”.") % {
        "state": PlanState(subject.state).label
    }
