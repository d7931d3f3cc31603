"""What differs between two plans: part by part, as the reader of either would look for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils import formats
from django.utils.translation import gettext as _

from documents import markdown
from documents.comparison import Line, Passage, Run, Skipped, condensed, passages, words
from documents.correction_names import field_name, own_name
from documents.extent import comparable_plan, comparable_theme, may_be_elsewhere
from documents.key_figures import shown_of
from documents.outline import Part, parts
from documents.places import PlaceChange, not_here, places
from documents.replacing import replaced_sentence, replaced_within
from documents.templatetags.bodies import answered, facts
from documents.tree import (
    Attachment,
    Decision,
    DroppedGoal,
    FollowUp,
    Goal,
    Initiative,
    KeyFigures,
    PlanDocument,
    PlanRef,
    Section,
    Strategy,
    Target,
    Theme,
)
from documents.wording import adoption_words, measure_lines, verdict_label
from plans.enums import DecisionOutcome

Kind = Literal["same", "changed", "added", "removed", "absent"]
"""`absent`: one of the two plans lacks it because only a part of that plan is in the portal."""


@dataclass(frozen=True, slots=True)
class PartChange:
    """`before` and `after` are the part in either plan. Of what is new, or gone, only the title is shown,
    since its text can be read in its own plan, and what became of it: `note`."""

    before: Part | None
    after: Part | None
    title: tuple[Run, ...]
    passages: tuple[Passage | Skipped, ...]
    kind: Kind
    note: str = ""


@dataclass(frozen=True, slots=True)
class LinkedChange:
    """`before` and `after` are the addresses at which the part can be read in either plan."""

    change: PartChange
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """`url` is where the part can be read, in the later plan if it is there."""

    change: PlaceChange
    url: str


@dataclass(frozen=True, slots=True)
class Changes:
    about: tuple[Passage | Skipped, ...]
    parts: tuple[LinkedChange, ...]
    places: tuple[LinkedPlace, ...] = ()

    @property
    def changed(self) -> list[LinkedChange]:
        return self._of("changed")

    @property
    def added(self) -> list[LinkedChange]:
        return self._of("added")

    @property
    def removed(self) -> list[LinkedChange]:
        return self._of("removed")

    @property
    def absent(self) -> list[LinkedChange]:
        return self._of("absent")

    @property
    def same(self) -> list[LinkedChange]:
        return self._of("same")

    @property
    def about_differs(self) -> bool:
        return any(not isinstance(each, Skipped) for each in self.about)

    def _of(self, kind: Kind) -> list[LinkedChange]:
        return [part for part in self.parts if part.change.kind == kind]


def compare(before: PlanDocument, after: PlanDocument) -> tuple[PartChange, ...]:
    """The later plan's parts in reading order, then those that it no longer has."""
    pairs, waiting = _pairs(before, after)
    found = [
        _told(_change(match, part, before, after), _where_from(part, match, before), before, after)
        for match, part in pairs
    ]
    gone = (
        _told(_change(part, None, before, after), _where_to(part, before, after), after, before)
        for part in waiting
    )
    return (*found, *gone)


def moves(before: PlanDocument, after: PlanDocument) -> tuple[PlaceChange, ...]:
    """What has been moved, renumbered, added or removed, anywhere in the plan."""
    pairs, _waiting = _pairs(before, after)
    lacking = [
        PlaceChange("absent", field_name(name), not_here(document))
        for one, document in ((before, after), (after, before))
        for name in comparable_plan(one, document)[1]
    ]
    return (*places(before, after, [(old, new) for old, new in pairs if old]), *lacking)


def _pairs(before: PlanDocument, after: PlanDocument) -> tuple[list[tuple[Part | None, Part]], list[Part]]:
    """Each part of the later plan with what it was, and the earlier parts that none continues."""
    waiting = list(parts(before))
    found = []
    for part in parts(after):
        match = _match(part, waiting, before.ref)
        if match:
            waiting.remove(match)
        found.append((match, part))
    return found, waiting


def _told(change: PartChange, note: str, lacking: PlanDocument, other: PlanDocument) -> PartChange:
    """With what became of the part. Where nothing is said, the other plan may contain it all the same: only a
    part of that plan is in the portal."""
    if change.kind in ("added", "removed") and not note and may_be_elsewhere(lacking, other):
        return replace(change, kind="absent", note=not_here(lacking))
    return replace(change, note=" ".join(filter(None, [change.note, note])))


