"""What a plan has called its parts, edition by edition."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from publishing.domain.names import Names, names_in, same_names
from publishing.models import Edition


class NamesOfEditions:
    """`editions` of one plan, in the order in which they were published, with their withdrawals."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self.editions = list(editions)

    def names(self, place: int) -> Names:
        return names_in(self.editions[place].document)

    def along(self, names: Names, start: int, end: int) -> dict[Any, Any]:
        """From those names through the editions from the one place to the other: step by step, since each
        changes less than all together."""
        places = range(start, end - 1, -1) if start >= end else range(start, end + 1)
        found = {name: name for name in names.all()}
        for place in places:
            after = self.names(place)
            step = same_names(names, after)
            found = {name: step[before] for name, before in found.items() if before in step}
            names = after
        return found

    def in_force_at(self, moment: datetime) -> int | None:
        """The place of the edition that was in force, or was withdrawn last without another in its place."""
        there = [
            ((edition.number, edition.correction), place)
            for place, edition in enumerate(self.editions)
            if edition.published_at <= moment
            and not (edition.is_passed_over and self.was_withdrawn(place, moment))
        ]
        return max(there)[1] if there else None

    def was_withdrawn(self, place: int, moment: datetime) -> bool:
        edition = self.editions[place]
        return hasattr(edition, "withdrawal") and edition.withdrawal.withdrawn_at <= moment
