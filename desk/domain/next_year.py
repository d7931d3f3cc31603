"""Next year's plan: a copy of this year's, in which every part is marked as not yet reviewed."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.domain.own_links import with_links_into_itself
from desk.domain.taking_place import with_successors
from desk.models import Mark, PartMark
from documents import tree
from documents.from_rows import document_of
from documents.to_rows import store
from goals.models.annual_goal import goals_of_plan
from plans.errors import RefusedError
from plans.models import Deadline, Plan, Recipient
from themes.models import ThemeEditor

YEARS = re.compile(
    r"(?<![0-9])(?P<first>20[0-9]{2})(?:(?P<between> ?(?:[-‐-—−/]|til|og) ?)(?P<last>20[0-9]{2}|[0-9]{2}))?(?![0-9])"
)
"""A year, or two with a dash or a word between them: 2019, 2019-2022, 2019 til 2022, 2019/20."""


def earliest_year_of(plan: Plan) -> int:
    """In which the next plan may begin: after the last year, or where there is none after the first."""
    return (plan.last_year or plan.year) + 1


def next_year_of(plan: Plan) -> int:
    """In which the next plan is expected to begin. A plan without an end holds this year too."""
    earliest = earliest_year_of(plan)
    return earliest if plan.last_year else max(earliest, timezone.localdate().year + 1)


def following(plan: Plan) -> Plan | None:
    """The plan that comes next already, whether it was copied from this one or not."""
    rows = Plan.objects.active().select_related("municipality").filter(series=plan.series_id)
    return following_among(plan, rows.filter(year__gte=earliest_year_of(plan)))


def following_among(plan: Plan, plans: Iterable[Plan]) -> Plan | None:
    """Of the same series: the one that begins when the plan has ended; a plan without an end is ended by the
    first that comes after it."""
    earliest = earliest_year_of(plan)
    after = [one for one in plans if one.series_id == plan.series_id and one.year >= earliest]
    found = min(after, key=lambda one: one.year, default=None)
    return found if found and (found.year == earliest or plan.open_ended) else None


def year_is_taken(plan: Plan, year: int) -> bool:
    return Plan.objects.filter(series=plan.series_id, year=year).exists()


def copy_plan(plan: Plan, year: int) -> Plan:
    """A new draft of `year`, as many years long, with every section, theme, goal, strategy and
    initiative of `plan`; all of it or nothing. What has ended is replaced (`taking_place`), and links within
    the plan lead to the copy's pages (`own_links`). Raises `RefusedError`."""
    if year < earliest_year_of(plan):
        last = plan.last_year or plan.year
        raise RefusedError(_("The new plan must begin after %(year)d.") % {"year": last})
    if Plan.objects.filter(series=plan.series_id, year=year, archived_at__isnull=False).exists():
        raise RefusedError(
            _("The plan for %(year)d has been archived, and holds its year: unarchive it.") % {"year": year}
        )
    if year_is_taken(plan, year):
        raise RefusedError(_("There is a plan for %(year)d already. Nothing was copied.") % {"year": year})
    with transaction.atomic():
        try:
            copy = store(_copy_of(plan, year))
        except OSError as error:
            raise RefusedError(_("A file could not be read: %(error)s.") % {"error": error}) from error
        mark_unreviewed(copy)
        _bring_along(plan, copy)
    return copy


def _copy_of(plan: Plan, year: int) -> tree.PlanDocument:
    document = document_of(plan)
    copy = with_successors(moved(document, year), plan.municipality_id)
    return with_links_into_itself(copy, document.ref)


def moved(document: tree.PlanDocument, year: int) -> tree.PlanDocument:
    """The plan as it begins in another year. What was of its own year is left behind: the short description,
    decisions, annex files, the note to the reader, the day of its figures and the answers to that year's national
    goals."""
    last_year = document.last_year and year + document.last_year - document.year
    copy = replace(document, year=year, last_year=last_year)
    return replace(
        copy,
        title=_title(document, year),
        predecessor_year=document.year,
        predecessor_series=document.series.slug,
        summary="",
        notice="",
        decisions=(),
        attachments=(),
        national_goals=(),
        follow_up=None,
        dropped_goals=(),
        dropped_themes=(),
        figures_until=None,
        sections=tuple(_section(section, document.ref) for section in document.sections),
        theme_groups=tuple(
            replace(group, predecessor=document.ref.theme_group(group.slug))
            for group in document.theme_groups
        ),
        themes=tuple(_theme(theme, document, year) for theme in document.themes),
        goals=tuple(_goal(goal, document.goal_ref(None, goal), year) for goal in document.goals),
        strategies=_strategies(document.strategies, document.ref.part("", ()), year),
    )