def _where_from(part: Part, match: Part | None, before: PlanDocument) -> str:
    """Of a theme that was made of several, or is a further one made of the same; and why it changed."""
    if part.theme is None:
        return ""
    refs = part.theme.predecessors
    titles = [theme.title for theme in before.themes if before.ref.theme(theme.slug) in refs]
    if not titles:
        return ""
    note = ""
    if len(titles) > 1:
        note = _("Merged from: %(titles)s.") % {"titles": "; ".join(titles)}
    elif match is None:
        note = _("Split from: %(title)s.") % {"title": titles[0]}
    return " ".join(filter(None, [note, _reason(part.theme.change_reason)]))


def _where_to(part: Part, before: PlanDocument, after: PlanDocument) -> str:
    """Of a theme that is gone: the ones that continue it, or why none does."""
    if part.theme is None:
        return ""
    ref = before.ref.theme(part.theme.slug)
    heirs = [theme.title for theme in after.themes if ref in theme.predecessors]
    if heirs:
        return _("Continued in: %(titles)s.") % {"titles": "; ".join(heirs)}
    return next((_reason(gone.reason) for gone in after.dropped_themes if gone.theme == ref), "")


def _reason(reason: str) -> str:
    return _("Reason: %(reason)s") % {"reason": reason} if reason else ""


def about(before: PlanDocument, after: PlanDocument) -> tuple[Passage | Skipped, ...]:
    """What is said of the whole plan, outside its parts."""
    editions = before.ref == after.ref
    sides = (comparable_plan(before, after)[0], comparable_plan(after, before)[0])
    old, new = (list(_plan_lines(document, editions=editions)) for document in sides)
    return condensed(passages(old, new))


def _match(part: Part, waiting: Sequence[Part], plan: PlanRef) -> Part | None:
    """What the part continues: as the municipality has linked it, else with the same address, else the
    only one of its kind."""
    if part.theme:
        of_year = [ref.slug for ref in part.theme.predecessors if ref.plan == plan]
        linked = of_year or [part.theme.slug]
        found = [other for slug in linked for other in waiting if other.theme and other.theme.slug == slug]
        return next(iter(found), None)
    if part.group:
        ref = part.group.predecessor
        slug = ref.slug if ref and ref.plan == plan else part.group.slug
        groups = (other for other in waiting if other.group and other.group.slug == slug)
        return next(groups, None)
    sections = [other for other in waiting if other.section]
    kinds = [
        other for other in sections if _kind(other) == _kind(part) and _kind(part) not in ("text", "chapter")
    ]
    same = [
        other
        for other in sections
        if other.section and part.section and other.section.slug == part.section.slug
    ]
    return next(iter([*same, *(kinds if len(kinds) == 1 else [])]), None)


def _kind(part: Part) -> str:
    return part.section.kind if part.section else ""


def _change(old: Part | None, new: Part | None, before: PlanDocument, after: PlanDocument) -> PartChange:
    title = words(old.entry.title if old else "", new.entry.title if new else "")
    if old is None or new is None:
        return PartChange(old, new, title, (), "added" if new else "removed")
    editions = before.ref == after.ref
    old, new, note = _beside(old, new, before, after)
    sides = ((old, before), (new, after))
    replaced = replaced_within(_measured(old, before), _measured(new, after))
    note = " ".join(filter(None, [note, *map(replaced_sentence, replaced)]))
    lines = (list(_part_lines(part, plan, after, editions=editions)) for part, plan in sides)
    found = condensed(passages(*lines))
    unchanged = old.entry.title == new.entry.title and all(isinstance(each, Skipped) for each in found)
    return PartChange(old, new, title, found, "same" if unchanged else "changed", note)


def _measured(part: Part, document: PlanDocument) -> tuple[Theme | Goal | Strategy, ...]:
    """What of the part is for target groups, or measured by indicators."""
    kinds = {one.kind for one in part.section.with_descendants()} if part.section else set()
    return (
        *((part.theme,) if part.theme else ()),
        *(document.goals if "goals" in kinds else ()),
        *(document.strategies if "strategies" in kinds else ()),
    )


