"""Numbers and positions of ordered rows."""

from typing import Any

from django.db.models import Max, QuerySet


def next_number(rows: QuerySet[Any], field: str) -> int:
    """One more than the highest, so that a number that was in print is not given to another."""
    return (rows.aggregate(highest=Max(field))["highest"] or 0) + 1
