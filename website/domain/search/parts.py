"""An edition's text in the parts that are found, each with the address that shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import Truncator

from documents.markdown import plain
from documents.outline import chapter_anchor, parts, section_anchor, strategy_anchor
from documents.target_groups import whom
from documents.tree import (
    Assessment,
    FollowUp,
    Goal,
    Initiative,
    PlanDocument,
    Section,
    Strategy,
    TargetGroup,
    Theme,
)
from documents.wording import goal_number, verdict_label
from publishing.domain.addresses import Addresses
from website.domain.readable_editions import anchor_of_goal
from website.enums import SearchKind

BEGINNING = 14
"""Words of a goal."""


@dataclass(frozen=True, slots=True)
class Found:
    """`place` is what it is a part of, where its title does not say so. `label`: what of its title
    counts, where the rest is how its text begins."""

    kind: SearchKind
    title: str
    address: str
    text: str = ""
    place: str = ""
    groups: tuple[TargetGroup, ...] = ()
    label: str = ""


def parts_of(document: PlanDocument, addresses: Addresses) -> Iterator[Found]:
    if document.follow_up:
        yield from _report(document, document.follow_up, addresses)
        return
    summary = _text(document.summary, document.notice)
    yield Found(SearchKind.PLAN, document.title, addresses.front, summary)
    for part in parts(document):
        address = addresses.part(part)
        if part.theme:
            yield from _theme(part.theme, document, address)
        elif part.group:
            title = f"{document.group_name(part.group)}: {part.group.title}"
            yield Found(SearchKind.THEME, title, address, _text(part.group.body))
        elif part.section:
            yield from _section(part.section, document, address)


def _text(*markdown: str) -> str:
    return "\n".join(plain(text) for text in markdown if text)


def _section(section: Section, document: PlanDocument, address: str, within: str = "") -> Iterator[Found]:
    """The generated ones show goals and strategies, which are found by themselves."""
    here = f"{address}#{section_anchor(section)}" if within else address
    files = [file.title for file in section.attachments]
    tables = [table.title for table in section.key_figures]
    national = document.national_goals if section.kind == "national_goals" else ()
    lines = [_text(section.body), *files, *tables, *(_text(goal.title, goal.text) for goal in national)]
    text = "\n".join(filter(None, lines))
    title = f"{section.label}: {section.title}" if section.label else section.title
    yield Found(SearchKind.SECTION, title, here, text, within)
    if section.kind == "goals":
        yield from _goals(document, None, document.goals, address)
    if section.kind == "strategies":
        for number, strategy in enumerate(document.strategies, start=1):
            yield from _strategy(strategy, address, strategy_anchor(number), section.title, ())
    for child in section.children:
        yield from _section(child, document, address, section.title)


def _theme(theme: Theme, document: PlanDocument, address: str) -> Iterator[Found]:
    label = f"{document.theme_label} {theme.printed_number}"
    groups = theme.target_groups
    text = _text(theme.ambition, theme.status, theme.challenge, theme.answer_text)
    yield Found(SearchKind.THEME, theme.title, address, text, label, groups)
    yield from _goals(document, theme, theme.goals, address)
    if theme.actions:
        there = f"{address}#tema-{theme.slug}-goer"
        yield Found(
            SearchKind.INITIATIVE,
            f"{document.actions_heading}: {theme.title}",
            there,
            _text(theme.actions),
            label,
            groups,
            document.actions_heading,
        )
    for number, strategy in enumerate(theme.strategies, start=1):
        yield from _strategy(strategy, address, f"{theme.slug}-strategi-{number}", theme.title, groups)
    prefix = f"{theme.slug}-initiativ"
    yield from _initiatives(theme.initiatives, address, prefix, theme.title, groups)


def _goals(
    document: PlanDocument, theme: Theme | None, goals: Iterable[Goal], address: str
) -> Iterator[Found]:
    for goal in goals:
        text = _text(goal.text, goal.note, goal.status, goal.challenge, goal.responsible_unit, goal.partners)
        yield Found(
            SearchKind.GOAL,
            f"{document.goal_label} {goal_number(goal, theme)}: {_beginning(goal)}",
            f"{address}#{anchor_of_goal(document.goal_ref(theme, goal))}",
            text,
            theme.title if theme else "",
            whom(goal.target_groups, theme.target_groups if theme else ()),
            label=f"{document.goal_label} {goal_number(goal, theme)}",
        )


def _beginning(goal: Goal) -> str:
    """So that goals can be told apart in a list."""
    return Truncator(" ".join(plain(goal.text).split())).words(BEGINNING, truncate=" …")


def _strategy(
    strategy: Strategy, address: str, anchor: str, within: str, inherited: tuple[TargetGroup, ...]
) -> Iterator[Found]:
    groups = whom(strategy.target_groups, inherited)
    text = _text(strategy.body, strategy.status, strategy.challenge, strategy.responsible_unit)
    yield Found(SearchKind.INITIATIVE, strategy.title, f"{address}#{anchor}", text, within, groups)
    yield from _initiatives(strategy.initiatives, address, f"{anchor}-initiativ", strategy.title, groups)
    for number, child in enumerate(strategy.children, start=1):
        yield from _strategy(child, address, f"{anchor}-{number}", strategy.title, groups)


def _initiatives(
    initiatives: Iterable[Initiative],
    address: str,
    prefix: str,
    within: str,
    inherited: tuple[TargetGroup, ...],
) -> Iterator[Found]:
    for number, one in enumerate(initiatives, start=1):
        text = _text(one.body, one.responsible_unit, one.partners)
        groups = whom(one.target_groups, inherited)
        yield Found(SearchKind.INITIATIVE, one.title, f"{address}#{prefix}-{number}", text, within, groups)


def _report(document: PlanDocument, report: FollowUp, addresses: Addresses) -> Iterator[Found]:
    yield Found(SearchKind.FOLLOW_UP, report.title, addresses.front, _text(report.introduction))
    for chapter in (section for top in report.chapters for section in top.with_descendants()):
        there = f"{addresses.front}#{chapter_anchor(chapter)}"
        yield Found(SearchKind.FOLLOW_UP, chapter.title, there, _text(chapter.body), report.title)
    for theme, goal in document.all_goals():
        assessment = report.assessment_of(document.goal_ref(theme, goal))
        if assessment:
            yield _assessment(document, theme, goal, assessment, addresses)


def _assessment(
    document: PlanDocument, theme: Theme | None, goal: Goal, assessment: Assessment, addresses: Addresses
) -> Found:
    ref = document.goal_ref(theme, goal)
    verdict = verdict_label(assessment.verdict).lower()
    label = f"{document.goal_label} {goal_number(goal, theme)} ({verdict})"
    return Found(
        SearchKind.FOLLOW_UP,
        f"{label}: {_beginning(goal)}",
        f"{addresses.front}#{anchor_of_goal(ref)}",
        _text(goal.text, assessment.text, assessment.reason),
        theme.title if theme else "",
        whom(goal.target_groups, theme.target_groups if theme else ()),
        label=label,
    )
