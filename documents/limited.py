"""A process of its own for work that somebody else's words decide: limited in time and memory, cut off from the
network, and gone afterwards. Making PDFs and reading uploaded files share it.

It is forked from a process that has no thread, no database connection and no open file of the server.
"""

import multiprocessing
import os
import resource
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from typing import Any

from django.conf import settings

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["documents.printing.preload"])
"""Here, and not where PDFs are made: whoever starts the process first starts it for all."""
STARTING = threading.Lock()
MEGABYTE = 1024 * 1024
ADDRESSED = 512
"""Megabytes: what a process has addresses for beyond what it fills, libraries before all."""
ROOM = 2**17 + 1
"""Places for variables, of 8 bytes: just above half of 2 MB, so that as much is left as is asked for."""
GRACE = 3
"""Seconds, for saying that a limit was reached."""
NICE = 10
"""Of what nobody waits for: where processors are scarce, it has a tenth of what another process has."""
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
"""As Python's audit events call it. What is read or rendered is already refused every address that is not the
portal's own; this is the second lock."""


def prepare() -> None:
    """Starts the process from which others are forked, unless it runs, and does not wait for it. The first
    one else waits while it loads what it needs."""
    with STARTING, _portal_on_search_path():
        forkserver.ensure_running()


@contextmanager
def _portal_on_search_path() -> Iterator[None]:
    """Python before 3.13 does not pass on where the process looks for modules: it would find the portal only
    where the server, or a timer's command, was started in the portal's own folder."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(settings.BASE_DIR), before]))
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@contextmanager
def started(serve: Callable[..., None], *arguments: Any) -> Iterator[tuple[Connection, Any]]:
    """The connection on which `serve` answers, and the process; ended afterwards, whatever it does. Raises
    `OSError` or `EOFError` where none can be started."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=with_room, args=(serve, theirs, *arguments), daemon=True)
    with ours:
        with theirs:
            prepare()
            process.start()
        try:
            yield ours, process
        finally:
            process.kill()
            process.join()
            process.close()


# Inside it -------------------------------------------------------------------------------------------------
def with_room(serve: Callable[..., None], *arguments: Any) -> None:
    """Calls it with room for what it calls in turn.

    Python 3.11 keeps functions' variables in pieces of 16 kB, and gives the last back to the system once it is left.
    A loop that calls at the edge of one takes and gives back with each call: a sixth of the time of a PDF. A function
    that says it needs `ROOM` is given one large piece, which those it calls share. What is not used of it is never
    filled."""
    serve(*arguments)


with_room.__code__ = with_room.__code__.replace(co_stacksize=ROOM)


def end_with_parent() -> None:
    """Killing a process does not kill its children."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def cut_off() -> None:
    """From the network and from other programs; for good."""
    sys.addaudithook(refuse)


def refuse(event: str, _arguments: Any) -> None:
    if event in FORBIDDEN:
        raise PermissionError(event)


def limit(cpu_seconds: int, megabytes: int) -> None:
    """A process that never checks is ended by the system."""
    _lower(resource.RLIMIT_CPU, cpu_seconds + GRACE)
    _lower(resource.RLIMIT_AS, (megabytes + ADDRESSED) * MEGABYTE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, most: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))
