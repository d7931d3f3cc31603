"""The figures and the initiatives of a published plan, as records."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from documents.figure_cutoff import targets_at_start
from documents.follow_up_tree import targets_of
from documents.target_groups import whom
from documents.tree import Figure, Indicator, Initiative, PlanDocument, Strategy, Target, TargetGroup, Theme
from documents.wording import unit_name
from publishing.domain.addresses import Addresses
from publishing.models import Edition
from website.domain.data_tables import plain
from website.domain.records import ids
from website.domain.records.codes import AREA_KINDS
from website.domain.records.kinds import FigureRecord, InitiativeRecord
from website.domain.records.making import for_whom, of_plan
from website.domain.records.published import PublishedPlan
from website.domain.target_groups import page_of_strategies


def figures(plan: PublishedPlan) -> Iterator[FigureRecord]:
    """Each figure once: as the follow-up has it, where both have. The place of a municipality among others is no
    figure of an area."""
    found: dict[str, FigureRecord] = {}
    for edition in dict.fromkeys((plan.text, *reversed(plan.reports))):
        for indicator, figure in _measured(edition.document):
            record = _figure(plan, edition, indicator, figure)
            found[record.id] = record
    yield from (found[key] for key in sorted(found))


def _measured(document: PlanDocument) -> Iterator[tuple[Indicator, Figure]]:
    for table in document.all_key_figures():
        for row in table.rows:
            yield from ((row.indicator, figure) for figure in row.figures if not figure.rank_of)
    of_goals: Iterable[Target] = targets_at_start(document, tuple(targets_of(document)))
    for target in of_goals:
        if target.indicator:
            yield from ((target.indicator, figure) for figure in target.figures if not figure.rank_of)


def _figure(plan: PublishedPlan, edition: Edition, indicator: Indicator, figure: Figure) -> FigureRecord:
    of = of_plan(plan, edition)
    own = "egen" if indicator.own else "landets"
    area = ids.of_words(AREA_KINDS[figure.area.kind], figure.area.name) + ("/egen" if figure.area.own else "")
    place = f"{own}/{indicator.slug}/{area}/{figure.period_start}/{figure.period_end}"
    return FigureRecord(
        id=f"{of['plan']}/tal/{place}",
        address=ids.absolute(Addresses(edition).front),
        **of,
        indicator=indicator.name,
        indicator_id=indicator.slug,
        is_own=indicator.own,
        area=figure.area.name,
        area_kind=AREA_KINDS[figure.area.kind],
        start=figure.period_start,
        end=figure.period_end,
        value=figure.value,
        unit=unit_name(indicator),
        provisional=figure.provisional,
        series_break=figure.series_break,
        mean_of=figure.mean_of or None,
        source=figure.source,
    )


def initiatives(plan: PublishedPlan) -> Iterator[InitiativeRecord]:
    """In printed order; their places in it are their ids, for they have no numbers of their own."""
    document = plan.document
    if plan.text.follow_up_id:
        return
    for placed in _in_strategies(document.strategies, "strategi", ()):
        yield _initiative(plan, None, placed)
    for theme in document.themes:
        for number, initiative in enumerate(theme.initiatives, start=1):
            groups = whom(initiative.target_groups, theme.target_groups)
            yield _initiative(plan, theme, Placed(initiative, number, groups))
        for placed in _in_strategies(theme.strategies, "strategi", theme.target_groups):
            yield _initiative(plan, theme, placed)


class Placed(NamedTuple):
    """`within` names the strategy that it is a part of, as in the anchors of `templates/document/strategies.html`;
    `groups`, whom it is for."""

    initiative: Initiative
    number: int
    groups: tuple[TargetGroup, ...]
    strategy: Strategy | None = None
    within: str = ""


def _in_strategies(
    strategies: Iterable[Strategy], above: str, around: tuple[TargetGroup, ...]
) -> Iterator[Placed]:
    for place, strategy in enumerate(strategies, start=1):
        here, groups = f"{above}-{place}", whom(strategy.target_groups, around)
        for number, initiative in enumerate(strategy.initiatives, start=1):
            yield Placed(initiative, number, whom(initiative.target_groups, groups), strategy, here)
        yield from _in_strategies(strategy.children, here, groups)


def _initiative(plan: PublishedPlan, theme: Theme | None, placed: Placed) -> InitiativeRecord:
    initiative, number, groups, strategy, within = placed
    town, there = plan.text.municipality_slug, Addresses(plan.text)
    of = of_plan(plan)
    upper = ids.of_theme(town, plan.document.ref.theme(theme.slug)) if theme else of["plan"]
    place = "-".join(filter(None, [within, "initiativ", str(number)]))
    page = (
        f"{there.theme(theme.slug)}#{theme.slug}-"
        if theme
        else f"{page_of_strategies(plan.document, there)}#"
    )
    return InitiativeRecord(
        id="/".join(filter(None, [upper, within, "indsats", str(number)])),
        address=ids.absolute(f"{page}{place}"),
        **of,
        title=initiative.title,
        text=plain(initiative.body),
        theme=upper if theme else "",
        theme_title=theme.title if theme else "",
        strategy=strategy.title if strategy else "",
        unit=initiative.responsible_unit,
        partners=initiative.partners,
        starts=initiative.starts,
        ends=initiative.ends,
        **for_whom(groups),
    )
