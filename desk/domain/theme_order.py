"""The order in which a plan's themes are printed, and numbers that follow it."""

from collections.abc import Sequence

from documents import tree
from plans.domain.ordering import renumber
from plans.models import Plan
from themes.models import Theme, ThemeGroup

Run = tuple[ThemeGroup | None, list[Theme]]


def runs_of(plan: Plan) -> list[Run]:
    """Each level above the themes with those that it holds, and those that belong to none, in printed order."""
    groups = {row.slug: row for row in plan.theme_groups.order_by("position", "pk")}
    themes = {row.slug: row for row in plan.themes.select_related("group").order_by("number")}
    found = tree.theme_runs(
        [tree.ThemeGroup(row.title, row.slug) for row in groups.values()],
        [
            tree.Theme(row.number, row.title, row.slug, group=row.group.slug if row.group else "")
            for row in themes.values()
        ],
    )
    return [
        (groups[group.slug] if group else None, [themes[theme.slug] for theme in run]) for group, run in found
    ]


def number_in_order(runs: Sequence[Run]) -> None:
    """The themes' numbers stay the same and change owners, so that they rise as the plan is read."""
    themes = [theme for _group, run in runs for theme in run]
    numbers = sorted(theme.number for theme in themes)
    changed = [
        (theme, number) for theme, number in zip(themes, numbers, strict=True) if theme.number != number
    ]
    renumber(changed, "number", max(numbers, default=0) + 1)


def in_order_of_groups(runs: Sequence[Run], groups: Sequence[ThemeGroup]) -> list[Run]:
    """The same with the levels above in another order; what belongs to none stays in its place."""
    themes = {group.pk: run for group, run in runs if group}
    following = iter(groups)
    found: list[Run] = []
    for group, run in runs:
        if group is None:
            found.append((None, run))
        else:
            new = next(following)
            found.append((new, themes[new.pk]))
    return found
