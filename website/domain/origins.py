"""Columns that say where each row of a table is from, so that tables of several municipalities can be put together.

Their headings are none that a file of figures, or of goals, is read by: what was fetched here is read back."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from documents.tree import PlanDocument
from publishing.domain.addresses import Addresses
from publishing.models import Edition
from website.domain.cells import Cell, Table


def origin_head() -> tuple[str, ...]:
    plan = (_("The plan's municipality code"), _("The plan's municipality"))
    return (*plan, _("Series"), _("Plan year"), _("Edition"), _("Address"))


def origin_cells(edition: Edition, document: PlanDocument | None = None) -> tuple[Cell, ...]:
    """The address is the permanent one, so that the row can be found again."""
    document = document or edition.document
    return (
        document.municipality.code or None,
        edition.municipality_name,
        document.series.name,
        edition.year,
        str(edition.label),
        settings.SITE_URL + Addresses(edition, permanent=True).front,
    )


def with_origin(table: Table, edition: Edition) -> Table:
    """Of a table that is one edition's."""
    return with_origins(table, [edition] * len(table.rows))


def with_origins(table: Table, editions: Sequence[Edition]) -> Table:
    """Each row with its own edition, which is open."""
    rows = tuple((*row, *origin_cells(edition)) for row, edition in zip(table.rows, editions, strict=True))
    return replace(table, head=(*table.head, *origin_head()), rows=rows)
