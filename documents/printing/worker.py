"""One rendering in a process of its own: limited, cut off from the network, and gone afterwards."""

import multiprocessing
import os
import resource
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from django.utils import translation

from documents.printing import press, watch, weasy
from documents.printing.errors import RenderError
from documents.printing.portal_files import PortalFiles
from documents.printing.watch import Limits

ADDRESSED = 512
"""Megabytes: what a process has addresses for beyond what it fills, libraries before all."""
GRACE = 3
"""Seconds, for saying that a limit was reached."""
FORBIDDEN = {
    *(
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
    ),
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty"),
}
"""As Python's audit events call it. The renderer is already refused every address that is not the
portal's own; this is the second lock."""


@dataclass(frozen=True, slots=True)
class Job:
    """Without `document_json`, which a print shop has no use for, the PDF is made for one."""

    html: str
    document_json: str | None
    files: PortalFiles
    limits: Limits


@dataclass(frozen=True, slots=True)
class Pdf:
    content: bytes
    pages: int


def serve(connection: Connection, job: Job) -> None:
    """Sends the number of each page as it is laid out, with nought for a total; with the total when all are;
    in the end the PDF, or a `RenderError`."""
    confine(job.limits)
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


def confine(limits: Limits) -> None:
    """This process, for whatever it is about to read: nothing gives it back its freedom."""
    _end_with_parent()
    sys.addaudithook(refuse)
    _limit(limits)


def _laid_out(job: Job) -> Any:
    if job.document_json is None:
        return weasy.lay_out(press.with_bleed(job.html), job.files, **press.OPTIONS)
    return weasy.lay_out(job.html, job.files)


def _written(laid_out: Any, job: Job) -> bytes:
    if job.document_json is None:
        return press.separated(weasy.write_for_press(laid_out))
    return weasy.write(laid_out, job.document_json)


def _end_with_parent() -> None:
    """Killing a process does not kill its children."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def refuse(event: str, _arguments: Any) -> None:
    if event in FORBIDDEN:
        raise PermissionError(event)


def _limit(limits: Limits) -> None:
    """A process that never checks is ended by the system a little later."""
    watch.begin(limits)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds + GRACE)
    _lower(resource.RLIMIT_AS, (limits.megabytes + ADDRESSED) * watch.MEGABYTE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, limit: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (limit, limit))
