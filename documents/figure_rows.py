"""What rows share beyond one plan, made of a document's figures: indicators, areas, figures, tables of key
figures; and how any row is stored."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.text import Truncator, capfirst

from documents import plain_fields, tree
from goals.domain.figures import decimals_of
from goals.models import Area, Indicator, KeyFigureRow, KeyFigureTable, Observation
from plans.errors import RefusedError
from plans.models import Municipality
from plans.models.validity import Replaceable

Row = TypeVar("Row", bound=Model)


class FigureRows:
    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality

    def _owner(self, own: bool) -> Municipality | None:
        return self.municipality if own else None

    def indicator(self, indicator: tree.Indicator) -> Indicator:
        key = {"slug": indicator.slug, "owner": self._owner(indicator.own)}
        if known := Indicator.objects.filter(**key).first():
            return known
        row = saved(Indicator(**plain_fields.of_part(indicator, Indicator) | key))
        for ref in indicator.replaces:
            take_place(row, Indicator.objects.filter(slug=ref.slug, owner=self._owner(ref.own)))
        return row

    def area(self, area: tree.Area) -> Area:
        key = {"kind": area.kind, "name": area.name, "owner": self._owner(area.own)}
        return found_or_saved(Area, key)

    def store(self, figures: Iterable[tree.Figure], indicator: Indicator) -> None:
        """Adds those that the portal does not know. It keeps its own where the two differ, and a mean or the
        figure at a place is always computed, never stored."""
        for figure in figures:
            if figure.mean_of or figure.rank_of:
                continue
            values = plain_fields.of_part(figure, Observation)
            key = {"indicator": indicator, "area": self.area(figure.area)}
            key |= {name: values.pop(name) for name in ("period_start", "period_end")}
            found_or_saved(Observation, key, **values, decimals=decimals_of(figure.value))

    def table(self, table: tree.KeyFigures) -> KeyFigureTable:
        """As the municipality keeps it, where it has it already."""
        key = {"municipality": self.municipality, "title": table.title}
        if known := KeyFigureTable.objects.filter(**key).first():
            return known
        comparator = self.area(table.comparator) if table.comparator else None
        fields = plain_fields.of_part(table, KeyFigureTable) | key
        row = saved(KeyFigureTable(**fields, comparator=comparator))
        for position, each in enumerate(table.rows):
            indicator = self.indicator(each.indicator)
            label = "" if each.label == indicator.name else each.label
            saved(KeyFigureRow(table=row, position=position, label=label, indicator=indicator))
            self.store(each.figures, indicator)
        return row


def saved(row: Row) -> Row:
    """Raises `RefusedError`, which says what the row is called and what each field has against it."""
    try:
        row.full_clean()
    except ValidationError as error:
        what, name = capfirst(row._meta.verbose_name), Truncator(str(row)).chars(60)
        raise RefusedError(f"{what} »{name}«: {'; '.join(_by_field(row, error))}") from error
    row.save()
    return row


def _by_field(row: Model, error: ValidationError) -> Iterator[str]:
    for field, messages in error.message_dict.items():
        prefix = (
            ""
            if field == NON_FIELD_ERRORS
            else f"{getattr(row._meta.get_field(field), 'verbose_name', field)}: "
        )
        yield prefix + " ".join(messages)


def found_or_saved(model: type[Row], key: dict[str, Any], **values: Any) -> Row:
    """Of the rows that all municipalities share, or that are the municipality's own in every plan."""
    return model._default_manager.filter(**key).first() or saved(model(**key, **values))


def take_place(row: Replaceable, befores: Iterable[Replaceable]) -> None:
    """Of a row that was not known yet: it has replaced those that are, and nothing has replaced it."""
    for before in befores:
        if before != row:
            before.successors.add(row)
