"""The table of a plan's goals, `maal.csv` or the workbook, changed in a spreadsheet and read back; or any table with
a theme on each line and a goal or an initiative beside it.

The file says what the goals were called when it was made; each goal is known by its number, and a line without one
is a new goal, or a new initiative. What the plan gives out beside its goals, such as sentences about targets, is not
read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from goals.domain.importing.decimals import NumberError, number
from goals.domain.importing.read_file import lines
from goals.domain.importing.rows import Cell, Line, UnreadableFileError
from goals.domain.importing.wording import composed, key, without_mark
from goals.models import AnnualGoal, Target
from goals.models.annual_goal import goals_of_plan
from intake.domain.listing import NewPart, add_parts
from intake.recognise.sentences import title_and_body
from plans.domain.lock import begin_edit
from plans.errors import RefusedError
from plans.models import Plan
from themes.models import TargetGroup
from website.domain.data_tables import plain

SEARCHED = 20
"""Lines in which the headings are looked for."""
MOST = 2000
"""Lines that are read: several times as many as the largest plan has."""
Groups = Mapping[str, TargetGroup]
"""By name, as a person may spell it."""
TEXTS = ("text", "responsible_unit", "partners")


@dataclass(frozen=True, slots=True)
class GoalChange:
    """`field` is one of the goal's, or "value-12" for the value of its target 12. Both values are as a person
    reads them."""

    goal: int
    name: str
    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class GoalsRead:
    changes: tuple[GoalChange, ...]
    refused: tuple[str, ...]
    unchanged: int
    added: tuple[NewPart, ...] = ()


@dataclass(slots=True)
class _Goal:
    row: AnnualGoal
    name: str
    lines: int = 0
    ambiguous: bool = False
    """Whether another goal is printed with the same number; then nobody knows which one a line is about."""


def read_goals(plan: Plan, handle: BinaryIO) -> GoalsRead:
    """What would become of the plan. Raises `UnreadableFileError`."""
    goals, groups = _goals(plan), _groups()
    columns, rows = _table(plan, handle)
    themes = _themes(plan)
    changes: dict[tuple[int, str], GoalChange] = {}
    refused: list[str] = []
    added: list[NewPart] = []
    for line in rows:
        name = _text(line, columns["number"]) if "number" in columns else ""
        if not name and "theme" in columns:
            for new in _new(line, columns, themes):
                (refused if isinstance(new, str) else added).append(new)  # type: ignore[arg-type]
            continue
        goal = goals.get(name)
        if goal is None or goal.ambiguous:
            text = (
                _("Line %(line)d: several goals of the plan have number %(name)s.")
                if goal
                else _("Line %(line)d: the plan has no goal with number %(name)s.")
            )
            refused.append(text % {"line": line.number, "name": name or "–"})
            continue
        goal.lines += 1
        for found in _changes(goal, line, columns, groups):
            if isinstance(found, str):
                refused.append(_("Line %(line)d, %(fault)s") % {"line": line.number, "fault": found})
            elif changes.setdefault((goal.row.pk, found.field), found).after != found.after:
                text = _("Line %(line)d, %(name)s: another line of the file says something else (%(label)s).")
                refused.append(text % {"line": line.number, "name": found.name, "label": found.label})
    changed = {change.goal for change in changes.values()}
    read = [goal for goal in goals.values() if goal.lines]
    return GoalsRead(tuple(changes.values()), tuple(refused), len(read) - len(changed), tuple(added))


def _themes(plan: Plan) -> dict[str, str]:
    """The slug of each theme, by its title and by its number with it."""
    rows = list(plan.themes.all())
    return {key(name): row.slug for row in rows for name in (row.printed_number, row.title, str(row))}


def _new(line: Line, columns: Mapping[str, int], themes: Mapping[str, str]) -> Iterator[NewPart | str]:
    """A goal, an initiative or both; or why not."""

    def cell(name: str) -> str:
        return _text(line, columns[name]) if name in columns else ""

    theme, goal, initiative = cell("theme"), cell("text"), cell("initiative")
    if not (goal or initiative):
        return
    slug = themes.get(key(theme))
    if slug is None:
        text = _("Line %(line)d: the plan has no theme “%(name)s”.")
        yield text % {"line": line.number, "name": theme or "–"}
        return
    unit, partners = cell("responsible_unit"), cell("partners")
    if goal:
        given = ("", "") if initiative else (unit, partners)
        yield NewPart("goal", goal, theme=slug, responsible_unit=given[0], partners=given[1])
    if initiative:
        title, body = title_and_body(initiative)
        yield NewPart("initiative", title, body, slug, unit, partners)


def _goals(plan: Plan) -> dict[str, _Goal]:
    """By their numbers as printed."""
    rows = goals_of_plan(plan).select_related("theme")
    found = {}
    for row in rows.prefetch_related("target_groups", "targets").order_by("theme__number", "number"):
        name = f"{row.theme.printed_number}.{row.number}" if row.theme else str(row.number)
        found[name] = _Goal(row, f"{plan.goal_label} {name}", ambiguous=name in found)
    return found


def _table(plan: Plan, handle: BinaryIO) -> tuple[dict[str, int], Iterator[Line]]:
    """Where each column is, and the lines below the headings."""
    with translation.override("da"):  # as the public site writes them
        headings = {
            "number": _("No."),
            "theme": plan.theme_label,
            "text": plan.goal_label,
            "initiative": _("Initiative"),
            "responsible_unit": _("Responsible unit"),
            "partners": _("Partners"),
            "target_groups": _("Target groups"),
            "year": _("Year"),
            "value": _("Value"),
        }
    found = islice(lines(handle), MOST + SEARCHED)
    for line in islice(found, SEARCHED):
        there = {key(str(cell)): column for column, cell in reversed([*enumerate(line.cells)])}
        columns = {
            name: there[key(said)]
            for name, said in headings.items()
            for said in reversed((said, *ALSO_CALLED.get(name, ())))  # the plan's own word wins
            if key(said) in there
        }
        if any(needed <= columns.keys() for needed in NEEDED):
            return columns, found
    message = _(
        "The file has no line with the headings “%(number)s” and “%(goal)s”, nor one with “%(theme)s” and “%(goal)s” or “%(initiative)s”."
    )
    names = {name: headings[name] for name in ("number", "theme", "initiative")}
    raise UnreadableFileError(message % {"goal": headings["text"], **names})


NEEDED = ({"number", "text"}, {"theme", "text"}, {"theme", "initiative"})
"""Headings of which a table must have the ones or the others."""
ALSO_CALLED = {
    "initiative": ("Indsats", "Indsatser", "Initiativ"),
    "theme": ("Tema",),
    "text": ("Mål", "Årsmål"),
}
"""What a table that somebody has made calls a column."""


def _text(line: Line, column: int) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    cell = line.at(column)
    return f"{cell:f}" if isinstance(cell, Decimal) else without_mark(_spaced(cell))


def _spaced(text: str) -> str:
    return " ".join(composed(text).split())


def _changes(
    goal: _Goal, line: Line, columns: Mapping[str, int], groups: Groups
) -> Iterator[GoalChange | str]:
    """Or what is wrong with a cell."""
    for field, shown in _FIELDS.items():
        if field in columns:
            before, after = shown(goal.row), _text(line, columns[field])
            if _spaced(before) != after:
                yield from _change(goal, field, before, after, groups)
    if {"year", "value"} <= columns.keys() and (year := _text(line, columns["year"])):
        yield from _value(goal, year, line.at(columns["value"]))


def _change(goal: _Goal, field: str, before: str, after: str, groups: Groups) -> Iterator[GoalChange | str]:
    label = str(getattr(AnnualGoal._meta.get_field(field), "verbose_name", field))
    if field == "text" and not after:
        yield _("%(name)s: a goal must have words.") % {"name": goal.name}
    elif field == "target_groups" and (
        unknown := [name for name in _names(after) if key(name) not in groups]
    ):
        names = ", ".join(f"»{name}«" for name in unknown)
        yield _("%(name)s: there is no target group %(names)s.") % {"name": goal.name, "names": names}
    else:
        yield GoalChange(goal.row.pk, goal.name, field, label, before, after)


def _value(goal: _Goal, year: str, typed: Cell) -> Iterator[GoalChange | str]:
    there = [
        row
        for row in goal.row.targets.all()
        if row.due and str(row.due.year) == year and row.value is not None
    ]
    try:
        after = typed if isinstance(typed, Decimal) else number(typed, ",")
    except NumberError as error:
        yield f"{goal.name}: {error}"
        return
    if len(there) != 1:
        text = _("%(name)s has no single value for %(year)s.")
        if all(row.value != after for row in there):
            yield text % {"name": goal.name, "year": year}
    elif there[0].value != after:
        label = _("value for %(year)s") % {"year": year}
        before = _decimal(there[0])
        yield GoalChange(goal.row.pk, goal.name, f"value-{there[0].pk}", label, before, _written(after))


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _decimal(target: Target) -> str:
    return "" if target.value is None else _written(target.value)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _groups() -> Groups:
    """Of two of one name, the one that goes on."""
    rows = sorted(TargetGroup.objects.all(), key=lambda row: row.valid_until or date.max)
    return {key(row.name): row for row in rows}


_FIELDS: Mapping[str, Callable[[AnnualGoal], str]] = {
    "text": lambda row: plain(row.text),
    "responsible_unit": lambda row: row.responsible_unit,
    "partners": lambda row: row.partners,
    "target_groups": lambda row: ", ".join(group.name for group in row.target_groups.all()),
}


@transaction.atomic
def store_goals(
    plan: Plan, changes: list[GoalChange], by: User, added: Sequence[NewPart] = ()
) -> list[AnnualGoal]:
    """Those that were changed. All of it or nothing: raises `ValidationError`, and `RefusedError` where somebody has
    changed one of the cells since, or the plan is with its approvers."""
    begin_edit(plan, by)
    rows, groups = {goal.row.pk: goal.row for goal in _goals(plan).values()}, _groups()
    changed: dict[int, AnnualGoal] = {}
    for change in changes:
        row = rows.get(change.goal)
        if row is None or _now(row, change.field) != change.before:
            text = _(
                "%(name)s has been changed meanwhile. Read the file once more: nothing has been changed."
            )
            raise RefusedError(text % {"name": change.name})
        _put(row, change, groups)
        changed[row.pk] = row
    for row in changed.values():
        row.full_clean()
        row.save()
    if added:
        add_parts(plan, added, _("Read from a spreadsheet."), by)
    return list(changed.values())


def _now(row: AnnualGoal, field: str) -> str | None:
    if field in _FIELDS:
        return _FIELDS[field](row)
    target = next((each for each in row.targets.all() if field == f"value-{each.pk}"), None)
    return _decimal(target) if target else None


def _put(row: AnnualGoal, change: GoalChange, groups: Groups) -> None:
    if change.field in TEXTS:
        setattr(row, change.field, change.after)
    elif change.field == "target_groups":
        row.target_groups.set([groups[key(name)] for name in _names(change.after)])
    else:
        target: Any = next(each for each in row.targets.all() if change.field == f"value-{each.pk}")
        target.value = Decimal(change.after.replace(",", "."))
        target.full_clean()
        target.save()
