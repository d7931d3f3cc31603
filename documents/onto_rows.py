"""Tree → the rows of a draft that is there already: what goes on keeps its row, and with that its history, its
marks and what continues it; what is new is added, and what the tree does not have is deleted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Model, ProtectedError, RestrictedError, Value
from django.db.models.functions import Concat
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from documents import tree
from documents.codec import from_json, to_json
from documents.figure_rows import saved
from documents.from_rows import document_of, goal_ref, theme_ref
from documents.matching import Matches, goals_of, initiatives_of, sections_of, strategies_of
from documents.proposal import as_plan
from documents.to_rows import Part, Storing
from goals.models import AnnualGoal, DroppedGoal, ShownKeyFigures, Target, ThemeAnswer
from goals.models.annual_goal import goals_of_plan
from plans.errors import RefusedError
from plans.models import Attachment, Decision, Plan, Section
from themes.models import DroppedTheme, Initiative, Strategy, Theme, ThemeGroup
from themes.models.strategy import initiatives_of_plan, strategies_of_plan

Row = TypeVar("Row", bound=Model)

ASIDE = 10_000
"""Added to a number while rows change places: larger than any that a plan uses."""


@transaction.atomic
def store_onto(document: tree.PlanDocument, plan: Plan, reason: str = "") -> Plan:
    """Afterwards the rows give that tree. Nothing is written of a part that is as it was. `reason` is kept with
    each change. The caller has asked the plan's lock. Raises `RefusedError`, also where a part that goes has
    been assessed in a follow-up; then nothing is written."""
    document = from_json(to_json(as_plan(document)))  # so that each part is there once
    if document.ref != tree.PlanRef(plan.year, plan.series.slug):
        raise RefusedError(_("The text is of another year or series than the plan."))
    writing = _Onto(document, plan, reason)
    writing.step_aside()
    writing.run()
    writing.delete_what_is_gone()
    return writing.plan


class _Onto(Storing):
    """`_rows` are those of the parts, by model and `id`; `_left` are those of no part, the innermost last."""

    def __init__(self, document: tree.PlanDocument, plan: Plan, reason: str) -> None:
        super().__init__(document, plan.municipality)
        self._reason = Truncator(reason).chars(100)
        self._rows: dict[tuple[type[Model], int], Any] = {(Plan, id(document)): Plan.objects.get(pk=plan.pk)}
        self._left: list[Any] = []
        older = document_of(plan)
        self._matches = Matches(older, document)
        self._old_rows = _rows_by_part(older, plan)
        for model, parts in _parts(document).items():
            self._assign(model, parts)
        self._assign_what_has_no_name(plan)

    def _assign(self, model: type[Model], parts: Iterable[Any]) -> None:
        rows = self._old_rows[model]
        for part in parts:
            if old := self._matches.old(part):
                self._rows[model, id(part)] = rows.pop(id(old))
        self._left += rows.values()

    def _row(self, model: type[Row], part: Any) -> Row | None:
        found: Row | None = self._rows.get((model, id(part)))
        return found

    def _assign_what_has_no_name(self, plan: Plan) -> None:
        """Decisions, annexes, targets, tables of figures, answers and what is dropped."""
        document = self.document
        self._in_order(Decision, plan.decisions.order_by("pk"), document.decisions, _same_decision)
        self._annexes(plan)
        self._targets_of_parts(plan)
        shown = list(ShownKeyFigures.objects.filter(section__plan=plan).select_related("table"))
        self._tables(shown, [held.part for held in sections_of(document)], Section, "section_id")
        shown = list(ShownKeyFigures.objects.filter(theme__plan=plan).select_related("table"))
        self._tables(shown, document.themes, Theme, "theme_id")
        self._by_name(
            ThemeAnswer,
            ThemeAnswer.objects.filter(theme__plan=plan),
            [theme for theme in document.themes if theme.answers or theme.answer_text],
            lambda row: row.theme_id,
            lambda theme: row.pk if (row := self._row(Theme, theme)) else None,
        )
        goals = DroppedGoal.objects.filter(plan=plan)
        related = ("goal__theme__plan__series", "goal__plan__series")
        self._by_name(
            DroppedGoal,
            goals.select_related(*related),
            document.dropped_goals,
            lambda row: goal_ref(row.goal),
            lambda part: part.goal,
        )
        self._by_name(
            DroppedTheme,
            DroppedTheme.objects.filter(plan=plan).select_related("theme__plan__series"),
            document.dropped_themes,
            lambda row: theme_ref(row.theme),
            lambda part: part.theme,
        )

    def _by_name(
        self,
        model: type[Model],
        rows: Iterable[Any],
        parts: Iterable[Any],
        name_of_row: Callable[[Any], Any],
        name_of_part: Callable[[Any], Any],
    ) -> None:
        """Of several rows of one name, one after the other."""
        waiting = list(rows)
        for part in parts:
            name = name_of_part(part)
            if found := next((row for row in waiting if name_of_row(row) == name), None):
                self._rows[model, id(part)] = found
                waiting.remove(found)
        self._left += waiting

    def _annexes(self, plan: Plan) -> None:
        held = [*self.document.attachments]
        held += [each for one in sections_of(self.document) for each in one.part.attachments]
        rows = list(plan.attachments.order_by("pk"))
        self._by_name(Attachment, rows, held, lambda row: row.file.name, lambda part: part.path)

    def _tables(
        self, rows: Sequence[ShownKeyFigures], parts: Iterable[Any], owner: type[Any], field: str
    ) -> None:
        places = {
            id(table): (row.pk, table.title)
            for part in parts
            if (row := self._row(owner, part))
            for table in part.key_figures
        }
        tables = [table for part in parts for table in part.key_figures]
        self._by_name(
            ShownKeyFigures,
            rows,
            tables,
            lambda row: (getattr(row, field), row.table.title),
            lambda table: places.get(id(table)),
        )

    def _targets_of_parts(self, plan: Plan) -> None:
        """Each of the part that it was of: they have no order but the one in which they were made."""
        for model, there, held, field in (
            (AnnualGoal, goals_of_plan(plan), goals_of(self.document), "goal_id"),
            (Strategy, strategies_of_plan(plan), strategies_of(self.document), "strategy_id"),
        ):
            rows = Target.objects.select_related("indicator", "comparator").order_by("pk")
            by_part: dict[int, list[Target]] = {}
            for row in rows.filter(**{f"{field.removesuffix('_id')}__in": there}):
                by_part.setdefault(getattr(row, field), []).append(row)
            for one in held:
                part = self._row(model, one.part)
                self._in_order(
                    Target, by_part.pop(part.pk, []) if part else [], one.part.targets, _same_target
                )
            self._left += [row for rows_left in by_part.values() for row in rows_left]

    def _in_order(
        self,
        model: type[Row],
        rows: Iterable[Row],
        parts: Sequence[Any],
        same: Callable[[Any, Any], bool],
    ) -> None:
        """For rows whose order is that of their keys. Where the parts are some of what there was, the others
        go; else the first becomes the first."""
        waiting = list(rows)
        kept = _some_of(waiting, parts, same)
        found = kept if kept is not None else waiting[: len(parts)]
        for part, row in zip(parts, found, strict=False):
            self._rows[model, id(part)] = row
        self._left += [row for row in waiting if row not in found]

    def placed(self, parts: Sequence[Part]) -> Iterator[tuple[int, Part]]:
        """Rows keep their positions where these give the order that is wanted."""
        last: tuple[int, float] = (-1, 0)  # a new row's key is larger than all
        for part in parts:
            row = next(
                (row for model in PLACED if (row := self._row(model, part))),
                None,
            )
            if row is None or (row.position, row.pk) <= last:
                last = (last[0] + 1, row.pk if row else inf)
            else:
                last = (row.position, row.pk)
            yield last[0], part

    def stored(self, part: Any, model: type[Row], fields: dict[str, Any]) -> Row:
        row = self._row(model, part)
        if row is None:
            return self._saved(model(**fields))
        before = [_value(row, name) for name in fields]
        for name, value in fields.items():
            setattr(row, name, value)
        return row if before == [_value(row, name) for name in fields] else self._saved(row)

    def _saved(self, row: Row) -> Row:
        if self._reason:
            row._change_reason = self._reason  # type: ignore[attr-defined]
        return saved(row)

    def step_aside(self) -> None:
        """Numbers, addresses and places may change hands, although each is unique at every moment. The rows here
        keep what they were, so that only what differs is written."""
        going = {model: [row.pk for row in self._left if type(row) is model] for model in ASIDE_BY}
        for (model, _part), row in self._rows.items():
            if model in going and self._changes_place(row):
                going[model].append(row.pk)
        for model, keys in going.items():
            model._default_manager.filter(pk__in=keys).update(**ASIDE_BY[model])

    def _changes_place(self, row: Any) -> bool:
        return self._wanted.get((type(row), row.pk)) != _place(row)

    @property
    def _wanted(self) -> dict[tuple[type[Model], int], tuple[Any, ...]]:
        """The place of each row: its number or address, and what it will be in."""
        if not hasattr(self, "_wanted_places"):
            self._wanted_places = dict(self._places())
        return self._wanted_places

    def _places(self) -> Iterator[tuple[tuple[type[Model], int], tuple[Any, ...]]]:
        document = self.document
        for section in sections_of(document):
            if row := self._row(Section, section.part):
                yield (Section, row.pk), (section.part.slug, self._key_by_id(Section, section.owner))
        for group in document.theme_groups:
            if group_row := self._row(ThemeGroup, group):
                yield (ThemeGroup, group_row.pk), (group.slug,)
        for theme in document.themes:
            if theme_row := self._row(Theme, theme):
                yield (Theme, theme_row.pk), (theme.number, theme.slug)
        for goal in goals_of(document):
            if goal_row := self._row(AnnualGoal, goal.part):
                yield (AnnualGoal, goal_row.pk), (goal.part.number, self._key_by_id(Theme, goal.owner))
        for strategy in strategies_of(document):
            if strategy_row := self._row(Strategy, strategy.part):
                yield (Strategy, strategy_row.pk), (self._key_by_id(Strategy, strategy.owner),)

    def _key_by_id(self, model: type[Model], owner: int) -> int | None:
        row = self._rows.get((model, owner))
        return row.pk if row else None

    def delete_what_is_gone(self) -> None:
        """The innermost first, so that nothing goes unseen with what it was in."""
        order = {model: place for place, model in enumerate(DELETED_IN_ORDER)}
        for row in sorted(self._left, key=lambda row: (order[type(row)], -_depth(row))):
            if self._reason:
                row._change_reason = self._reason
            if isinstance(row, DroppedGoal | DroppedTheme) and not _is_told(row):
                continue  # its part is continued now: should that end, the reason is there still
            try:
                row.delete()
            except ProtectedError as error:
                text = _("“%(row)s” cannot be taken away: it has been published.")
                raise RefusedError(text % {"row": row}) from error
            except RestrictedError as error:
                text = _("“%(row)s” cannot be taken away: a follow-up has assessed it.")
                raise RefusedError(text % {"row": row}) from error


PLACED: tuple[type[Any], ...] = (Section, ThemeGroup, Strategy, Initiative, Attachment, ShownKeyFigures)
ASIDE_BY: dict[type[Any], dict[str, Any]] = {
    Section: {"slug": Concat(Value("flyttes-"), F("pk")), "parent": None},
    ThemeGroup: {"slug": Concat(Value("flyttes-"), F("pk"))},
    Theme: {"slug": Concat(Value("flyttes-"), F("pk")), "number": F("number") + ASIDE},
    AnnualGoal: {"number": F("number") + ASIDE},
    Strategy: {"parent": None},
}
DELETED_IN_ORDER: tuple[type[Model], ...] = (
    Target,
    ThemeAnswer,
    ShownKeyFigures,
    Attachment,
    Decision,
    DroppedGoal,
    DroppedTheme,
    Initiative,
    Strategy,
    AnnualGoal,
    Theme,
    ThemeGroup,
    Section,
)


def _place(row: Any) -> tuple[Any, ...]:
    match row:
        case Section():
            return (row.slug, row.parent_id)
        case ThemeGroup():
            return (row.slug,)
        case Theme():
            return (row.number, row.slug)
        case AnnualGoal():
            return (row.number, row.theme_id)
        case _:
            return (row.parent_id,)


def _depth(row: Any) -> int:
    depth, above = 0, getattr(row, "parent", None)
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth


def _is_told(row: DroppedGoal | DroppedTheme) -> bool:
    return type(row).objects.of(row.plan).filter(pk=row.pk).exists()


def _value(row: Model, name: str) -> Any:
    field = row._meta.get_field(name)
    value = getattr(row, field.attname)  # type: ignore[union-attr]
    return getattr(value, "name", value) if name == "file" else value


def _some_of(rows: Sequence[Row], parts: Sequence[Any], same: Callable[[Any, Any], bool]) -> list[Row] | None:
    """The rows that are the parts already, in their order; None where a part is another."""
    found: list[Row] = []
    waiting = iter(rows)
    for part in parts:
        row = next((row for row in waiting if same(row, part)), None)
        if row is None:
            return None
        found.append(row)
    return found


def _same_decision(row: Decision, part: tree.Decision) -> bool:
    return (row.body, row.date, row.outcome, row.case_number) == (
        part.body,
        part.date,
        part.outcome,
        part.case_number,
    )


def _same_target(row: Target, part: tree.Target) -> bool:
    indicator = (row.indicator.slug, row.indicator.owner_id is not None) if row.indicator else None
    comparator = (row.comparator.kind, row.comparator.name) if row.comparator else None
    return (row.operator, indicator, row.value, comparator, row.due, row.each_year) == (
        part.operator,
        part.indicator.key if part.indicator else None,
        part.value,
        (part.comparator.kind, part.comparator.name) if part.comparator else None,
        part.due,
        part.each_year,
    )


def _parts(document: tree.PlanDocument) -> dict[type[Model], list[Any]]:
    return {
        Section: [held.part for held in sections_of(document)],
        ThemeGroup: list(document.theme_groups),
        Theme: list(document.themes),
        AnnualGoal: [held.part for held in goals_of(document)],
        Strategy: [held.part for held in strategies_of(document)],
        Initiative: [held.part for held in initiatives_of(document)],
    }


def _rows_by_part(document: tree.PlanDocument, plan: Plan) -> dict[type[Model], dict[int, Any]]:
    """The rows that the document was built of, by the `id` of their part."""
    sections = {row.slug: row for row in plan.sections.select_related("parent__parent")}
    groups = {row.slug: row for row in ThemeGroup.objects.filter(plan=plan)}
    themes = {row.slug: row for row in plan.themes.all()}
    goals = {
        (row.theme.slug if row.theme else "", row.number): row
        for row in goals_of_plan(plan).select_related("theme")
    }
    strategies, initiatives = _strategy_rows(document, plan)
    return {
        Section: {id(held.part): sections[held.part.slug] for held in sections_of(document)},
        ThemeGroup: {id(group): groups[group.slug] for group in document.theme_groups},
        Theme: {id(theme): themes[theme.slug] for theme in document.themes},
        AnnualGoal: {
            id(goal): goals[theme.slug if theme else "", goal.number] for theme, goal in document.all_goals()
        },
        Strategy: strategies,
        Initiative: initiatives,
    }


def _strategy_rows(
    document: tree.PlanDocument, plan: Plan
) -> tuple[dict[int, Strategy], dict[int, Initiative]]:
    """Known by where they stand: both are in the order of the rows."""
    strategies: dict[int, Strategy] = {}
    initiatives: dict[int, Initiative] = {}
    children: dict[tuple[int | None, int | None], list[Strategy]] = {}
    for row in strategies_of_plan(plan).select_related("parent"):
        children.setdefault((row.theme_id, row.parent_id), []).append(row)
    inside: dict[tuple[int | None, int | None], list[Initiative]] = {}
    for one in initiatives_of_plan(plan):
        inside.setdefault((one.theme_id, one.strategy_id), []).append(one)

    def walk(parts: Sequence[tree.Strategy], theme: int | None, parent: int | None) -> None:
        for part, row in zip(parts, children.get((theme, parent), ()), strict=True):
            strategies[id(part)] = row
            for initiative, each in zip(part.initiatives, inside.get((None, row.pk), ()), strict=True):
                initiatives[id(initiative)] = each
            walk(part.children, theme, row.pk)

    walk(document.strategies, None, None)
    keys = dict(plan.themes.values_list("slug", "pk"))
    for theme in document.themes:
        key = keys[theme.slug]
        walk(theme.strategies, key, None)
        for initiative, each in zip(theme.initiatives, inside.get((key, None), ()), strict=True):
            initiatives[id(initiative)] = each
    return strategies, initiatives
