"""A goal's results, year by year, on the same axis of time as its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from documents.charts.scale import Days, middle, percent, pixels
from documents.charts.shapes import LINE, Text, fits, text_at
from documents.tree import PlanRef, Verdict

HEIGHT = 62


@dataclass(frozen=True, slots=True)
class Mark:
    """Of a plan's years; without a verdict nothing has been reported. `words` say which it is."""

    plan: PlanRef
    start: date
    end: date
    verdict: Verdict | None
    words: str

    @property
    def middle(self) -> date:
        return middle(self.start, self.end)


@dataclass(frozen=True, slots=True)
class VerdictMark:
    x: str
    y: str
    verdict: Verdict | None
    texts: tuple[Text, ...]


def verdict_row(days: Days, marks: Sequence[Mark], top: int) -> tuple[VerdictMark, ...]:
    """Shapes with their words below, where each has room for its words; else the shapes alone."""
    places = [days.across(mark.middle) for mark in marks]
    room = min((after - before for before, after in pairwise(sorted(places))), default=days.across(days.last))
    worded = all(fits(f"{word} ", room) for mark in marks for word in _lines(mark.words))
    return tuple(
        VerdictMark(
            percent(x),
            pixels(top + 10),
            mark.verdict,
            tuple(
                text_at(x, top + 34 + LINE * number, word) for number, word in enumerate(_lines(mark.words))
            )
            if worded
            else (),
        )
        for mark, x in zip(marks, places, strict=True)
    )


def said(marks: Sequence[Mark], drawn: Sequence[VerdictMark]) -> tuple[str, ...]:
    """What the shapes mean, where they stand alone."""
    if any(mark.texts for mark in drawn) or not marks:
        return ()
    return ("; ".join(f"{mark.start.year}: {mark.words.lower()}" for mark in marks) + ".",)


def _lines(words: str) -> list[str]:
    """ "Ikke opfyldt" is set on two lines: so three years have room beside each other on a phone."""
    return words.rsplit(" ", 1)
