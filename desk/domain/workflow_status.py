"""Where a plan or follow-up is in its workflow, for the desk: its state, what waits, and the buttons for the
steps that the person may take next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.domain.site_builds import SiteBuild, site_build_of
from goals.models import FollowUp
from plans.domain.access import Permission, Person, has_permission
from plans.domain.lock import closed_reason
from plans.enums import PlanState
from plans.progress import Progress
from publishing.domain.jobs import jobs_to_show
from publishing.domain.progress import progress_of_job
from publishing.domain.schedule import waiting_for
from publishing.domain.texts import current_text
from publishing.domain.workflow import refusal, refusals
from publishing.enums import JobKind, JobState, Step
from publishing.models import Edition, Job, ScheduledPublication, Subject
from publishing.models.subject import of, plan_of

ADDRESSES: Mapping[str, Step] = {
    "indsend": Step.SUBMIT,
    "tag-tilbage": Step.TAKE_BACK,
    "send-tilbage": Step.RETURN,
    "godkend": Step.APPROVE,
}
LABELS: Mapping[Step, Promise] = {
    Step.SUBMIT: _("Send for approval"),
    Step.TAKE_BACK: _("Take back"),
    Step.RETURN: _("Send back"),
    Step.APPROVE: _("Approve"),
    Step.PUBLISH: _("Publish"),
}
PLAN, REPORT = "plan", "opfoelgning"
PATIENCE = timedelta(minutes=10)
"""How late the timer may be before a person is warned."""


@dataclass(frozen=True, slots=True)
class Button:
    label: Promise
    address: str
    is_forward: bool
    """Whether it is a step forward: shown as the one to take."""


def shown_jobs(subject: Subject) -> list[dict[str, Any]]:
    """Work in the background, and how far it has come where that is known, for `desk/jobs.html`."""
    found = ((job, progress_of_job(job)) for job in jobs_to_show(subject))
    return [{"job": job, "job_progress": done, "words": _words(job, done)} for job, done in found]


def _words(job: Job, job_progress: Progress) -> str:
    """As the publish page says it."""
    if job.kind == JobKind.RENDITIONS:
        words = gettext("{done} of {total} are made.") if job_progress.total else ""
    elif job_progress.total and job_progress.done == job_progress.total:
        words = gettext("All {total} pages are set. The file is being written.")
    elif job_progress.total:
        words = gettext("Page {done} of about {total} is being set.")
    else:
        words = gettext("Page {done} is being set.") if job_progress.done else ""
    return words.format(**job_progress._asdict())


@dataclass(frozen=True, slots=True)
class WorkflowStatus:
    """How far a plan or follow-up has come. `closed` says why its text cannot be changed. `hint` says why a
    step that others could take is not offered. `overdue`: the waiting publication should have been carried
    out by now. `reading_address` leads to the text that waits, `decision_address` to where a decision is
    added to it, `discard_address` to where the draft is given up for the edition that the public reads."""

    subject: Subject
    kind: str
    state: PlanState
    closed: str
    buttons: tuple[Button, ...]
    hint: str
    waiting: ScheduledPublication | None
    overdue: bool
    may_stop: bool
    withdraw_address: str
    discard_address: str
    share_address: str
    reading_address: str
    decision_address: str
    jobs: list[dict[str, Any]]
    site: SiteBuild | None = None

    @property
    def busy(self) -> bool:
        return any(one["job"].state in (JobState.WAITING, JobState.RUNNING) for one in self.jobs)


def workflow_status_of(subject: Subject, person: Person) -> WorkflowStatus:
    state = PlanState(subject.state)
    waiting = waiting_for(subject) if state is PlanState.APPROVED else None
    publishes = has_permission(person, Permission.PUBLISH, plan_of(subject).municipality_id)
    discards = not refusal(subject, Step.DISCARD, person)
    kind, text = kind_of(subject), current_text(subject)
    in_force, is_read = _in_force(subject) if publishes or discards else (None, False)
    refused = refusals(subject, person)
    is_locked = state in (PlanState.SUBMITTED, PlanState.APPROVED)
    return WorkflowStatus(
        subject=subject,
        kind=kind,
        state=state,
        closed=closed_reason(subject),
        buttons=tuple(button_of(subject, step) for step, why in refused.items() if not why),
        hint=_hint(subject, person, refused),
        waiting=waiting,
        overdue=waiting is not None and waiting.due_at + PATIENCE < timezone.now(),
        may_stop=waiting is not None and publishes,
        withdraw_address=(
            reverse("admin:publishing_edition_withdraw", args=[in_force]) if in_force and publishes else ""
        ),
        discard_address=reverse("desk-discard", args=[kind, subject.pk]) if is_read and discards else "",
        share_address=(
            reverse("desk-share", args=[kind, subject.pk])
            if has_permission(person, Permission.EDIT, plan_of(subject).municipality_id)
            else ""
        ),
        reading_address=reverse("text:plan", args=[text.pk]) if text else "",
        decision_address=(
            reverse("desk-decision", args=[kind, subject.pk]) if is_locked and publishes else ""
        ),
        jobs=shown_jobs(subject),
        site=site_build_of(subject),
    )


def kind_of(subject: Subject) -> str:
    """The part of an address that distinguishes a plan from a follow-up."""
    return REPORT if isinstance(subject, FollowUp) else PLAN


def button_of(subject: Subject, step: Step) -> Button:
    if step is Step.PUBLISH:
        opts = subject._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_publish", args=[subject.pk])
    else:
        name = next(name for name, one in ADDRESSES.items() if one is step)
        address = reverse("desk-step", args=[kind_of(subject), subject.pk, name])
    return Button(LABELS[step], address, step not in (Step.RETURN, Step.TAKE_BACK))


def _hint(subject: Subject, person: Person, refused: Mapping[Step, str]) -> str:
    approves = has_permission(person, Permission.PUBLISH, plan_of(subject).municipality_id)
    if subject.state != PlanState.SUBMITTED or not approves:
        return ""
    return refused[Step.APPROVE]


def _in_force(subject: Subject) -> tuple[int | None, bool]:
    """The key of the edition in force, else of the last proposal, and whether the draft can go back to it: one
    that is suspended with its plan can be withdrawn, and is nothing to go back to; nor is a proposal."""
    editions = Edition.objects.filter(of(subject)).in_force_or_proposed().order_by("is_proposal")
    found = editions.values_list("pk", "is_proposal", "suspension", "suspension__keep").first()
    if found is None:
        return None, False
    key, is_proposal, suspension, keep = found
    return key, not is_proposal and (suspension is None or keep is not None)