def _title(document: tree.PlanDocument, year: int) -> str:
    """The plan's first and last year, however they are written, are as many years later, and those between
    them where each is named. Any other year, or a period with one, is what the title is about, and stays."""
    named = {int(year) for year in re.findall(r"20[0-9]{2}", document.title)}
    own = {document.year, document.last_year}
    if own <= named:
        own |= {year for year in named if document.covers(year)}

    def later(found: re.Match[str]) -> str:
        first, between, last = found["first"], found["between"] or "", found["last"] or ""
        whole = first[: 4 - len(last)] + last if last else first
        if not (int(first) <= int(whole) and own >= {int(first), int(whole)}):
            return found[0]
        step = year - document.year
        return f"{int(first) + step}{between}{str(int(whole) + step)[4 - len(last) :] if last else ''}"

    return YEARS.sub(later, document.title)


def mark_unreviewed(plan: Plan) -> None:
    """Everything that has a mark of its own (`PartMark`)."""
    parts = {
        "section": plan.sections.all(),
        "theme_group": plan.theme_groups.all(),
        "theme": plan.themes.all(),
        "goal": goals_of_plan(plan),
        "strategy": plan.strategies.all(),
    }
    PartMark.objects.bulk_create(
        PartMark(plan=plan, mark=Mark.UNREVIEWED, **{name: row})
        for name, rows in parts.items()
        for row in rows
    )


def _bring_along(plan: Plan, copy: Plan) -> None:
    """What is no part of the text but holds from year to year: who writes which theme, whom the plan is sent
    to, and what must be done by which day, as many years later. Whether it was done is not copied; of what comes
    again, only the time that waits."""
    successors = {theme.predecessor_id: theme for theme in copy.themes.all()}
    ThemeEditor.objects.bulk_create(
        ThemeEditor(membership_id=row.membership_id, theme=successors[row.theme_id])
        for row in ThemeEditor.objects.filter(theme__plan=plan)
    )
    Recipient.objects.bulk_create(
        Recipient(plan=copy, name=row.name, email=row.email, address=row.address)
        for row in plan.recipients.all()
    )
    years = copy.year - plan.year
    Deadline.objects.bulk_create(
        Deadline(
            plan=copy,
            what=row.what,
            date=_later(row.date, years),
            remind_days=row.remind_days,
            repeat_months=row.repeat_months,
        )
        for row in plan.deadlines.all()
        if not (row.repeat_months and row.done_on)
    )


def _section(section: tree.Section, plan: tree.PlanRef) -> tree.Section:
    """`plan` is the old one."""
    return replace(
        section,
        attachments=(),
        children=tuple(_section(child, plan) for child in section.children),
        predecessor=plan.section(section.slug),
        adoption=section.adoption and replace(section.adoption, body="", date=None, case_number=""),
    )


def _theme(theme: tree.Theme, document: tree.PlanDocument, year: int) -> tree.Theme:
    return replace(
        theme,
        predecessor=document.ref.theme(theme.slug),
        also_continues=(),
        change_reason="",
        answers=(),
        answer_text="",
        goals=tuple(_goal(goal, document.goal_ref(theme, goal), year) for goal in theme.goals),
        strategies=_strategies(theme.strategies, document.ref.part(theme.slug, ()), year),
        initiatives=_initiatives(theme.initiatives, document.ref.part(theme.slug, ())),
    )


def _goal(goal: tree.Goal, before: tree.GoalRef, year: int) -> tree.Goal:
    return replace(
        goal,
        predecessor=before,
        also_continues=(),
        change_reason="",
        answers=(),
        targets=_targets(goal.targets, year - before.year),
    )


def _strategies(
    strategies: tuple[tree.Strategy, ...], where: tree.PartRef, year: int
) -> tuple[tree.Strategy, ...]:
    """`where` names the part of the old plan that they are in."""
    return tuple(_strategy(strategy, _within(where, strategy.title), year) for strategy in strategies)


def _strategy(strategy: tree.Strategy, before: tree.PartRef, year: int) -> tree.Strategy:
    return replace(
        strategy,
        predecessor=before,
        targets=_targets(strategy.targets, year - before.year),
        initiatives=_initiatives(strategy.initiatives, before),
        children=_strategies(strategy.children, before, year),
    )


def _initiatives(
    initiatives: tuple[tree.Initiative, ...], where: tree.PartRef
) -> tuple[tree.Initiative, ...]:
    return tuple(replace(each, predecessor=_within(where, each.title)) for each in initiatives)


def _within(where: tree.PartRef, title: str) -> tree.PartRef:
    return replace(where, titles=(*where.titles, title))


def _targets(targets: tuple[tree.Target, ...], years: int) -> tuple[tree.Target, ...]:
    """Due as many years later. The baseline was the figure at the old plan's start; the figures
    themselves are the indicator's, and are there already."""
    return tuple(
        replace(target, due=target.due and _later(target.due, years), baseline=None, figures=())
        for target in targets
    )


def _later(day: date, years: int) -> date:
    """29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
