"""Rows into the database: each is added, changed, unchanged or refused, and none is lost.

A final figure is never replaced by a provisional one. A refused row changes nothing, and keeps no
other row from being stored.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from decimal import Decimal
from itertools import islice
from typing import Literal, NamedTuple, get_args

from django.db import connection, transaction
from django.utils.translation import gettext as _

from goals.domain.figure_history import record
from goals.domain.figures import decimals_of, figure, published
from goals.domain.importing.resolving import Candidate, Refusal, Resolver, is_computed
from goals.domain.importing.rows import Table
from goals.domain.periods import Period, label
from goals.models import FigureImport, Indicator, Observation
from goals.models.figure_import import summary

BATCH = 2000
FIRST = 100
"""New figures that a report names, so that a person sees how they were read."""
Kind = Literal["added", "changed", "unchanged", "refused"]
STORED = ["value", "decimals", "provisional", "series_break", "source"]
IDENTITY = ["indicator", "area", "period_start", "period_end"]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What becomes of one row of the file. `text` names the figure, or says why it is refused. `question`
    is what a person should look at, though the row is taken as it is."""

    number: int
    kind: Kind
    text: str
    question: str = ""


class Content(NamedTuple):
    """What is compared to tell whether a figure has changed: as printed, so 10.0 is not 10. The source
    does not count: two that give the same figure do not contradict each other."""

    value: str
    provisional: bool
    series_break: bool

    @property
    def shown(self) -> str:
        marks = [
            *([_("provisional figure")] if self.provisional else []),
            *([_("new series")] if self.series_break else []),
        ]
        number = figure(Decimal(self.value), None)
        return f"{number} ({', '.join(marks)})" if marks else number


@dataclass(slots=True)
class Report:
    """Counts of every kind; the lines of what was changed or refused, and the first of what was added."""

    counts: Counter[Kind] = field(default_factory=Counter)
    added: list[RowResult] = field(default_factory=list)
    changed: list[RowResult] = field(default_factory=list)
    refused: list[RowResult] = field(default_factory=list)
    questioned: list[RowResult] = field(default_factory=list)
    """Taken as they are, and to be looked at by a person."""

    def add(self, outcome: RowResult) -> None:
        self.counts[outcome.kind] += 1
        if outcome.kind == "added" and len(self.added) < FIRST:
            self.added.append(outcome)
        if outcome.kind == "changed":
            self.changed.append(outcome)
        if outcome.kind == "refused":
            self.refused.append(outcome)
        if outcome.question:
            self.questioned.append(replaced(outcome, text=f"{outcome.text}: {outcome.question}"))

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def summary(self) -> str:
        return summary(**{kind: self.counts[kind] for kind in get_args(Kind)})


def store(
    table: Table,
    resolver: Resolver,
    *,
    dry_run: bool = False,
    replace: bool = True,
    progress: Callable[[int], None] = lambda _: None,
    figure_import: FigureImport | None = None,
) -> Report:
    """All of the file in one transaction: where it turns out to be broken, nothing has been written.
    Without `replace`, a figure that is stored already is left as it is. `progress` is called with the
    number of rows that have been judged. `figure_import` names the file and is stored with what came of it,
    where that is anything."""
    report = Report()
    with nullcontext() if dry_run else alone():
        if figure_import and not dry_run:
            figure_import.save()
        for outcome in outcomes(
            table, resolver, write=not dry_run, replace=replace, figure_import=figure_import
        ):
            report.add(outcome)
            if report.total % BATCH == 0:
                progress(report.total)
        if figure_import and not dry_run:
            _keep(figure_import, report)
    return report


def _keep(figure_import: FigureImport, report: Report) -> None:
    for kind in get_args(Kind):
        setattr(figure_import, kind, report.counts[kind])
    if figure_import.added or figure_import.changed:
        figure_import.save()
    else:
        figure_import.delete()


