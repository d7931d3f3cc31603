"""What may be wrong with a file, in words that say what to do about it."""

from time import thread_time

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Fault = Promise | str | None
"""None: the file may be published."""

NOT_THERE = ""
"""The fault of a file that cannot be read at all."""
WRONG_TYPE = _(
    "the file is not of the type that its name says, or it is damaged. Save it again from the program that it was made in"
)
LOCKED = _("the file is locked with a password. Save it without")
UNKNOWN_TYPE = _("files of this type are not published")
TOO_LARGE = _(
    "the file unfolds to more than can be looked through. Save it again, with fewer or smaller pictures"
)
RUNS = _("the file carries something that runs when it is opened or read")
FETCHES = _("the file fetches something from elsewhere, or sends something there, when it is opened or read")
CARRIES = _("the file carries other files inside it")
UNSAFE_DRAWING = _("the drawing has not been made safe. Upload it anew as the municipality's crest")
PRINT_ANEW = _("Print it to a new PDF, and upload that")
SAVE_AS_PDF = _("Take that out and save the file again, or upload it as a PDF")
FIGURES_ONLY = _("Save the table with figures and words only, without formulas")
UPLOAD_APART = _("Upload them as annexes of their own")

SECONDS = 20
"""Of the processor, for one file: a busy machine makes no file a faulty one."""


class TooLargeError(Exception):
    """The file unfolds to more than can be looked through."""


class FoundError(Exception):
    """What was looked for is there: nothing after it matters."""

    def __init__(self, fault: Promise | str) -> None:
        super().__init__(fault)
        self.fault = fault


def found(fault: Promise, what: str, remedy: Promise) -> FoundError:
    return FoundError(format_lazy("{fault} ({what}). {remedy}", fault=fault, what=what[:80], remedy=remedy))


class Clock:
    """Asked in the middle of the work. Raises `TooLargeError` when it has taken too long."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.end = thread_time() + seconds

    def look(self) -> None:
        if thread_time() > self.end:
            raise TooLargeError
