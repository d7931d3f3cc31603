"""A plan's goals, themes, strategies and initiatives, each with its place."""

from collections.abc import Iterator

from documents.tree import Goal, Initiative, PlanDocument, Strategy, Theme
from publishing.checks.texts import Part, goal_part, initiative_part, strategy_part, theme_part

Named = Theme | Goal | Strategy | Initiative


def parts_of(document: PlanDocument) -> Iterator[tuple[Part, Named]]:
    yield from ((goal_part(document, theme, goal), goal) for theme, goal in document.all_goals())
    for theme in document.themes:
        part = theme_part(theme)
        yield part, theme
        yield from _strategies(theme.strategies, theme.slug, part.name)
        yield from _initiatives(theme.initiatives, theme.slug, part.name)
    yield from _strategies(document.strategies, "", "")


def _strategies(rows: tuple[Strategy, ...], above: str, parent: str) -> Iterator[tuple[Part, Named]]:
    for position, strategy in enumerate(rows):
        part = strategy_part(strategy, position, above, parent)
        yield part, strategy
        yield from _initiatives(strategy.initiatives, part.key, part.name)
        yield from _strategies(strategy.children, part.key, part.name)


def _initiatives(rows: tuple[Initiative, ...], above: str, parent: str) -> Iterator[tuple[Part, Named]]:
    for position, initiative in enumerate(rows):
        yield initiative_part(initiative, position, above, parent), initiative
