"""What differs between two published plans, with addresses on."""

from dataclasses import dataclass, replace

from documents.changes import Kind, PartChange, about, compare
from documents.comparison import Passage, Skipped
from documents.outline import Part
from documents.tree import PlanDocument
from publishing.domain.addresses import Addresses
from publishing.models import Edition


@dataclass(frozen=True, slots=True)
class LinkedChange:
    change: PartChange
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    about: tuple[Passage | Skipped, ...]
    parts: tuple[LinkedChange, ...]

    @property
    def changed(self) -> list[LinkedChange]:
        return self._of("changed")

    @property
    def added(self) -> list[LinkedChange]:
        return self._of("added")

    @property
    def removed(self) -> list[LinkedChange]:
        return self._of("removed")

    @property
    def same(self) -> list[LinkedChange]:
        return self._of("same")

    @property
    def about_differs(self) -> bool:
        return any(not isinstance(each, Skipped) for each in self.about)

    def _of(self, kind: Kind) -> list[LinkedChange]:
        return [part for part in self.parts if part.change.kind == kind]


def changes_between(before: Edition, after: Edition) -> Changes:
    old, new = readable(before), readable(after)
    return Changes(
        about(old, new),
        tuple(
            LinkedChange(change, _address(before, change.before), _address(after, change.after))
            for change in compare(old, new)
        ),
    )


def readable(edition: Edition) -> PlanDocument:
    """Of a follow-up only what its page shows: the goals, theme by theme."""
    document = edition.document
    return replace(document, sections=(), strategies=()) if edition.follow_up_id else document


def _address(edition: Edition, part: Part | None) -> str:
    if part is None:
        return ""
    there = Addresses(edition)
    return f"{there.front}#{part.entry.anchor}" if edition.follow_up_id else there.part(part)
