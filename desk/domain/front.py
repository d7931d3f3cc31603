"""The admin's front page: a person's plans, how far they are, and what waits for that person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.domain.handing_over import without_approver
from accounts.models import Invitation
from desk.domain.front_reports import ReportCard, Task, report_cards
from desk.domain.next_year import following_among, next_year_of
from desk.domain.parts import marks_of, name_of
from desk.domain.plan_outline import (
    EMPTY,
    IN_WORK,
    STATES,
    goals_in,
    sections_in,
    state_of,
    strategies_in,
    theme_groups_in,
    themes_in,
)
from desk.domain.site_builds import SiteBuild, failed_builds
from desk.models import Mark
from plans.danish import by_name
from plans.domain.access import (
    Permission,
    Person,
    accessible_to,
    has_permission,
    is_superuser,
    municipalities_of,
)
from plans.domain.owning_plan import plan_key
from plans.enums import PlanState, Role
from plans.models import Deadline, Membership, Municipality, Plan
from publishing.domain.proposing import is_proposed, last_decided
from publishing.enums import Step
from publishing.models import WorkflowStep
from themes.domain.access import may_write_somewhere, named_themes


@dataclass(frozen=True, slots=True)
class Card:
    """One plan. `progress` counts its parts by state; `deadline` is the next that is not met."""

    plan: Plan
    address: str
    progress: tuple[tuple[str, str, int], ...]
    tasks: tuple[Task, ...] = ()
    deadline: Deadline | None = None
    returned: WorkflowStep | None = None


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """A published plan, the one that follows it already, and whether the person may copy it, to which year."""

    plan: Plan
    following: Plan | None
    may_copy: bool
    next_year: int


@dataclass(frozen=True, slots=True)
class Front:
    """`open` are the plans that are being written, `published` the others. `reports` are the follow-ups that
    are written or wait. `unstaffed` are municipalities that the person writes for and nobody approves for."""

    open: tuple[Card, ...]
    published: tuple[PublishedPlan, ...]
    keeping: tuple[Task, ...]
    roles: frozenset[Role] = field(default_factory=frozenset)
    may_write: bool = False
    may_begin: bool = False
    managed: tuple[Municipality, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    unstaffed: tuple[Municipality, ...] = ()
    unbuilt: tuple[SiteBuild, ...] = ()
    may_add_municipalities: bool = False

    @property
    def tasks(self) -> int:
        waiting = [card.tasks for card in self.open] + [card.tasks for card in self.reports]
        return sum(map(len, waiting)) + len(self.keeping)


def front_of(person: Person) -> Front:
    plans = accessible_to(
        Plan.objects.active().select_related("municipality"), person, Permission.VIEW, ["municipality"]
    )
    plans = plans.annotate(is_proposed=is_proposed(), last_decided=last_decided()).order_by(
        "-year", by_name("municipality__short_name")
    )
    writes = set(municipalities_of(person, Permission.EDIT).values_list("pk", flat=True))
    managed = tuple(municipalities_of(person, Permission.MANAGE))
    manages = {municipality.pk for municipality in managed}
    unstaffed = tuple(without_approver(writes | manages))
    return Front(
        open=tuple(_cards([plan for plan in plans if not _is_done(plan)], person)),
        published=tuple(_published_plans(plans, writes)),
        keeping=tuple(_keeping(managed, [one for one in unstaffed if one.pk in manages])),
        roles=frozenset(
            Role(role)
            for role in Membership.objects.filter(person=person.pk).order_by().values_list("role", flat=True)
        ),
        may_write=may_write_somewhere(person),
        may_begin=bool(writes),
        managed=managed,
        reports=report_cards(person),
        unstaffed=tuple(one for one in unstaffed if one.pk not in manages),
        unbuilt=failed_builds(managed, of_all=is_superuser(person)),
        may_add_municipalities=is_superuser(person),
    )


def _is_done(plan: Plan) -> bool:
    """A plan that is out as a proposal has still to be adopted."""
    return plan.state == PlanState.PUBLISHED and not plan.is_proposed  # type: ignore[attr-defined]


def _cards(plans: list[Plan], person: Person) -> Iterator[Card]:
    states = list(states_in(plans))
    progress, named = counted(states), named_themes(person)
    own = counted(state for state in states if state.theme in named)
    deadlines, returned = _next_deadlines(plans), _sent_back(plans)
    for plan in plans:
        parts = progress[plan.pk]
        yield Card(
            plan=plan,
            address=reverse("desk-plan", args=[plan.pk]),
            progress=tuple(
                (state, str(label), parts[state]) for state, label in STATES.items() if parts[state]
            ),
            tasks=tuple(_tasks(plan, person, parts, own[plan.pk])),
            deadline=deadlines.get(plan.pk),
            returned=returned.get(plan.pk),
        )


def _published_plans(plans: Iterable[Plan], writes: set[int]) -> Iterator[PublishedPlan]:
    by_series: dict[int, list[Plan]] = {}
    for plan in plans:
        by_series.setdefault(plan.series_id, []).append(plan)
    for plan in plans:
        if _is_done(plan):
            following = following_among(plan, by_series[plan.series_id])
            yield PublishedPlan(plan, following, plan.municipality_id in writes, next_year_of(plan))


@dataclass(frozen=True, slots=True)
class PartState:
    """How far one part has come; `plan` and `theme` are primary keys."""

    plan: int | None
    theme: int | None
    state: str


def states_in(plans: Iterable[Plan]) -> Iterator[PartState]:
    """Of every part of the plans. Six queries."""
    plans = list(plans)
    marks = marks_of(plans)
    rows: list[Any]
    for kind, rows in (
        ("section", sections_in(plans)),
        ("theme_group", theme_groups_in(plans)),
        ("theme", themes_in(plans)),
        ("goal", goals_in(plans)),
        ("strategy", strategies_in(plans)),
    ):
        for row in rows:
            theme = row.pk if kind == "theme" else getattr(row, "theme_id", None)
            yield PartState(plan_key(row), theme, state_of(row, marks.get(name_of(row))))


def counted(states: Iterable[PartState]) -> Mapping[int | None, Counter[str]]:
    """For each plan's primary key, how many of its parts are in each state."""
    counts: dict[int | None, Counter[str]] = defaultdict(Counter)
    for part in states:
        counts[part.plan][part.state] += 1
    return counts


