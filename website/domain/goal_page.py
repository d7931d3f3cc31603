"""What is told of one goal on a page of its own."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from documents.charts.strip import is_interim, word
from documents.lineage import GoalStep
from documents.templatetags.bodies import plain_line
from documents.tree import Goal, NationalGoal, PlanDocument, Theme
from documents.wording import goal_number
from publishing.domain.addresses import Addresses
from publishing.domain.open_edition import OpenEdition
from publishing.domain.published_editions import NotPublishedError
from website.domain import history, menu, threads
from website.domain.goal_choice import national_goals_of, target_groups_of
from website.domain.readable_editions import anchor_of_goal, readable_editions
from website.domain.results import mark_of
from website.domain.target_groups import Pages

TITLE_WORDS = 9


@dataclass(frozen=True, slots=True)
class YearOfGoal:
    """The goal in one plan of its line, and how it went there."""

    years: str
    name: str
    url: str
    mark: str
    word: str
    here: bool


@dataclass(frozen=True, slots=True)
class AnsweredGoal:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ReadGoal:
    """What its text says of a goal: an edition, or a draft. `report` is the follow-up that judges it, if any; `above`,
    where a trail leads between the text's front and the goal: a follow-up has no page of its plan's own goals."""

    theme: Theme | None
    goal: Goal
    name: str
    title: str
    theme_url: str
    above: menu.Item | None
    report: PlanDocument | None
    answered: tuple[AnsweredGoal, ...]
    pager: menu.Pager

    @property
    def groups_of_theme(self) -> bool:
        """Whether it is for those that its theme is for: it names none itself."""
        return not self.goal.target_groups and bool(target_groups_of(self.theme, self.goal))

    def trail(self, front: tuple[menu.Item, ...]) -> tuple[menu.Item, ...]:
        """From what leads to the text's front, on to the goal."""
        return (*front, *([self.above] if self.above else []), menu.Item("", self.name))


@dataclass(frozen=True, slots=True)
class GoalPage:
    """What is told of a published goal beside its text. The page of `read.report` is at `report_url`. `line` and
    `line_url` are the goal through the years, where more than one has it."""

    read: ReadGoal
    report_url: str
    line: tuple[YearOfGoal, ...]
    line_url: str
    threads: tuple[threads.ThreadLink, ...]
    citation: str
    cited_at: str
    trail: tuple[menu.Item, ...]


def read_goal(
    document: PlanDocument,
    pages: Pages,
    slug: str,
    number: int,
    *,
    report: PlanDocument | None = None,
    published: bool = False,
) -> ReadGoal | None:
    """None for a goal that the text does not have; `slug` is empty for one of the plan's own. What is `published`
    leads to the national goals that it answers: what is not may be the only one that answers them."""
    wanted = (slug, number)
    pairs = (pair for pair in document.all_goals() if _key(*pair) == wanted)
    theme, goal = next(pairs, (None, None))
    if goal is None:
        return None
    return ReadGoal(
        theme=theme,
        goal=goal,
        name=f"{document.goal_label} {goal_number(goal, theme)}",
        title=_shortened(goal),
        theme_url=pages.theme(theme.slug) if theme else "",
        above=_above(document, pages, theme),
        report=document if document.follow_up else report,
        answered=_answered(document, theme, goal, published=published),
        pager=_pager(document, pages, wanted),
    )


def goal_page(open_edition: OpenEdition, slug: str, number: int) -> GoalPage:
    """Raises `NotPublishedError` for a goal that the text does not have."""
    document, current = open_edition.document, open_edition.number is None
    read = read_goal(
        document, open_edition.addresses, slug, number, report=open_edition.verdicts, published=True
    )
    if read is None:
        raise NotPublishedError(document.title)
    theme, goal = read.theme, read.goal
    return GoalPage(
        read=read,
        report_url=_report_url(open_edition),
        line=_line(open_edition, theme, goal) if current else (),
        line_url=history.address_of_goal_line(open_edition.place.slug, document.goal_ref(theme, goal)),
        threads=_threads(open_edition, theme, goal) if current and not document.follow_up else (),
        citation=_citation(open_edition, read.name),
        cited_at=_cited_at(open_edition, theme, goal),
        trail=read.trail(menu.trail(open_edition)),
    )


def _key(theme: Theme | None, goal: Goal) -> tuple[str, int]:
    """What its address names it by."""
    return theme.slug if theme else "", goal.number


