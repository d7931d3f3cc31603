"""What a plan shares with others and does not write itself: the municipality's data, the national goals,
the figures. They may change while an approved text waits."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents.report import targets_of
from documents.tree import PlanDocument


def shared_changes(approved: PlanDocument, now: PlanDocument) -> tuple[str, ...]:
    """In words for a person, what has changed since the text was frozen."""
    return tuple(_changes(approved, now))


def _changes(approved: PlanDocument, now: PlanDocument) -> Iterator[str]:
    if approved.municipality != now.municipality:
        yield _("The municipality's name, colour, crest or contact")
    before = {(goal.year, goal.number): goal for goal in approved.national_goals}
    after = {(goal.year, goal.number): goal for goal in now.national_goals}
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            goal = after.get(key) or before[key]
            yield _("National goal %(number)s of %(year)s: %(title)s") % {
                "number": goal.number,
                "year": goal.year,
                "title": goal.title,
            }
    figures_before, figures_after = _figures(approved), _figures(now)
    for name in figures_before:
        if name in figures_after and figures_before[name] != figures_after[name]:
            yield _("Figures: %(indicator)s") % {"indicator": name}


def _figures(document: PlanDocument) -> dict[str, set[object]]:
    """By the indicator's name, the figures that stand at the document's targets."""
    found: dict[str, set[object]] = {}
    for target in targets_of(document):
        if target.indicator:
            figures = found.setdefault(target.indicator.name, {target.indicator})
            figures |= {target.comparator, *target.figures}
    return found