def _beside(old: Part, new: Part, before: PlanDocument, after: PlanDocument) -> tuple[Part, Part, str]:
    """The two without what one of them lacks because only a part of its plan is here, and that said."""
    notes: list[str] = []
    if old.theme and new.theme and may_be_elsewhere(after, before):
        theme, names = comparable_theme(old.theme, new.theme)
        old = replace(old, theme=theme)
        notes.append(_lacking(names, before, after))
    if old.theme and new.theme and may_be_elsewhere(before, after):
        theme, names = comparable_theme(new.theme, old.theme)
        new = replace(new, theme=theme)
        notes.append(_lacking(names, after, before))
    return old, new, " ".join(filter(None, notes))


def _lacking(names: Sequence[str], there: PlanDocument, lacking: PlanDocument) -> str:
    """`there` is the plan that has them."""
    called = {
        "status": there.status_heading,
        "challenge": there.challenge_heading,
        "ambition": there.ambition_heading,
        "answers": _("Answer to the national goals"),
        "answer_text": _("Answer to the national goals"),
        "actions": there.actions_heading,
        "goals": there.goal_label,
        "strategies": _("Strategies"),
        "initiatives": _("Initiatives"),
    }
    if not names:
        return ""
    return f"{', '.join(dict.fromkeys(called[name] for name in names))}: {not_here(lacking)}"


def _plan_lines(document: PlanDocument, *, editions: bool) -> Iterator[Line]:
    """Why themes are not continued, `note` says of two plans; between `editions` of one, it is text."""
    yield Line(document.title)
    yield from _text(document.summary)
    yield from _text(document.notice)
    if editions and document.follow_up:
        yield from _report_lines(document, document.follow_up)
    for decision in document.decisions:
        yield Line(_decided(decision))
        yield from _hearing_lines(decision)
        if decision.minutes_url:
            yield Line(_("Minutes: %(address)s") % {"address": decision.minutes_url})
        yield from _text(decision.minority_statement)
    yield from _attachment_lines(document.attachments)
    for goal in document.national_goals:
        number = _("National goal %(number)s") % {"number": goal.number}
        yield Line(f"{number}: {goal.title}")
    for gone in document.dropped_themes if editions else ():
        yield Line(gone.title, "heading")
        yield Line(_reason(gone.reason))
    with_theme = document.dropped_from([ref for theme in document.themes for ref in theme.predecessors])
    yield from _dropped_lines([goal for goal in document.dropped_goals if goal not in with_theme])


def _report_lines(document: PlanDocument, report: FollowUp) -> Iterator[Line]:
    yield Line(report.title)
    yield from _text(report.introduction)
    yield from _chapter_lines(document, report.before)
    for assessment in report.assessments:
        yield Line(own_name(assessment, document), "heading")
        yield Line(verdict_label(assessment.verdict), "verdict")
        yield from _text(assessment.text)
        if assessment.reason:
            yield Line(_reason(assessment.reason))
    yield from _chapter_lines(document, report.after)


def _chapter_lines(document: PlanDocument, chapters: Sequence[Section]) -> Iterator[Line]:
    for chapter in chapters:
        yield Line(f"{chapter.label} {chapter.title}".strip(), "heading")
        yield from _section_lines(chapter, document, document)


def _hearing_lines(decision: Decision) -> Iterator[Line]:
    if decision.parties:
        yield Line(_("Parties of the hearing: %(names)s") % {"names": decision.parties})
    if decision.hearing_deadline:
        day = formats.date_format(decision.hearing_deadline, "j. F Y")
        yield Line(_("Deadline of the hearing: %(date)s") % {"date": day})


def _decided(decision: Decision) -> str:
    """Who decided what and when, and how the votes fell."""
    day = formats.date_format(decision.date, "j. F Y")
    facts = [f"{decision.body}, {day}", str(DecisionOutcome(decision.outcome).label)]
    if decision.case_number:
        facts.append(_("case no. %(number)s") % {"number": decision.case_number})
    if decision.kle_number:
        facts.append(_("KLE no. %(number)s") % {"number": decision.kle_number})
    if decision.votes:
        facts.append(decision.votes)
    return " · ".join(facts)


def _part_lines(part: Part, document: PlanDocument, names: PlanDocument, *, editions: bool) -> Iterator[Line]:
    """`names` is the plan whose headings are used for both: "Det vil vi i 2019" is no news every year. Why a
    theme was changed, `note` says of two plans; between `editions` of one, it is text."""
    if part.theme:
        if editions and part.theme.change_reason:
            yield Line(_reason(part.theme.change_reason))
        yield from _theme_lines(part.theme, document, names)
        yield from _dropped_lines(document.dropped_from(part.theme.predecessors))
    if part.group:
        yield from _text(part.group.body)
    if part.section:
        yield from _section_lines(part.section, document, names)


