"""What a table consists of, whatever file it becomes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date | None
"""Nothing known is None, and an empty cell."""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
