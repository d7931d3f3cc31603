"""The thread that a goal is in: from the document at the top down to initiatives and results.

A goal names the goals of the document above that it carries out. What can be read of the municipality's
documents is opened at once, and the thread is followed in both directions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from documents.charts.strip import is_interim, word
from documents.lineage import PublishedYear
from documents.tree import Assessment, Goal, GoalRef, Initiative, PlanDocument, Strategy, Theme, Verdict
from documents.wording import goal_number
from publishing.domain.addresses import Addresses
from publishing.domain.open_edition import OpenEdition
from publishing.domain.published_editions import NotPublishedError
from publishing.domain.reference_resolution import ReferenceResolver
from publishing.models import Edition
from website.domain.history import address_of_thread
from website.domain.readable_editions import ReadableEditions


@dataclass(frozen=True, slots=True)
class ThreadGoal:
    """A goal of the thread, with those that carry it out below it. `here`: the one whose page it is."""

    document: PlanDocument
    front: str
    theme: Theme | None
    goal: Goal
    number: str
    url: str
    assessment: Assessment | None
    report: str
    report_title: str
    report_so_far: bool
    initiatives: tuple[str, ...]
    below: tuple["ThreadGoal", ...]
    here: bool
    anchor: str
    """Where it stands on the thread's page. A goal that carries out several stands there as often."""


@dataclass(frozen=True, slots=True)
class CarriedOutBelow:
    """How far a document below has come with a goal: with how many of its own it carries that out, how many of
    them were judged how, and how many nobody has judged."""

    document: PlanDocument
    goals: int
    verdicts: tuple[tuple[str, int], ...]
    open: int


@dataclass(frozen=True, slots=True)
class ThreadLink:
    url: str
    goal: Goal
    below: tuple[CarriedOutBelow, ...] = ()


def thread(readable: ReadableEditions, here: GoalRef) -> tuple[ThreadGoal, ...]:
    """From the top; several where the goal carries out several. Raises `NotPublishedError` or
    `WithdrawnError` for a goal that no readable document has."""
    readable.of(here.plan)
    found = _Threads(readable, here)
    if here not in found.known:
        raise NotPublishedError
    return tuple(found.goal(ref, (), f"maal-{place}") for place, ref in enumerate(found.tops(here), start=1))


class _Threads:
    def __init__(self, readable: ReadableEditions, here: GoalRef) -> None:
        self.readable, self.here = readable, here
        self.known: dict[GoalRef, tuple[PublishedYear, Theme | None, Goal]] = {
            plan.document.goal_ref(theme, goal): (plan, theme, goal)
            for plan in readable.lineage.published_years.values()
            for theme, goal in plan.document.all_goals()
        }

    def above(self, ref: GoalRef) -> list[GoalRef]:
        return [each.goal for each in self.known[ref][2].carries_out if each.goal in self.known]

    def tops(self, start: GoalRef) -> list[GoalRef]:
        """In order of the documents; what names itself in a circle begins with the goal itself."""
        seen, waiting, tops = {start}, [start], []
        while waiting:
            ref = waiting.pop()
            above = self.above(ref)
            tops += [] if above else [ref]
            waiting += [one for one in above if one not in seen]
            seen.update(above)
        return sorted(tops, key=lambda ref: (ref.plan, ref.theme, ref.number)) or [start]

    def goal(self, ref: GoalRef, outer: tuple[GoalRef, ...], anchor: str) -> ThreadGoal:
        plan, theme, goal = self.known[ref]
        below = [one for one in self.known if ref in self.above(one) and one not in (*outer, ref)]
        document = plan.document
        return ThreadGoal(
            document=document,
            front=Addresses(self.readable.of(document.ref)).front,
            theme=theme,
            goal=goal,
            number=goal_number(goal, theme),
            url=self.readable.address_of_goal(ref),
            assessment=plan.assessment_of(ref),
            report=self.readable.address_of_report(document.ref),
            report_title=plan.report.display_title if plan.report else "",
            report_so_far=is_interim(plan.report),
            initiatives=tuple(initiatives_of(theme)) if theme and not below else (),
            below=tuple(
                self.goal(one, (*outer, ref), f"{anchor}-{place}") for place, one in enumerate(below, start=1)
            ),
            here=ref == self.here,
            anchor=anchor,
        )


def initiatives_of(theme: Theme) -> Iterator[str]:
    """The titles of what the theme does, in printed order."""
    yield from _titles(theme.initiatives)
    for strategy in theme.strategies:
        yield from _in_strategy(strategy)


def _in_strategy(strategy: Strategy) -> Iterator[str]:
    yield from _titles(strategy.initiatives)
    for child in strategy.children:
        yield from _in_strategy(child)


def _titles(initiatives: Iterable[Initiative]) -> Iterator[str]:
    return (initiative.title for initiative in initiatives)


def thread_links(open_edition: OpenEdition, theme: Theme | None) -> tuple[ThreadLink, ...]:
    """To the goals that carry out others, or are carried out, with what has come of these below."""
    document = open_edition.document
    town, below = document.municipality.slug, _documents_below(open_edition)
    goals = theme.goals if theme else document.goals
    links = (
        ThreadLink(address_of_thread(town, ref), goal, tuple(_carried_out(below, ref)))
        for goal in goals
        for ref in [document.goal_ref(theme, goal)]
    )
    return tuple(link for link in links if link.goal.carries_out or link.below)


def _carried_out(below: Iterable[PublishedYear], above: GoalRef) -> Iterator[CarriedOutBelow]:
    for one in below:
        refs = [
            one.document.goal_ref(theme, goal)
            for theme, goal in one.document.all_goals()
            if above in [each.goal for each in goal.carries_out]
        ]
        if refs:
            judged = [found.verdict for ref in refs if (found := one.assessment_of(ref))]
            interim = is_interim(one.report)
            counts = tuple(
                (word(verdict, interim=interim), judged.count(verdict))
                for verdict in get_args(Verdict)
                if verdict in judged
            )
            yield CarriedOutBelow(one.document, len(refs), counts, len(refs) - len(judged))


def _documents_below(open_edition: OpenEdition) -> list[PublishedYear]:
    """Those that carry out goals of this one, which are called what this edition calls them: they may have been
    written when its goals had other numbers. Only such documents are opened; two or three queries, none
    without."""
    here, published = open_edition.edition, open_edition.published
    below = {
        edition.plan_ref
        for edition in published.current
        if any(GoalRef(**each).plan == here.plan_ref for each in edition.carried_out)
    }
    if not below:
        return []
    current = {edition.pk for edition in published.current}
    shown = {ref: (published.plan_of(ref), published.follow_up_of(ref)) for ref in sorted(below)}
    keys = {edition.pk for pair in shown.values() for edition in pair if edition and edition.pk in current}
    opened = {edition.pk: edition for edition in Edition.objects.filter(pk__in=keys).with_withdrawal()}
    pairs = [[opened.get(one.pk) if one else None for one in pair] for pair in shown.values()]
    resolver = ReferenceResolver([here, *(found for pair in pairs if (found := pair[0] or pair[1]))])
    return [
        PublishedYear(resolver.document(found.plan_ref), report.document if report else None)
        for plan, report in pairs
        if (found := plan or report)
    ]
