"""Which goal of one text is which of another text of the same plan. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from documents.tree import Computed, Goal, GoalRef, PlanDocument, Target, Theme

Texts = Mapping[GoalRef, str]
"""Each goal's words, by what the text calls it."""
Name = TypeVar("Name", bound=Hashable)


def same_goals(before: Mapping[Name, str], after: Mapping[Name, str]) -> dict[Name, Name]:
    """From a goal's name in the one text to its name in the other. A goal in the same place with the same
    words is the same; then one with the same words elsewhere, where only one has them; then one in the same
    place with other words."""
    found = {ref: ref for ref, text in before.items() if after.get(ref) == text}
    places = _by_words(after, found.values())
    for text, refs in _by_words(before, found).items():
        if len(refs) == 1 and len(places.get(text, ())) == 1:
            found[refs[0]] = places[text][0]
    taken = set(found.values())
    return found | {ref: ref for ref in before if ref not in found and ref in after and ref not in taken}


def _by_words(texts: Mapping[Name, str], but: Iterable[Name]) -> dict[str, list[Name]]:
    known, groups = set(but), defaultdict(list)
    for ref, text in texts.items():
        if ref not in known:
            groups[" ".join(text.split())].append(ref)
    return groups


def texts_of(document: PlanDocument) -> Texts:
    return {document.goal_ref(theme, goal): goal.text for theme, goal in document.all_goals()}


def names_in_report(plan: PlanDocument, report: PlanDocument) -> dict[GoalRef, GoalRef]:
    """From what the plan calls a goal to what the report does, which may be of another edition of the
    plan."""
    return same_goals(texts_of(plan), texts_of(report))


def _goals_of(document: PlanDocument) -> dict[GoalRef, Goal]:
    return {document.goal_ref(theme, goal): goal for theme, goal in document.all_goals()}


def _computed(computed: Computed | None, goal: Goal, judged: Goal) -> Computed | None:
    """What the figures said of targets that the plan has changed since is said beside none of them."""
    same = list(map(_demand, goal.targets)) == list(map(_demand, judged.targets))
    return computed if computed is None or same else replace(computed, results=())


def _demand(target: Target) -> tuple[object, ...]:
    indicator = target.indicator.key if target.indicator else None
    facts = (target.operator, target.value, target.unit, target.comparator, target.baseline)
    return (indicator, *facts, target.due, target.each_year)


def reported_beside(plan: PlanDocument, report: PlanDocument) -> PlanDocument:
    """The report with each verdict on what the plan calls the goal; those on goals that it does not have are
    left out."""
    if report.follow_up is None:
        return report
    plans = {there: here for here, there in names_in_report(plan, report).items()}
    here, there = _goals_of(plan), _goals_of(report)
    verdicts = tuple(
        replace(
            each,
            goal=plans[each.goal],
            computed=_computed(each.computed, here[plans[each.goal]], there[each.goal]),
        )
        for each in report.follow_up.assessments
        if each.goal in plans
    )
    return replace(report, follow_up=replace(report.follow_up, assessments=verdicts))


def measured_in(
    document: PlanDocument, report: PlanDocument | None, theme: Theme | None, goal: Goal
) -> dict[str, Any]:
    """A goal's targets with the figures to be shown of it, and the document that these are from: the follow-up's
    figures, which are newer than those that the plan is based on, where it has any of the goal."""
    here = document.goal_ref(theme, goal)
    if report and report is not document and (there := names_in_report(document, report).get(here)):
        judged = _goals_of(report)[there]
        if any(target.figures for target in judged.targets):
            return {"document": report, "targets": judged.targets}
    return {"document": document, "targets": goal.targets}