@contextmanager
def alone() -> Iterator[None]:
    """Two imports of the same figures at once would each add what the other adds. SQLite has but one
    writer; elsewhere the second waits for the indicators, which figures may still refer to meanwhile."""
    with transaction.atomic():
        if connection.features.has_select_for_no_key_update:
            list(Indicator.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        yield


def outcomes(
    table: Table,
    resolver: Resolver,
    *,
    write: bool,
    replace: bool = True,
    figure_import: FigureImport | None = None,
) -> Iterator[RowResult]:
    """In the order of the file. Without `write` the same answers, and nothing is stored."""
    importing = _Importing(replace)
    while rows := list(islice(table.rows, BATCH)):
        stored: dict[Kind, list[Observation]] = {"added": [], "changed": []}
        for row in rows:
            if is_computed(row):
                text = _("a mean that the portal computes, and does not read")
                yield RowResult(row.number, "unchanged", f"{row.indicator}, {row.area}, {row.period}: {text}")
                continue
            try:
                candidate = resolver.candidate(row)
                outcome, observation = importing.judge(candidate)
            except Refusal as refusal:
                yield RowResult(row.number, "refused", str(refusal))
                continue
            if observation:
                stored[outcome.kind].append(observation)
            yield replaced(outcome, question=question) if (question := candidate.question) else outcome
        if write:
            _write(stored["added"], stored["changed"], figure_import)


def _write(added: list[Observation], changed: list[Observation], figure_import: FigureImport | None) -> None:
    """The rows have their keys afterwards, those that were there already too."""
    Observation.objects.bulk_create(
        [*added, *changed],
        batch_size=500,
        update_conflicts=True,
        unique_fields=IDENTITY,
        update_fields=STORED,
    )
    by = figure_import.person if figure_import else None
    record("+", added, by, figure_import)
    record("~", changed, by, figure_import)


class _Importing:
    """What one import remembers: which row spoke of which figure, and what is stored already. That is
    fetched once for each indicator and kept small, so that the order of the file does not matter."""

    def __init__(self, replace: bool) -> None:
        self.replace = replace
        self._seen: dict[int, int] = {}
        self._known: dict[int, dict[int, Content]] = {}
        self._labels: dict[Period, str] = {}

    def judge(self, candidate: Candidate) -> tuple[RowResult, Observation | None]:
        """Raises `Refusal`. Without an observation there is nothing to store."""
        key = _key(candidate.area.pk, candidate.period)
        self._refuse_twice(candidate, key)
        known = self._of(candidate.indicator).get(key)
        new = _content(candidate, known)
        name = self._name(candidate)
        if candidate.only_unchanged and (known is None or known != new):
            raise Refusal(candidate.only_unchanged)
        if known is None:
            return RowResult(candidate.number, "added", f"{name}: {new.shown}"), _row(candidate, new)
        if known == new or not self.replace:
            return RowResult(candidate.number, "unchanged", f"{name}: {known.shown}"), None
        if new.provisional and not known.provisional:
            text = _("%(name)s: the final figure %(figure)s is not replaced by a provisional one")
            raise Refusal(text % {"name": name, "figure": known.shown})
        text = f"{name}: {known.shown} → {new.shown}"
        return RowResult(candidate.number, "changed", text), _row(candidate, new)

    def _refuse_twice(self, candidate: Candidate, key: int) -> None:
        first = self._seen.setdefault(candidate.indicator.pk << 80 | key, candidate.number)
        if first != candidate.number:
            text = _("the same indicator, area and period are in row %(row)d already")
            raise Refusal(text % {"row": first})

    def _of(self, indicator: Indicator) -> dict[int, Content]:
        if indicator.pk not in self._known:
            self._known[indicator.pk] = _stored(indicator)
        return self._known[indicator.pk]

    def _name(self, candidate: Candidate) -> str:
        if candidate.period not in self._labels:
            self._labels[candidate.period] = label(candidate.period)
        return f"{candidate.indicator.name}, {candidate.area.name}, {self._labels[candidate.period]}"


def _stored(indicator: Indicator) -> dict[int, Content]:
    rows = Observation.objects.filter(indicator=indicator).values_list(
        "area_id", "period_start", "period_end", "value", "decimals", "provisional", "series_break"
    )
    same: dict[Content, Content] = {}
    found = {}
    for area, start, end, value, decimals, provisional, series_break in rows.iterator(BATCH):
        content = Content(str(published(value, decimals)), provisional, series_break)
        found[_key(area, Period(start, end))] = same.setdefault(content, content)
    return found


def _key(area: int, period: Period) -> int:
    """Area and days in one number, a third of the size of a tuple of them."""
    return area << 48 | period.start.toordinal() << 24 | period.end.toordinal()


def _content(candidate: Candidate, known: Content | None) -> Content:
    """A file without the column leaves a mark of a new series as it is."""
    kept = known.series_break if known else False
    return Content(
        value=str(candidate.value),
        provisional=candidate.provisional,
        series_break=kept if candidate.series_break is None else candidate.series_break,
    )


def _row(candidate: Candidate, content: Content) -> Observation:
    return Observation(
        indicator=candidate.indicator,
        area=candidate.area,
        period_start=candidate.period.start,
        period_end=candidate.period.end,
        value=candidate.value,
        decimals=decimals_of(candidate.value),
        provisional=content.provisional,
        series_break=content.series_break,
        source=candidate.source,
    )
