"""What Word prints before the paragraphs that it counts. mammoth tells that it counts them, not in which list or how:
its reader of `numbering.xml` is replaced by one that keeps that too. The version is pinned, and a test fails when
this is read in another way."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mammoth import docx
from mammoth.docx import numbering_xml

from intake.formats.counting import printed

KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Way:
    """How a level is counted: "%1.%2" is the number of the level above, a full stop, and its own."""

    kind: str = "1"
    text: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class Level:
    """In the place of mammoth's. `counter` is shared by the lists that count on; `restart` is the first number of one
    that does not."""

    level_index: str
    is_ordered: bool
    counter: str = ""
    number: str = ""
    ways: tuple[Way, ...] = ()
    restart: int | None = None


class Numbering:
    """Asked by mammoth as its own is."""

    def __init__(self, element: Any, own: Any) -> None:
        self.own = own
        self.ways = {
            _of(one, "w:abstractNumId"): tuple(_ways(one)) for one in element.find_children("w:abstractNum")
        }
        self.counters: dict[str, str] = {}
        self.restarts: dict[tuple[str, str], int] = {}
        for one in element.find_children("w:num"):
            number = _of(one, "w:numId")
            self.counters[number] = _value(one, "w:abstractNumId")
            for override in one.find_children("w:lvlOverride"):
                start = _value(override, "w:startOverride")
                if start.isdecimal():
                    self.restarts[number, _of(override, "w:ilvl")] = int(start)
        self.styled = {
            _value(level, "w:pStyle"): _of(one, "w:abstractNumId")
            for one in element.find_children("w:abstractNum")
            for level in one.find_children("w:lvl")
        }

    def find_level(self, number: str, level: str) -> Level | None:
        found = self.own.find_level(number, level)
        return found and self._level(found, self.counters.get(number, ""), number)

    def find_level_by_paragraph_style_id(self, style: str) -> Level | None:
        found = self.own.find_level_by_paragraph_style_id(style)
        return found and self._level(found, self.styled.get(style, ""), "")

    def _level(self, found: Any, counter: str, number: str) -> Level:
        level = str(found.level_index)
        restart = self.restarts.get((number, level))
        return Level(level, bool(found.is_ordered), counter, number, self.ways.get(counter, ()), restart)


class Counters:
    """Counts as Word does: a list goes on where it was, unless it is another that begins anew."""

    def __init__(self) -> None:
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.begun: set[tuple[str, int]] = set()

    def label(self, level: Level) -> str:
        """The number that is printed, without the signs at its ends: "1.1", "b", "Kapitel 2"."""
        depth = min(DEEPEST, int(level.level_index))
        ways = dict(enumerate(level.ways))
        counts = self.counts[level.counter or level.number]
        own = ways.get(depth, Way())
        anew = level.restart is not None and (level.number, depth) not in self.begun
        self.begun.add((level.number, depth))
        counts[depth] = (level.restart or 0) if anew else counts.get(depth, own.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]

        def at(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            way = ways.get(index, Way())
            return printed(counts.get(index, way.start), way.kind)

        return re.sub(r"%([1-9])", at, own.text or f"%{depth + 1}").strip(" .)(:")


def _ways(abstract: Any) -> Iterator[Way]:
    for level in abstract.find_children("w:lvl"):
        start = _value(level, "w:start")
        kind = KINDS.get(_value(level, "w:numFmt"), "1")
        yield Way(kind, _value(level, "w:lvlText"), int(start) if start.isdecimal() else 1)


def _of(element: Any, name: str) -> str:
    return str(element.attributes.get(name) or "")


def _value(element: Any, name: str) -> str:
    return _of(element.find_child_or_null(name), "w:val")


def _read(element: Any, styles: Any) -> Numbering:
    return Numbering(element, numbering_xml.read_numbering_xml_element(element, styles=styles))


docx.read_numbering_xml_element = _read
