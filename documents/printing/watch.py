"""Looks at the clock and the memory of the process that renders, and ends the rendering in the middle of its
work when a limit is reached."""

import resource
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any
from xml.etree.ElementTree import Element

from documents.printing.errors import OutOfMemoryError, OutOfTimeError

MEGABYTE = 1024 * 1024
INTERVAL, AGAIN = 0.2, 1.0
"""Seconds between two looks. When a limit was reached there is time to say so before the next."""
BUSY_WITH = ("child", "element", "box", "self")
"""What WeasyPrint calls the part that it is working on; the inner one first."""

WHOLE = ("html", "head", "body", "main")
"""The place in the text cannot be named for these."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one rendering: seconds by the clock and of the processor, and the memory that the process may fill,
    the program itself (about 90 MB) included. What `yields` leaves the processor to others first."""

    seconds: int
    cpu_seconds: int
    megabytes: int
    yields: bool = False


class _Seen:
    element: Element | None = None


def begin(limits: Limits) -> None:
    """Each look also notes which part is being worked on: where a limit is reached, the renderer may be busy
    with none of them, such as freeing memory. Where the renderer catches the error, the next look raises it
    again."""
    deadline = time.monotonic() + limits.seconds

    def look(_signal: int, frame: FrameType | None) -> None:
        part = _of_frames(frame)
        _Seen.element = _Seen.element if part is None else part
        late = time.monotonic() > deadline or time.process_time() > limits.cpu_seconds
        if not late and _megabytes() <= limits.megabytes:
            return
        signal.setitimer(signal.ITIMER_REAL, AGAIN, AGAIN)
        raise OutOfTimeError if late else OutOfMemoryError

    _Seen.element = None
    signal.signal(signal.SIGALRM, look)
    signal.siginterrupt(signal.SIGALRM, False)
    signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)


def end() -> Element | None:
    """The part that was being worked on at the last look that could tell."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    return _Seen.element


def part_in_work(error: BaseException) -> Element | None:
    """That of the innermost frame that the error has come through."""
    frames: list[FrameType] = []
    traceback = error.__traceback__
    while traceback:
        frames.append(traceback.tb_frame)
        traceback = traceback.tb_next
    return next((found for frame in reversed(frames) if (found := _of_frame(frame)) is not None), None)


def _of_frames(frame: FrameType | None) -> Element | None:
    """Of the innermost that has one."""
    while frame:
        if (found := _of_frame(frame)) is not None:
            return found
        frame = frame.f_back
    return None


def _of_frame(frame: FrameType) -> Element | None:
    found = (_element_of(frame.f_locals.get(name)) for name in BUSY_WITH)
    return next((element for element in found if element is not None), None)


def _element_of(value: Any) -> Element | None:
    """Of a box of WeasyPrint, or of a wrapped element. No code of the value's own is run: a look comes at any moment, when
    it may be half made, or wait for the lock that the interrupted code holds."""
    try:
        own = object.__getattribute__(value, "__dict__")
    except AttributeError:
        own = {}
    parts = (one for one in (value, own.get("element"), own.get("etree_element")) if _is_element(one))
    return next((element for element in parts if element.tag not in WHOLE), None)


def _is_element(value: Any) -> bool:
    return issubclass(type(value), Element)


def _megabytes() -> int:
    resident = int(Path("/proc/self/statm").read_text().split()[1])
    return resident * resource.getpagesize() // MEGABYTE
