"""What a plan shares with others and does not write itself: the municipality's data, the national goals,
indicators and their figures, the names of target groups. They may change while an approved text waits."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from documents.follow_up_tree import targets_of
from documents.traversal import every_part
from documents.tree import Indicator, PlanDocument, TargetGroup


def shared_changes(approved: PlanDocument, now: PlanDocument) -> tuple[str, ...]:
    """In words for a person, what has changed since the text was frozen."""
    return tuple(_changes(approved, now))


def _changes(approved: PlanDocument, now: PlanDocument) -> Iterator[str]:
    if approved.municipality != now.municipality:
        yield _("The municipality's name, colour, crest or contact")
    if approved.series != now.series:
        yield _("The name of the plan's series, or its word for a plan")
    yield from _changes_of_national_goals(approved, now)
    figures_before, figures_after = _figures(approved), _figures(now)
    for key, (name, figures) in figures_before.items():
        if key in figures_after and figures_after[key] != (name, figures):
            yield _("Figures: %(indicator)s") % {"indicator": name}
    validities = _validities(now)
    for named, validity in _validities(approved).items():
        if validities.get(named, validity) != validity:
            yield _("Validity, or what it replaces: %(name)s") % {"name": named[0]}
    groups = _target_groups(now)
    for slug, name in _target_groups(approved).items():
        if groups.get(slug, name) != name:
            yield _("Target group: %(name)s, now %(now)s") % {"name": name, "now": groups[slug]}


def _changes_of_national_goals(approved: PlanDocument, now: PlanDocument) -> Iterator[str]:
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


def _figures(document: PlanDocument) -> dict[tuple[str, bool], tuple[str, set[object]]]:
    """By the indicator's key, its name and the figures shown at the document's targets."""
    found: dict[tuple[str, bool], tuple[str, set[object]]] = {}
    for target in targets_of(document):
        if target.indicator:
            key, name = target.indicator.key, target.indicator.name
            timeless = replace(target.indicator, valid_until=None, replaces=())
            _name, figures = found.setdefault(key, (name, {timeless}))
            figures |= {target.comparator, *target.figures}
    for table in document.all_key_figures():
        for row in table.rows:
            _name, figures = found.setdefault(row.indicator.key, (row.indicator.name, set()))
            figures |= set(row.figures)
    return found


def _target_groups(document: PlanDocument) -> dict[str, str]:
    return {part.slug: part.name for part in every_part(document) if isinstance(part, TargetGroup)}


def _validities(document: PlanDocument) -> dict[tuple[str, str, bool], tuple[object, ...]]:
    """By name, slug and whether it is the municipality's own."""
    rows = [part for part in every_part(document) if isinstance(part, TargetGroup | Indicator)]
    return {
        (each.name, each.slug, isinstance(each, Indicator) and each.own): (each.valid_until, each.replaces)
        for each in rows
    }
