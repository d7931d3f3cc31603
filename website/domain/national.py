"""A year's national goals, and what in which municipality's plan answers them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from documents.once import once
from documents.outline import theme_anchor
from documents.tree import Goal, NationalGoal, NationalGoalRef, PlanDocument, Theme
from documents.wording import goal_number
from plans.danish import alphabetical
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import NotPublishedError
from publishing.models import Edition


@dataclass(frozen=True, slots=True)
class Answer:
    """Of a goal, or of a whole theme, which may have no text of its own for it."""

    number: str
    name: str
    text: str
    theme: Theme | None
    goal: Goal | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality with a plan for the year, and what it answers one national goal with. `is_only`: it has
    no other plan for the year; else its documents are told apart by their titles."""

    edition: Edition
    document: PlanDocument
    url: str
    answers: tuple[Answer, ...]
    is_only: bool = True

    @property
    def name(self) -> str:
        return self._named(self.edition.municipality_name)

    @property
    def short_name(self) -> str:
        return self._named(self.edition.municipality_short_name)

    def _named(self, town: str) -> str:
        return town if self.is_only else f"{town}: {self.document.title}"

    @property
    def anchor(self) -> str:
        """Of which ids on the page begin."""
        return f"{self.edition.municipality_slug}-{self.edition.plan_ref.name}"


@dataclass(frozen=True, slots=True)
class NationalLine:
    goal: NationalGoal
    towns: tuple[Town, ...]


def answers_of(document: PlanDocument, ref: NationalGoalRef) -> tuple[Answer, ...]:
    """The plan's own goals, then each theme and its goals."""
    own = [_of_goal(document, None, goal) for goal in document.goals if ref in goal.answers]
    return (*own, *(answer for theme in document.themes for answer in _of_theme(document, theme, ref)))


def _of_theme(document: PlanDocument, theme: Theme, ref: NationalGoalRef) -> Iterator[Answer]:
    if ref in theme.answers:
        name = f"{document.theme_label} {theme.printed_number}"
        yield Answer(name, name, theme.answer_text, theme)
    yield from (_of_goal(document, theme, goal) for goal in theme.goals if ref in goal.answers)


def _of_goal(document: PlanDocument, theme: Theme | None, goal: Goal) -> Answer:
    number = goal_number(goal, theme)
    return Answer(number, f"{document.goal_label} {number}", goal.text, theme, goal)


def national_year(year: int) -> tuple[NationalLine, ...]:
    """One query. Raises `NotPublishedError` for a year of which no edition has national goals."""
    return once(("national", year), lambda: _national_year(year))


def _national_year(year: int) -> tuple[NationalLine, ...]:
    opened = [(edition, edition.document) for edition in _editions(year)]
    goals = _goals(opened, year)
    if not goals:
        raise NotPublishedError
    plans = Counter(edition.municipality_slug for edition, _document in opened)
    return tuple(
        NationalLine(goal, tuple(_town(*one, goal, plans[one[0].municipality_slug]) for one in opened))
        for goal in goals
    )


def _editions(year: int) -> list[Edition]:
    """One for each plan that is about the year: its own edition, else the follow-up on it; by name."""
    found = Edition.objects.current().about(year).with_withdrawal()
    by_plan = {
        edition.plan_id: edition
        for edition in sorted(found, key=lambda edition: (not edition.follow_up_id, edition.published_at))
    }
    return sorted(
        by_plan.values(),
        key=lambda edition: (alphabetical(edition.municipality_short_name), edition.plan_ref),
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


def _town(edition: Edition, document: PlanDocument, national: NationalGoal, plans: int) -> Town:
    """`plans`: how many the municipality has for the year."""
    there = Addresses(edition)
    found = answers_of(document, NationalGoalRef(national.year, national.number))
    answers = tuple(replace(answer, url=_url(there, answer)) for answer in found)
    return Town(edition, document, there.front, answers, is_only=plans == 1)


def _url(there: Addresses, answer: Answer) -> str:
    """A goal's own page, or the theme's; a follow-up shows all themes on one."""
    if answer.goal:
        return there.goal(answer.theme.slug if answer.theme else "", answer.goal.number)
    if answer.theme is None:
        return there.front
    page = there.front if there.edition.follow_up_id else there.theme(answer.theme.slug)
    return f"{page}#{theme_anchor(answer.theme)}-ministermaal"
