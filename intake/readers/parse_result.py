"""What a reader returns: the document, where each line of the source went, and what to ask."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents import tree


class ReadError(Exception):
    """The source cannot be read as what it should be; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source; the first has number 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a line, or a piece of one, went. An empty place means nowhere."""

    number: int
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class ParseResult:
    document: tree.PlanDocument
    placements: tuple[Placement, ...]
    questions: tuple[str, ...]

    @property
    def unplaced(self) -> tuple[Placement, ...]:
        return tuple(placement for placement in self.placements if not placement.place)


class Ledger:
    """Kept while reading, so that at the end every line is accounted for."""

    def __init__(self) -> None:
        self._placed: list[Placement] = []
        self._questions: list[tuple[int, str]] = []

    def place(self, lines: Iterable[Line], place: str) -> None:
        self._placed += [Placement(line.number, line.text, place) for line in lines]

    def ask(self, line: Line | None, question: str) -> None:
        """A question about a line, or about the whole."""
        number = line.number if line else 0
        text = _("Line %(number)d: %(question)s") % {"number": number, "question": question}
        self._questions.append((number, text if line else question))

    def placements(self, lines: Iterable[Line]) -> tuple[Placement, ...]:
        """In the source's order; a line that no reader took is there with an empty place."""
        known = {placement.number for placement in self._placed}
        missed = [
            Placement(line.number, line.text, "")
            for line in lines
            if line.text.strip() and line.number not in known
        ]
        return tuple(sorted([*self._placed, *missed], key=lambda placement: placement.number))

    def questions(self) -> tuple[str, ...]:
        return tuple(text for _, text in sorted(self._questions, key=lambda question: question[0]))


def quoted(text: str) -> str:
    """A text as it is named in a question: on one line, and not too long to read."""
    if len(text) > 2_000:  # the words between are not named, and are not looked at each time
        text = f"{text[:1_000]} {text[-1_000:]}"
    text = " ".join(text.split())
    return f"»{text}«" if len(text) <= 90 else f"»{text[:42]} … {text[-42:]}«"


def named(heading: str) -> str:
    """A heading as a place is named by it, again for each line below it: never longer than one."""
    return heading if len(heading) <= 200 else f"{heading[:199]}…"


MOST_PARTS = 1_000
"""Headings of a text, and goals; each would be a row with a page of its own."""


def check_number(number: int, what: str) -> None:
    """Raises `ReadError` where there are so many that the text is no plan, but a plan read wrongly."""
    if number > MOST_PARTS:
        raise ReadError(
            _("The text has more than %(limit)d %(what)s and is hardly a plan.")
            % {"limit": MOST_PARTS, "what": what}
        )