def _attachment_lines(attachments: Iterable[Attachment]) -> Iterator[Line]:
    for attachment in attachments:
        yield Line(attachment.title)
        yield from _text(adoption_words(attachment.adoption))


def _section_lines(section: Section, document: PlanDocument, names: PlanDocument) -> Iterator[Line]:
    yield from _text(adoption_words(section.adoption))
    yield from _text(section.body)
    if section.kind == "strategies":
        yield from _strategy_lines(document.strategies, names)
    if section.kind == "goals":
        yield from _goal_lines(document.goals, names)
    yield from _key_figure_lines(section.key_figures)
    yield from _attachment_lines(section.attachments)
    for child in section.children:
        yield Line(child.title, "heading")
        yield from _section_lines(child, document, names)


def _theme_lines(theme: Theme, document: PlanDocument, names: PlanDocument) -> Iterator[Line]:
    yield from _situation_lines(theme, names)
    yield from _key_figure_lines(theme.key_figures)
    if theme.ambition:
        yield Line(names.ambition_heading, "heading")
        yield from _text(theme.ambition)
    yield from _answer_lines(theme, document)
    if theme.goals:
        yield Line(names.goal_label, "heading")
        yield from _goal_lines(theme.goals, names)
    if theme.actions or theme.strategies or theme.initiatives:
        yield Line(names.actions_heading, "heading")
        yield from _text(theme.actions)
        yield from _strategy_lines(theme.strategies, names)
        yield from _initiative_lines(theme.initiatives)


def _key_figure_lines(tables: Sequence[KeyFigures]) -> Iterator[Line]:
    """What the table says in figures; its picture says the same."""
    for table in tables:
        shown = shown_of(table)
        yield Line(shown.caption, "heading")
        yield from (Line(note) for note in shown.notes)
        for line in shown.lines:
            said = "; ".join(f"{cell.head}: {cell.text}" for cell in line.cells)
            yield Line(f"{line.name}: {said}")


def _situation_lines(part: Theme | Goal | Strategy, names: PlanDocument) -> Iterator[Line]:
    for heading, text in (
        (names.status_heading, part.status),
        (names.challenge_heading, part.challenge),
    ):
        if text:
            yield Line(heading, "heading")
            yield from _text(text)


def _answer_lines(theme: Theme, document: PlanDocument) -> Iterator[Line]:
    if theme.answers or theme.answer_text:
        yield Line(_("Answer to the national goals"), "heading")
    if theme.answers:
        yield Line(_("Answers national goal %(national)s") % {"national": answered(document, theme)})
    yield from _text(theme.answer_text)


def _dropped_lines(goals: Sequence[DroppedGoal]) -> Iterator[Line]:
    if goals:
        yield Line(_("Goals that are not continued"), "heading")
    for dropped in goals:
        yield from _text(dropped.text, "goal")
        yield Line(_reason(dropped.reason))


def _goal_lines(goals: Sequence[Goal], names: PlanDocument) -> Iterator[Line]:
    for goal in goals:
        yield from _text(goal.text, "goal")
        yield from _text(facts(goal))
        yield from _text(goal.note)
        yield from _situation_lines(goal, names)
        yield from _target_lines(goal.targets)
        for each in goal.carries_out:
            yield Line(_("Carries out: “%(text)s”") % {"text": markdown.plain(each.text).strip()})
        if goal.change_reason:
            yield Line(_reason(goal.change_reason))


def _target_lines(targets: Sequence[Target]) -> Iterator[Line]:
    for line in measure_lines(targets):
        yield Line(line, "measure")


def _strategy_lines(strategies: Sequence[Strategy], names: PlanDocument) -> Iterator[Line]:
    for strategy in strategies:
        yield Line(strategy.title, "heading")
        yield from _text(facts(strategy))
        yield from _text(strategy.body)
        yield from _situation_lines(strategy, names)
        yield from _target_lines(strategy.targets)
        yield from _initiative_lines(strategy.initiatives)
        yield from _strategy_lines(strategy.children, names)


def _initiative_lines(initiatives: Sequence[Initiative]) -> Iterator[Line]:
    for initiative in initiatives:
        yield Line(initiative.title, "heading")
        yield from _text(facts(initiative))
        yield from _text(initiative.body)


def _text(text: str, role: str = "text") -> Iterator[Line]:
    return (Line(line, role) for line in markdown.as_read(text).splitlines())
