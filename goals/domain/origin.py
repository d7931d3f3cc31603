"""Where a figure is from: publisher, table and day of extraction, in one line as readers see it.

A part of the text, in Danish as the text is.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

Lacking = Literal["publisher", "table", "day"]

EXTRACTED = "udtræk "
DAY = re.compile(r"\b(?:\d{1,2}\. ?(?:\d{1,2}\. ?|[a-zæøå]{3,9}\.? )\d{4}|\d{4}-\d\d-\d\d)\b", re.IGNORECASE)
TABLE = re.compile(r"\b(?:tabel|liste|rapport|opgørelse|table|report)\b *[^ ,;]*", re.IGNORECASE)
PUBLISHER = re.compile(r"[a-zæøå]{3}", re.IGNORECASE)


def origin(source: str, table: str = "", extracted: date | None = None) -> str:
    """ "jobindsats.dk, tabel Y01A02, udtræk 10.06.2026". What the source says already is not said again."""
    parts = [source.strip()]
    if table.strip() and table.strip().lower() not in source.lower():
        parts.append(table.strip() if TABLE.match(table.strip()) else f"tabel {table.strip()}")
    if extracted and f"{extracted:%d.%m.%Y}" not in source:
        parts.append(f"{EXTRACTED}{extracted:%d.%m.%Y}")
    return ", ".join(filter(None, parts))


@lru_cache(maxsize=1024)
def lacking(source: str) -> tuple[Lacking, ...]:
    """What a reader could not find the figure again by."""
    said: dict[Lacking, bool] = {
        "publisher": bool(
            PUBLISHER.search(TABLE.sub("", DAY.sub("", source)).replace(EXTRACTED.strip(), ""))
        ),
        "table": bool(TABLE.search(source)),
        "day": bool(DAY.search(source)),
    }
    return tuple(part for part, there in said.items() if not there)


def listed(sources: Iterable[str]) -> tuple[str, ...]:
    """Each once; of one table that was extracted on several days, the newest."""
    newest: dict[str, tuple[str, str]] = {}
    for name, day, source in map(_divided, filter(None, sources)):
        newest[name] = max(newest.get(name, ("", "")), (day, source))
    return tuple(source for _day, source in newest.values())


def _divided(source: str) -> tuple[str, str, str]:
    """What it says before the day, and the day as it is sorted."""
    name, extracted, day = source.rpartition(f", {EXTRACTED}")
    if not extracted or not DAY.fullmatch(day) or len(day) != len("10.06.2026"):
        return source, "", source
    return name + extracted, "".join(reversed(day.split("."))), source
