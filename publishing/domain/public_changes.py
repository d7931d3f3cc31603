"""Tells the room of the public pages what they have to show otherwise. It registers itself: what is published here
does not know who reads it."""

from collections.abc import Callable
from typing import Final

from publishing.enums import PublicChange
from publishing.models import Edition

Hearer = Callable[[Edition, PublicChange], None]
heard_by: Final[list[Hearer]] = []
"""Each is called within the transaction that stores the change."""


def announce(edition: Edition, change: PublicChange) -> None:
    for hear in heard_by:
        hear(edition, change)
