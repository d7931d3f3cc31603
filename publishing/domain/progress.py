"""How far the PDF of a text, or what is made of an edition beside it, has come: for the page that waits."""

from collections.abc import Iterator
from contextlib import contextmanager

from plans.progress import Progress, ProgressCallback, progress_of, reporting_progress
from publishing.enums import JobKind, JobState
from publishing.models import FrozenText, Job, Subject, TextPdf
from publishing.models.subject import of


def key_of(subject: Subject) -> str:
    return f"{subject._meta.label_lower}-{subject.pk}"


@contextmanager
def page_progress(subject: Subject) -> Iterator[ProgressCallback]:
    """Takes the pages as they are laid out. The total is not known until the end: the number of pages of the
    subject's last PDF is reported as the total, for as long as that can be right."""
    texts = FrozenText.objects.filter(of(subject))
    last = TextPdf.objects.filter(text__in=texts).order_by("-pk").values_list("pdf_pages", flat=True).first()
    expected = last or 0
    with reporting_progress(key_of(subject)) as on_progress:

        def pages(done: int, total: int = 0, /) -> None:
            on_progress(done, total or (expected if done < expected else 0))

        yield pages


@contextmanager
def file_progress(job: Job) -> Iterator[ProgressCallback]:
    with reporting_progress(_key_of_job(job)) as on_progress:
        yield on_progress


def progress_of_job(job: Job) -> Progress:
    """Pages of a text that is being sent, files made of an edition; nought of nought for everything else."""
    if job.state != JobState.RUNNING:
        return Progress()
    return progress_of(key_of(job.subject) if job.kind == JobKind.SUBMISSION else _key_of_job(job))


def _key_of_job(job: Job) -> str:
    return f"{job._meta.label_lower}-{job.pk}"
