"""The asking side: each rendering is a process that is forked from one where WeasyPrint is loaded.

It has no thread, no database connection and no open file of the server, shares no state with the rendering
before, and whatever a text makes it do ends with it. A server process asks for at most `RENDER_SLOTS` at a
time.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from multiprocessing.connection import Connection

from django.conf import settings
from django.utils.translation import gettext as _

from documents import limited
from documents.limited import prepare
from documents.printing import worker
from documents.printing.errors import PassingRenderError, RenderError
from documents.printing.portal_files import portal_files
from documents.printing.size_limits import too_late
from documents.printing.watch import Limits
from documents.printing.worker import Job, Pdf, Verdict
from plans.progress import ProgressCallback

RENDER_SLOTS = threading.BoundedSemaphore(2)

logger = logging.getLogger(__name__)
_yields: ContextVar[bool] = ContextVar("yields", default=False)


def print_html(
    html: str,
    document_json: str,
    *,
    owner: int | None = None,
    judged: bool = True,
    on_progress: ProgressCallback | None = None,
) -> Pdf:
    """Raises `RenderError`, also of a file that is not valid where it is `judged`, as whatever is kept must be.
    `owner` is the municipality whose pictures may be printed."""
    job = Job(html, document_json, portal_files(owner), _limits())
    with RENDER_SLOTS:
        pdf = _pdf_of(job, on_progress)
        if judged and (found := _verdict_on(pdf.content, job.limits).breaches):
            return _pdf_of(replace(job, breaches=found), None)
        return pdf


def print_for_press(html: str, *, owner: int | None = None) -> Pdf:
    """The same page for a print shop: PDF/X-4 with bleed, marks and inks, as `press.py` describes."""
    with RENDER_SLOTS:
        return _pdf_of(Job(html, None, portal_files(owner), _limits()), None)


@contextmanager
def yielding() -> Iterator[None]:
    """PDFs that are made within it leave the processor to others: nobody waits for them."""
    token = _yields.set(True)
    try:
        yield
    finally:
        _yields.reset(token)


def _limits() -> Limits:
    return Limits(settings.PDF_SECONDS, settings.PDF_CPU_SECONDS, settings.PDF_MEGABYTES, _yields.get())


def _pdf_of(job: Job, on_progress: ProgressCallback | None) -> Pdf:
    answer = _run(worker.serve, job, limits=job.limits, on_progress=on_progress)
    if isinstance(answer, Pdf):
        return answer
    raise _broken_down()


def _verdict_on(content: bytes, limits: Limits) -> Verdict:
    answer = _run(worker.judge, content, limits, limits=limits)
    if isinstance(answer, Verdict):
        return answer
    raise _broken_down()


def _run(
    serve: Callable[..., None],
    *arguments: object,
    limits: Limits,
    on_progress: ProgressCallback | None = None,
) -> Pdf | Verdict:
    try:
        with limited.started(serve, *arguments) as (ours, process):
            try:
                return _answer(ours, time.monotonic() + limits.seconds + limited.GRACE, on_progress)
            except EOFError as error:
                process.join(limited.GRACE)
                logger.error("A rendering ended with exit code %s", process.exitcode)
                raise _broken_down() from error
    except (EOFError, OSError) as error:
        logger.exception("A rendering broke down")
        raise _broken_down() from error


def _broken_down() -> RenderError:
    return PassingRenderError(
        _("The PDF cannot be made: the process that makes it broke down. The text may be too large.")
    )


def _answer(connection: Connection, deadline: float, on_progress: ProgressCallback | None) -> Pdf | Verdict:
    while connection.poll(max(0, deadline - time.monotonic())):
        answer = connection.recv()
        if isinstance(answer, RenderError):
            raise answer
        if isinstance(answer, (Pdf, Verdict)):
            return answer
        if on_progress:
            on_progress(*answer)
    raise PassingRenderError(too_late())


__all__ = ["prepare", "print_for_press", "print_html", "yielding"]
