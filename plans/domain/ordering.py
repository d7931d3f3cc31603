"""Numbers and positions of ordered rows."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max, QuerySet


def next_number(rows: QuerySet[Any], field: str) -> int:
    """One more than the highest, so that a number that was in print is not given to another."""
    return (rows.aggregate(highest=Max(field))["highest"] or 0) + 1


def renumber(changed: Sequence[tuple[Any, int]], field: str, free: int | None) -> None:
    """Rows with their new numbers. `free`: the first that nobody has, where each must be unique at every moment. Saved
    one by one, so that it is in each row's history."""
    for aside, (row, _number) in enumerate(changed if free else (), start=free or 0):
        type(row)._default_manager.filter(pk=row.pk).update(**{field: aside})
    for row, number in changed:
        setattr(row, field, number)
        row.save(update_fields=[field])
