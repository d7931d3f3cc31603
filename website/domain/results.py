"""How a follow-up went, in short: which goals got which verdict, and what they were held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from documents.charts.strip import is_interim, word
from documents.once import once_of
from documents.same_goals import names_in_report
from documents.tree import Goal, GoalRef, PlanDocument, Theme, Verdict
from documents.wording import NOT_REPORTED, VERDICT_MARKS, goal_number
from goals.enums import BY_VALUE
from publishing.domain.addresses import Addresses
from publishing.domain.open_edition import OpenEdition
from website.domain import menu
from website.domain.readable_editions import anchor_of_goal
from website.enums import RESULT, RESULTS

ORDER: tuple[Verdict | None, ...] = ("not_met", "partly", "cannot_be_assessed", None, "met")
"""What was not reached is looked for first."""


@dataclass(frozen=True, slots=True)
class GoalsOfReport:
    """Where a follow-up's goals can be read: in the plan, under what that calls them, and nowhere where it has
    them no longer. `names` are None where there is no plan, and the follow-up itself has them."""

    document: PlanDocument
    addresses: Addresses
    names: Mapping[GoalRef, GoalRef] | None = None

    def goal(self, theme: str, number: int) -> str:
        if self.names is None:
            return self.addresses.goal(theme, number)
        ref = self.names.get(self.document.ref.goal(theme, number))
        return self.addresses.goal(ref.theme, ref.number) if ref else ""

    def target_group(self, slug: str) -> str:
        """The municipality's: what is in force now is read there."""
        town = self.addresses.edition.municipality_slug
        return reverse("publishing:municipality-target-group", args=[town, slug])


def goals_of_report(open_edition: OpenEdition) -> GoalsOfReport | None:
    """One query where there is a plan; None where that has been withdrawn."""
    return once_of("goals of report", (open_edition,), lambda: _goals_of_report(open_edition))


def _goals_of_report(open_edition: OpenEdition) -> GoalsOfReport | None:
    document, plan = open_edition.document, open_edition.plan
    if plan:
        names = names_in_report(plan.document, document)
        return GoalsOfReport(document, Addresses(plan), {there: here for here, there in names.items()})
    if open_edition.published.plan_of(open_edition.edition.plan_ref):
        return None
    return GoalsOfReport(document, open_edition.addresses)


@dataclass(frozen=True, slots=True)
class Result:
    """The goals that got one verdict; `url` is where they are read, if anywhere."""

    mark: str
    label: str
    goals: tuple[menu.Item, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    met: int
    total: int
    results: tuple[Result, ...]
    measured_by: str
    is_interim: bool
    judged_without: bool
    """Whether there are goals that are not in figures."""


def summary_of_report(report: PlanDocument) -> Summary:
    """With ways to the goals on the follow-up's own page."""
    return _summary(report, report, {})


def summary_of_plan(document: PlanDocument, verdicts: PlanDocument, there: Addresses) -> Summary:
    """Of the plan's goals, with ways into the plan. `verdicts`: as `OpenEdition.verdicts`."""
    slugs = {verdict: slug for slug, verdict in RESULTS.items()}
    urls = {verdict: there.goals_by(RESULT, slugs[verdict]) for verdict in ORDER}
    return _summary(document, verdicts, urls, there)


def _summary(
    document: PlanDocument,
    report: PlanDocument,
    urls: Mapping[Verdict | None, str],
    there: Addresses | None = None,
) -> Summary:
    found: dict[Verdict | None, list[menu.Item]] = {verdict: [] for verdict in ORDER}
    for theme, goal in document.all_goals():
        found[verdict_of(report, document, theme, goal)].append(_item(document, theme, goal, there))
    return Summary(
        met=len(found["met"]),
        total=sum(map(len, found.values())),
        results=tuple(
            Result(mark_of(verdict), word(verdict).lower(), tuple(found[verdict]), urls.get(verdict, ""))
            for verdict in ORDER
            if found[verdict]
        ),
        measured_by=_measured_by([goal for _theme, goal in document.all_goals()]),
        is_interim=is_interim(report),
        judged_without=any(not goal.targets for _theme, goal in document.all_goals()),
    )


def verdict_of(
    report: PlanDocument, document: PlanDocument, theme: Theme | None, goal: Goal
) -> Verdict | None:
    found = report.follow_up and report.follow_up.assessment_of(document.goal_ref(theme, goal))
    return found.verdict if found else None


def mark_of(verdict: Verdict | None) -> str:
    return VERDICT_MARKS[verdict] if verdict else NOT_REPORTED


def _item(document: PlanDocument, theme: Theme | None, goal: Goal, there: Addresses | None) -> menu.Item:
    """On the follow-up's own page it leads to what is said there, and is not called as the goal's own page is."""
    number = goal_number(goal, theme)
    if there:
        return menu.Item(there.goal(theme.slug if theme else "", goal.number), number, document.goal_label)
    anchor = anchor_of_goal(document.goal_ref(theme, goal))
    label = ": ".join((_("Result"), document.goal_label.lower()))
    return menu.Item(f"#{anchor}", number, label)


def _measured_by(goals: Sequence[Goal]) -> str:
    """ "Region Midtjylland og planens egne tal"."""
    targets = [target for goal in goals for target in goal.targets]
    found = dict.fromkeys(target.comparator.name for target in targets if target.comparator)
    if any(target.comparator is None and target.operator in BY_VALUE for target in targets):
        found[_("the plan's own numbers")] = None
    return get_text_list(list(found), _("and"))


def contents_of_report(open_edition: OpenEdition) -> tuple[menu.Item, ...]:
    """A follow-up's page with its goals, each with how it went."""
    document = open_edition.document
    items = []
    if document.goals:
        own = tuple(_marked(document, None, goal) for goal in document.goals)
        items.append(menu.Item("#planens-maal", document.goal_label, children=own))
    for item in menu.contents_of_report(open_edition):
        theme = next((one for one in document.themes if item.url == f"#tema-{one.slug}"), None)
        goals = tuple(_marked(document, theme, goal) for goal in theme.goals) if theme else ()
        items.append(replace(item, children=goals))
    return tuple(items)


def _marked(document: PlanDocument, theme: Theme | None, goal: Goal) -> menu.Item:
    verdict = verdict_of(document, document, theme, goal)
    anchor = anchor_of_goal(document.goal_ref(theme, goal))
    label = f"{document.goal_label} {goal_number(goal, theme)}"
    return menu.Item(f"#{anchor}", "", label, mark=mark_of(verdict), word=word(verdict))