def _shortened(goal: Goal) -> str:
    return Truncator(plain_line(goal.text)).words(TITLE_WORDS, truncate=" …")


def _report_url(open_edition: OpenEdition) -> str:
    report = open_edition.edition if open_edition.edition.follow_up_id else open_edition.report
    return Addresses(report).front if report else ""


def _answered(
    document: PlanDocument, theme: Theme | None, goal: Goal, *, published: bool
) -> tuple[AnsweredGoal, ...]:
    """With their words, where the plan has them."""
    known: dict[tuple[int, int], NationalGoal] = {
        (one.year, one.number): one for one in document.national_goals
    }
    found = []
    for ref in national_goals_of(theme, goal):
        name = _("National goal %(number)s") % {"number": f"{ref.number} ({ref.year})"}
        national = known.get((ref.year, ref.number))
        leads = national and published
        url = f"{reverse('publishing:national', args=[ref.year])}#maal-{ref.number}" if leads else ""
        found.append(AnsweredGoal(f"{name}: {national.title}" if national else name, url))
    return tuple(found)


def _line(open_edition: OpenEdition, theme: Theme | None, goal: Goal) -> tuple[YearOfGoal, ...]:
    """Oldest first; empty where the goal is in this plan alone. Two queries."""
    document = open_edition.document
    readable = readable_editions(document.municipality.slug)
    here = document.goal_ref(theme, goal)
    steps = readable.lineage.goal_line(here) if here.plan in readable.refs else ()
    found = [_year(step, readable.address_of_goal(step.ref), step.ref == here) for step in steps]
    return tuple(found) if len(found) > 1 else ()


def _year(step: GoalStep, url: str, here: bool) -> YearOfGoal:
    document = step.published_year.document
    verdict = step.assessment.verdict if step.assessment else None
    return YearOfGoal(
        years=document.years,
        name=f"{document.goal_label} {goal_number(step.goal, step.theme)}",
        url=url,
        mark=mark_of(verdict),
        word=word(verdict, interim=is_interim(step.published_year.report)),
        here=here,
    )


def _threads(open_edition: OpenEdition, theme: Theme | None, goal: Goal) -> tuple[threads.ThreadLink, ...]:
    found = threads.thread_links(open_edition, theme)
    return tuple(link for link in found if link.goal.number == goal.number)


def _cited_at(open_edition: OpenEdition, theme: Theme | None, goal: Goal) -> str:
    """The address that lasts: it is of this edition for ever."""
    there = Addresses(open_edition.edition, permanent=True)
    if open_edition.edition.follow_up_id:
        anchor = anchor_of_goal(open_edition.document.goal_ref(theme, goal))
        return f"{settings.SITE_URL}{there.front}#{anchor}"
    return settings.SITE_URL + there.goal(theme.slug if theme else "", goal.number)


def _citation(open_edition: OpenEdition, name: str) -> str:
    """ "Herning Kommune: Beskæftigelsesplan 2019, mål 1.2. Udgave 1, udgivet 12. december 2018."."""
    edition = open_edition.edition
    words = {
        "place": open_edition.place.name,
        "title": open_edition.document.display_title,
        "goal": f"{name[:1].lower()}{name[1:]}",
        "edition": capfirst(edition.name),
        "date": formats.date_format(timezone.localtime(edition.published_at), "j. F Y"),
    }
    return _("%(place)s: %(title)s, %(goal)s. %(edition)s, published %(date)s.") % words


def _above(document: PlanDocument, pages: Pages, theme: Theme | None) -> menu.Item | None:
    if theme:
        return menu.Item(pages.theme(theme.slug), f"{document.theme_label} {theme.printed_number}")
    return None if document.follow_up else menu.Item(pages.goals, _("All goals"))


def _pager(document: PlanDocument, pages: Pages, here: tuple[str, int]) -> menu.Pager:
    """The goals before and after it in the plan."""
    goals = list(document.all_goals())
    position = [_key(*pair) for pair in goals].index(here)

    def item(pair: tuple[Theme | None, Goal]) -> menu.Item:
        theme, goal = pair
        label = f"{document.goal_label} {goal_number(goal, theme)}"
        return menu.Item(pages.goal(*_key(theme, goal)), _shortened(goal), label)

    return menu.Pager(
        previous=item(goals[position - 1]) if position else None,
        next=item(goals[position + 1]) if position + 1 < len(goals) else None,
    )
