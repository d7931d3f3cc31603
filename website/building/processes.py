"""A large unit is rendered by several processes at once: a thread of the server would share its processor with whoever is
answered meanwhile.

They are forked from where PDFs are made from: there Django has been loaded, and no connection to the database is open."""

import gc
import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from django.db import connections
from django.utils.translation import gettext as _

from documents import limited

logger = logging.getLogger(__name__)
Share = TypeVar("Share")
Result = TypeVar("Result")


class ProcessError(Exception):
    """One of them did not do its share; the message says why."""


@dataclass(frozen=True, slots=True)
class Failed:
    why: str


def in_processes(work: Callable[[Share], Result], shares: Sequence[Share]) -> list[Result]:
    """`work` is a module's own function, which each process finds by its name. Raises `ProcessError`."""
    with ExitStack() as stack:
        asked = [stack.enter_context(limited.started(_serve, work, share)) for share in shares]
        return [_answer(ours) for ours, _process in asked]


def _answer(ours: Connection) -> Any:
    try:
        answer = ours.recv()
    except EOFError as error:
        raise ProcessError(_("A process that renders pages broke down.")) from error
    if isinstance(answer, Failed):
        raise ProcessError(answer.why)
    return answer


def _serve(connection: Connection, work: Callable[[Any], object], share: object) -> None:
    limited.end_with_parent()
    gc.enable()  # thousands of pages leave more behind than a PDF
    gc.set_threshold(100_000, 20, 100)
    try:
        answer = work(share)
    except Exception as error:
        logger.exception("A share of a build was not made")
        answer = Failed(str(error) or repr(error))
    finally:
        connections.close_all()
    connection.send(answer)
