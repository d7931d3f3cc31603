"""Reading somebody's file, and recognising what it is, in a process of its own, as PDFs are made: limited in time and
memory, cut off from the network. What is not done within the limits is a sentence, and no error."""

import logging
import signal
import threading
import time
from multiprocessing.connection import Connection
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents import limited
from intake.formats.errors import StoppedError, UnreadableError
from intake.outline import Outline
from intake.recognised import Recognised

SLOTS = threading.BoundedSemaphore(2)
MOST_PIECES = 5_000
STOPPED = (-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP, 255)
"""How a process ends that is stopped with the server, 255 where the one that it was forked from is; a limit ends it by
another signal, or is told."""
LIBRARIES = 256
"""Megabytes of addresses that the readers' libraries take beyond what making a PDF needs."""

logger = logging.getLogger(__name__)


class ReadFile(NamedTuple):
    outline: Outline
    recognised: Recognised


def read_limited(content: bytes, name: str) -> ReadFile:
    """Raises `UnreadableError`. `name` is what the file was called."""
    seconds, cpu, megabytes = settings.INTAKE_SECONDS, settings.INTAKE_CPU_SECONDS, settings.INTAKE_MEGABYTES
    language = get_language() or "da"
    with SLOTS:
        try:
            with limited.started(serve, content, name, language, cpu, megabytes) as (ours, process):
                try:
                    return _answer(ours, time.monotonic() + seconds + limited.GRACE)
                except (EOFError, OSError) as error:
                    process.join(limited.GRACE)
                    if process.exitcode in STOPPED:
                        raise _stopped() from error
                    logger.warning("A file could not be read within the limits")
                    raise UnreadableError(_too_much()) from error
        except (EOFError, OSError) as error:
            logger.warning("No process could be started to read a file", exc_info=True)
            raise _stopped() from error


def _answer(connection: Connection, deadline: float) -> ReadFile:
    if not connection.poll(max(0, deadline - time.monotonic())):
        raise UnreadableError(_too_much())
    answer = connection.recv()
    if isinstance(answer, UnreadableError):
        raise answer
    if not isinstance(answer, ReadFile):
        raise UnreadableError(_too_much())
    return answer


def _stopped() -> StoppedError:
    return StoppedError(_("The server was stopped. Try once more."))


def _too_much() -> str:
    return _(
        "The file took too long to read, or unfolds to too much. Save it with fewer pictures and tables."
    )


def serve(connection: Connection, content: bytes, name: str, language: str, cpu: int, megabytes: int) -> None:
    """Sends what is read, or an `UnreadableError`."""
    limited.end_with_parent()
    limited.cut_off()
    _set_up()
    limited.limit(cpu, megabytes + LIBRARIES)
    connection.send(_read_or_error(content, name, language))


def _small_enough(recognised: Recognised) -> Recognised:
    """A page with more than so many parts would be of use to nobody, and slow. Raises `UnreadableError`."""
    if len(recognised.pieces) > MOST_PIECES:
        text = _("The document has more than %(most)d parts and is hardly a plan. Bring it in in pieces.")
        raise UnreadableError(text % {"most": MOST_PIECES})
    return recognised


def _set_up() -> None:
    """Where the process was forked from one that has loaded nothing of the portal."""
    import django  # noqa: PLC0415  # slow import
    from django.apps import apps  # noqa: PLC0415  # slow import

    if not apps.ready:
        django.setup()


def _read_or_error(content: bytes, name: str, language: str) -> ReadFile | UnreadableError:
    from django.utils import translation  # noqa: PLC0415  # slow import

    from intake.formats import reading  # noqa: PLC0415  # slow import
    from intake.recognise.reading import recognise  # noqa: PLC0415  # slow import

    with translation.override(language):
        try:
            outline = reading.read(content, name)
        except UnreadableError as error:
            return error
        except (MemoryError, RecursionError):
            return UnreadableError(_too_much())
        except Exception:  # a library's own, on what no program that follows the format writes
            logger.warning("A file could not be read", exc_info=True)
            return UnreadableError(
                _(
                    "The file is damaged, or made in a way that cannot be read. Save it anew from Word, or as a PDF."
                )
            )
        try:
            return ReadFile(outline, _small_enough(recognise(outline)))
        except UnreadableError as error:
            return error
        except (MemoryError, RecursionError):
            return UnreadableError(_too_much())
        except Exception:  # a fault of ours: the file was whole
            logger.exception("What was read could not be recognised")
            return UnreadableError(_("An unexpected fault. The server's log tells more."))
