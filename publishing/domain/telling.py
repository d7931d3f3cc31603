"""How far the PDF of a text, or what is made of an edition beside it, has come: for the page that waits."""

from collections.abc import Iterator
from contextlib import contextmanager

from plans.progress import Progress, Told, progress_of, telling
from publishing.enums import JobKind, JobState
from publishing.models import FrozenText, Job, Subject, TextPdf
from publishing.models.subject import of


def key_of(subject: Subject) -> str:
    return f"{subject._meta.label_lower}-{subject.pk}"


@contextmanager
def telling_pages(subject: Subject) -> Iterator[Told]:
    """Takes the pages as they are laid out. Until all are, nobody knows how many there will be: told is how
    many the subject's last PDF had, for as long as that can be right."""
    texts = FrozenText.objects.filter(of(subject))
    last = TextPdf.objects.filter(text__in=texts).order_by("-pk").values_list("pdf_pages", flat=True).first()
    expected = last or 0
    with telling(key_of(subject)) as told:

        def pages(done: int, total: int = 0, /) -> None:
            told(done, total or (expected if done < expected else 0))

        yield pages


@contextmanager
def telling_files(job: Job) -> Iterator[Told]:
    with telling(_key_of_job(job)) as told:
        yield told


def progress_of_job(job: Job) -> Progress:
    """Pages of a text that is being sent, files made of an edition; nought of nought for everything else."""
    if job.state != JobState.RUNNING:
        return Progress()
    return progress_of(key_of(job.subject) if job.kind == JobKind.SUBMISSION else _key_of_job(job))


def _key_of_job(job: Job) -> str:
    return f"{job._meta.label_lower}-{job.pk}"
