"""A file is read in a process of its own, limited as the one that makes a PDF is, and gone afterwards: whatever a
file makes a reader do ends with it."""

import logging
from dataclasses import dataclass
from multiprocessing.connection import Connection

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from documents.printing import process, watch, worker
from documents.printing.errors import OutOfMemoryError, OutOfTimeError
from documents.printing.watch import Limits
from intake.formats.errors import UnreadableError
from intake.formats.reading import read, read_pasted
from intake.outline import Outline
from intake.recognise.reading import recognise
from intake.recognised import Recognised

logger = logging.getLogger(__name__)
PASTED = ".html"
"""What pasted text is kept as: the clipboard's own markup, which says what is a heading and what a list."""
SECONDS = 120


@dataclass(frozen=True, slots=True)
class ReadIn:
    outline: Outline
    recognised: Recognised


def read_in(content: bytes, name: str) -> ReadIn:
    """Raises `UnreadableError`."""
    ours, theirs = process.CONTEXT.Pipe(duplex=False)
    limits = Limits(SECONDS, settings.PDF_CPU_SECONDS, settings.PDF_MEGABYTES)
    reading = process.CONTEXT.Process(target=serve, args=(theirs, content, name, limits), daemon=True)
    with ours:
        try:
            with theirs:
                process.prepare()
                reading.start()
            answer = ours.recv() if ours.poll(limits.seconds + worker.GRACE) else None
        except (EOFError, OSError) as error:
            logger.exception("%s was not read", name)
            raise UnreadableError(_broken()) from error
        finally:
            reading.kill()
            reading.join()
            reading.close()
    if isinstance(answer, ReadIn):
        return answer
    raise UnreadableError(answer or _too_slow())


def serve(connection: Connection, content: bytes, name: str, limits: Limits) -> None:
    """Sends what was read, or why not."""
    worker.confine(limits)
    answer: ReadIn | str
    with translation.override("da"):
        try:
            answer = _read(content, name)
        except UnreadableError as error:
            answer = str(error)
        except OutOfTimeError:
            answer = _too_slow()
        except (OutOfMemoryError, MemoryError, RecursionError):
            answer = _("The file is too large to be read. Divide it, or paste its text in parts.")
        except Exception:  # a file that a reader did not foresee: nothing of it is kept
            logger.exception("%s could not be read", name)
            answer = _broken()
    watch.end()
    connection.send(answer)


def _read(content: bytes, name: str) -> ReadIn:
    outline = read_pasted(content.decode()) if name.endswith(PASTED) else read(content, name)
    if not any(block.text.strip() for block in outline.blocks if block.kind != "furniture"):
        raise UnreadableError(_("There is no text in it."))
    return ReadIn(outline, recognise(outline))


def _broken() -> str:
    return _(
        "The file could not be read: it may be damaged. Open it, save it once more as a Word file (.docx), and choose that; or copy its text and paste it here."
    )


def _too_slow() -> str:
    return _("The file was not read in time. Copy its text and paste it here instead.")
