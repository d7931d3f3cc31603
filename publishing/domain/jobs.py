"""Work in the background: one row for each piece, one function for each kind.

In a server a thread takes a job up as soon as the transaction that ordered it is stored. A command, whose
threads would end with it, calls `run_waiting`; so does `manage.py run_jobs`, by a timer, for what a restart
interrupted. A job may run twice (a process that hangs longer than
`ABANDONED` and then goes on): each function must bear that.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from threading import Thread
from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from publishing.enums import JobKind, JobState
from publishing.models import Edition, FrozenText, Job, Subject, WorkflowStep
from publishing.models.subject import follow_up_of, of, plan_of

logger = logging.getLogger(__name__)
THREAD = "jobs"
"""The threads' name."""
ABANDONED = timedelta(minutes=15)
"""A job that has been in progress for longer belongs to a process that is gone."""
SHOWN_FOR = timedelta(days=7)

Work = Callable[[Job], str]
"""Does the job; gives what went wrong, in words for a person, or nothing."""
WORK: dict[JobKind, Work] = {}


by_timer: Final[list[Callable[[], Iterator[str]]]] = []
"""What rooms above have to do now and then; each gives a line for what it has done."""
_in_threads = False


def run_in_threads() -> None:
    """For a process that goes on, as a server does."""
    global _in_threads
    _in_threads = True


def handles(kind: JobKind) -> Callable[[Work], Work]:
    def register(work: Work) -> Work:
        WORK[kind] = work
        return work

    return register


def enqueue(
    kind: JobKind,
    subject: Subject,
    *,
    text: FrozenText | None = None,
    edition: Edition | None = None,
    step: WorkflowStep | None = None,
) -> Job:
    """Queued until the surrounding transaction is stored, so that nobody waits."""
    job = Job.objects.create(
        plan=plan_of(subject),
        follow_up=follow_up_of(subject),
        kind=kind,
        text=text,
        edition=edition,
        step=step,
    )
    _start(job)
    return job


def run_waiting(*kinds: JobKind) -> Iterator[Job]:
    """Everything that waits or was abandoned, oldest first, and what is ordered meanwhile; of all kinds
    unless some are named."""
    tried: set[int] = set()
    to_do = _to_do(kinds or tuple(JobKind)).order_by("pk").values_list("pk", flat=True)
    while keys := list(to_do.exclude(pk__in=tried)):
        for key in keys:
            tried.add(key)
            if done := _run(key):
                yield done


def retry(job: Job) -> None:
    """A failed job waits again."""
    waiting = {"state": JobState.WAITING, "error": "", "refused_by": ""}
    with transaction.atomic():
        if Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(**waiting):
            _start(job)


def in_background(work: Callable[[], object]) -> None:
    """In a server, by a thread, once the surrounding transaction is stored; elsewhere it is left to the timer."""
    if _in_threads:
        transaction.on_commit(Thread(target=_in_thread, args=[work], name=THREAD, daemon=True).start)


def _start(job: Job) -> None:
    in_background(partial(_run, job.pk))


def jobs_to_show(subject: Subject) -> QuerySet[Job]:
    """What is in progress, and what failed lately, newest first. A mail is shown only when it fails."""
    recent = timezone.now() - SHOWN_FOR
    under_way = Q(state__in=[JobState.WAITING, JobState.RUNNING]) & ~Q(kind=JobKind.MAIL)
    lacking = Q(kind=JobKind.RENDITIONS, edition__withdrawal=None)  # until somebody mends it
    shown = under_way | Q(state=JobState.FAILED) & (lacking | Q(created_at__gte=recent))
    return Job.objects.filter(shown, of(subject)).select_related("edition", "step")


def _to_do(kinds: tuple[JobKind, ...]) -> QuerySet[Job]:
    abandoned = Q(state=JobState.RUNNING, started_at__lt=timezone.now() - ABANDONED)
    return Job.objects.filter(Q(state=JobState.WAITING) | abandoned, kind__in=kinds)


def _in_thread(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:
        logger.exception("%r was not done", work)
    finally:
        connection.close()


def _run(key: int) -> Job | None:
    """None where another process has it."""
    claimed = _to_do(tuple(JobKind)).filter(pk=key)
    if not claimed.update(state=JobState.RUNNING, started_at=timezone.now()):
        return None
    job = Job.objects.select_related("plan__municipality", "follow_up", "text", "edition", "step").get(pk=key)
    try:
        with translation.override("da"):
            job.error = WORK[JobKind(job.kind)](job)
    except Exception:  # a fault of ours: it is shown where the job is, and the next has its turn
        logger.exception("Job %s (%s) failed", key, job.kind)
        with translation.override("da"):
            job.error = _("An unexpected fault. The server's log tells more.")
    job.state, job.ended_at = (JobState.FAILED if job.error else JobState.DONE), timezone.now()
    job.save(update_fields=["state", "error", "ended_at"])
    return job
