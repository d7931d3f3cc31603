"""A year's national goals, and which goals of which municipality answer them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from documents.tree import Goal, NationalGoal, NationalGoalRef, PlanDocument, Theme
from plans.danish import alphabetical
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import NotPublishedError
from publishing.models import Edition
from website.domain.readable_editions import anchor_of_goal


@dataclass(frozen=True, slots=True)
class Answer:
    theme: Theme | None
    goal: Goal
    url: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality with a plan for the year, and what it answers one national goal with."""

    edition: Edition
    document: PlanDocument
    url: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class NationalLine:
    goal: NationalGoal
    towns: tuple[Town, ...]


def answers_of(document: PlanDocument, ref: NationalGoalRef) -> tuple[Answer, ...]:
    return tuple(Answer(theme, goal) for theme, goal in document.all_goals() if ref in goal.answers)


def national_year(year: int) -> tuple[NationalLine, ...]:
    """One query. Raises `NotPublishedError` for a year of which no edition has national goals."""
    opened = [(edition, edition.document) for edition in _editions(year)]
    goals = _goals(opened, year)
    if not goals:
        raise NotPublishedError
    return tuple(NationalLine(goal, tuple(_town(*one, goal) for one in opened)) for goal in goals)


def _editions(year: int) -> list[Edition]:
    """One for each plan that covers the year: its own edition, else the follow-up on it; by name."""
    found = (
        Edition.objects.current()
        .filter(Q(last_year=None) | Q(last_year__gte=year), year__lte=year)
        .with_withdrawal()
    )
    by_plan = {
        edition.plan_id: edition
        for edition in sorted(found, key=lambda edition: (not edition.follow_up_id, edition.published_at))
    }
    return sorted(
        by_plan.values(), key=lambda edition: (alphabetical(edition.municipality_short_name), edition.year)
    )


def _goals(opened: Iterable[tuple[Edition, PlanDocument]], year: int) -> list[NationalGoal]:
    """As the last published edition has them: an older one may have been frozen before a correction."""
    known = {
        goal.number: goal
        for _edition, document in sorted(opened, key=lambda one: one[0].published_at)
        for goal in document.national_goals
        if goal.year == year
    }
    return [known[number] for number in sorted(known)]


def _town(edition: Edition, document: PlanDocument, national: NationalGoal) -> Town:
    there = Addresses(edition)
    answers = []
    for answer in answers_of(document, NationalGoalRef(national.year, national.number)):
        ref = document.goal_ref(answer.theme, answer.goal)
        page = there.front if edition.follow_up_id else there.theme(ref.theme) if ref.theme else there.goals
        place = f"#{anchor_of_goal(ref)}" if edition.follow_up_id or ref.theme else ""
        answers.append(Answer(answer.theme, answer.goal, f"{page}{place}"))
    return Town(edition, document, there.front, tuple(answers))
