"""One rendering in a process of its own: limited, cut off from the network, and gone afterwards."""

import os
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from django.utils import translation

from documents import limited
from documents.printing import press, validity, watch, weasy
from documents.printing.errors import OutOfTimeError, PassingRenderError, RenderError
from documents.printing.portal_files import PortalFiles
from documents.printing.size_limits import too_late
from documents.printing.validity import Breach
from documents.printing.watch import Limits


@dataclass(frozen=True, slots=True)
class Job:
    """Without `document_json`, which a print shop has no use for, the PDF is made for one. Where `breaches` have
    been found in what was made of the same, their places are said in its stead."""

    html: str
    document_json: str | None
    files: PortalFiles
    limits: Limits
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True)
class Pdf:
    content: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Verdict:
    breaches: tuple[Breach, ...]


def judge(connection: Connection, content: bytes, limits: Limits) -> None:
    """Sends what is wrong with the file, or a `RenderError` where there is no time to tell. Not in the process that
    made it: what that has filled is not given back, and the two together would need more than either."""
    _confine(limits)
    answer: Verdict | RenderError
    try:
        answer = Verdict(tuple(validity.breaches(content)))
    except OutOfTimeError:
        with translation.override("da"):
            answer = PassingRenderError(too_late())
    watch.end()
    connection.send(answer)


def _confine(limits: Limits) -> None:
    if limits.yields:
        os.nice(limited.NICE)
    limited.end_with_parent()
    limited.cut_off()
    watch.begin(limits)
    limited.limit(limits.cpu_seconds, limits.megabytes)


def serve(connection: Connection, job: Job) -> None:
    """Sends the number of each page as it is laid out, with nought for a total; with the total when all are;
    in the end the PDF, or a `RenderError`."""
    _confine(job.limits)
    answer: Pdf | RenderError
    with translation.override("da"), weasy.reporting_pages(lambda page: connection.send((page, 0))):
        try:
            laid_out = _laid_out(job)
            pages = len(laid_out.pages)
            connection.send((pages, pages))
            answer = Pdf(_written(laid_out, job), pages)
        except RenderError as error:
            answer = error
    watch.end()
    connection.send(answer)


def _laid_out(job: Job) -> Any:
    if job.document_json is None:
        return weasy.lay_out(press.with_bleed(job.html), job.files, **press.OPTIONS)
    return weasy.lay_out(job.html, job.files)


def _written(laid_out: Any, job: Job) -> bytes:
    if job.document_json is None:
        return press.separated(weasy.write_for_press(laid_out))
    content = weasy.write(laid_out, job.document_json)
    if job.breaches:
        raise RenderError(validity.explained(job.breaches, laid_out))
    return content
