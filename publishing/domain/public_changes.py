"""Tells the rooms above that what the public may read has changed. They register here: this room knows none of
them."""

from collections.abc import Callable
from datetime import date

listeners: list[Callable[[str], object]] = []
"""Called with the municipality's slug, within the transaction that publishes, withdraws or answers."""
daily: list[Callable[[date], object]] = []
"""Called by the timer's command: a plan that was published early is in force from its first day."""


def tell(municipality: str) -> None:
    for listener in listeners:
        listener(municipality)


def tell_of_day(today: date) -> None:
    for listener in daily:
        listener(today)