def _next_deadlines(plans: list[Plan]) -> dict[int, Deadline]:
    rows = Deadline.objects.filter(plan__in=plans, done_on=None).order_by("-date", "-pk")
    return {row.plan_id: row for row in rows}


def _sent_back(plans: list[Plan]) -> dict[int, WorkflowStep]:
    """The last step of drafts that were sent back, with its reason."""
    steps = WorkflowStep.objects.filter(plan__in=plans, follow_up=None).select_related("by").order_by("pk")
    last = {step.plan_id: step for step in steps}
    return {plan: step for plan, step in last.items() if step.step == Step.RETURN}


def _tasks(plan: Plan, person: Person, progress: Counter[str], own: Counter[str]) -> Iterable[Task]:
    """`own` counts the parts in themes that the person is named for."""
    here = reverse("desk-plan", args=[plan.pk])
    writes, approves = (
        has_permission(person, permission, plan.municipality_id)
        for permission in (Permission.EDIT, Permission.PUBLISH)
    )
    if approves and plan.state == PlanState.SUBMITTED:
        yield Task(_("It has been sent for approval: read it, and approve it or send it back."), here)
    if approves and plan.state == PlanState.APPROVED:
        yield Task(_("It has been approved, and can be published."), here)
    if writes and plan.state == PlanState.PUBLISHED and plan.last_decided == "rejected":  # type: ignore[attr-defined]
        text = _("The proposal has been rejected. The plan can be archived.")
        yield Task(text, reverse("desk-archive", args=[plan.pk]))
    elif writes and plan.state == PlanState.PUBLISHED:
        yield Task(_("It is published as a proposal. Add what was decided, and send it for approval."), here)
    if plan.state == PlanState.DRAFT:
        unfinished = _unfinished(here, progress if writes else own)
        yield from unfinished
        if writes and progress[Mark.READY] and not unfinished:
            yield Task(_("Every part is ready: the plan can be sent for approval."), here)


def _unfinished(here: str, progress: Counter[str]) -> list[Task]:
    tasks = []
    if number := progress[Mark.UNREVIEWED]:
        text = ngettext(
            "%(number)d part copied from the year before has not been looked through.",
            "%(number)d parts copied from the year before have not been looked through.",
            number,
        )
        tasks.append(Task(text % {"number": number}, here))
    if number := progress[EMPTY]:
        text = ngettext("%(number)d part has no text.", "%(number)d parts have no text.", number)
        tasks.append(Task(text % {"number": number}, here))
    if number := progress[IN_WORK]:
        text = ngettext("%(number)d part is in work.", "%(number)d parts are in work.", number)
        tasks.append(Task(text % {"number": number}, here))
    return tasks


def _keeping(managed: Iterable[Municipality], unstaffed: Iterable[Municipality]) -> Iterable[Task]:
    """What a manager must see to, for the others to be able to work."""
    for municipality in unstaffed:
        text = _("%(municipality)s has no approver: nobody can publish its plans.")
        yield Task(text % {"municipality": municipality.name}, reverse("desk-people", args=[municipality.pk]))
    for municipality in managed:
        if not municipality.accessibility_statement_url:
            text = _(
                "%(municipality)s has no address of its accessibility statement, which the law asks for."
            )
            yield Task(
                text % {"municipality": municipality.name},
                reverse("admin:plans_municipality_change", args=[municipality.pk]),
            )
    waiting = Invitation.objects.unanswered().filter(municipality__in=managed)
    for invitation in waiting.filter(~Q(send_error="") | Q(expires_at__lt=timezone.now())):
        if invitation.send_error:
            text = _("The e-mail to %(name)s could not be sent. Send it again, or pass the link on.")
        else:
            text = _("The invitation of %(name)s has expired unused. Send it again, or withdraw it.")
        address = reverse("desk-people", args=[invitation.municipality_id])
        yield Task(text % {"name": invitation.name}, address)
