"""The one contents list. Web menu, breadcrumb, previous and next, the PDF's contents and its
bookmarks are all made from `outline(document)`, so that they cannot drift apart."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count

from django.utils.translation import gettext

from documents.tree import PlanDocument, Section, Strategy, Theme, ThemeGroup


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list; `anchor` is unique within the document."""

    anchor: str
    title: str
    label: str = ""
    menu_title: str = ""
    children: tuple["Entry", ...] = ()

    @property
    def name(self) -> str:
        """The title with its number before it."""
        return f"{self.label} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the document that has a page of its own on the web and opens in print. `within` is the level
    above that a theme belongs to."""

    entry: Entry
    section: Section | None = None
    theme: Theme | None = None
    group: ThemeGroup | None = None
    within: ThemeGroup | None = None


def theme_anchor(theme: Theme) -> str:
    return f"tema-{theme.slug}"


def group_anchor(group: ThemeGroup) -> str:
    return f"gruppe-{group.slug}"


def section_anchor(section: Section) -> str:
    return f"afsnit-{section.slug}"


def strategy_anchor(position: int) -> str:
    return f"strategi-{position}"


def chapter_anchor(chapter: Section) -> str:
    """Of a follow-up's own, which may be called as a section of its plan."""
    return f"kapitel-{chapter.slug}"


def chapter_entries(chapters: Iterable[Section]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            anchor=chapter_anchor(chapter),
            title=chapter.title,
            label=chapter.label,
            menu_title=chapter.title,
        )
        for chapter in chapters
    )


def _section_entry(section: Section, document: PlanDocument) -> Entry:
    generated = _strategy_entries(document.strategies) if section.kind == "strategies" else ()
    return Entry(
        anchor=section_anchor(section),
        title=section.title,
        label=section.label,
        menu_title=section.title,
        children=(*generated, *(_section_entry(child, document) for child in section.children)),
    )


def _strategy_entries(strategies: tuple[Strategy, ...]) -> tuple[Entry, ...]:
    return tuple(
        Entry(anchor=strategy_anchor(position), title=strategy.title, menu_title=strategy.title)
        for position, strategy in enumerate(strategies, start=1)
    )


def _theme_entry(theme: Theme, document: PlanDocument) -> Entry:
    anchor = theme_anchor(theme)
    inner = [
        ("status", document.status_heading, bool(theme.status)),
        ("udfordring", document.challenge_heading, bool(theme.challenge)),
        ("vil", document.ambition_heading, bool(theme.ambition)),
        (
            "ministermaal",
            gettext("Answer to the national goals"),
            bool(theme.answer_text),
        ),
        ("maal", document.goal_label, bool(theme.goals)),
        ("goer", document.actions_heading, bool(theme.actions or theme.strategies or theme.initiatives)),
    ]
    return Entry(
        anchor=anchor,
        title=theme.title,
        label=theme.printed_number,
        menu_title=theme.menu_title,
        children=tuple(
            Entry(anchor=f"{anchor}-{key}", title=title, menu_title=title)
            for key, title, shown in inner
            if shown
        ),
    )


def _theme_parts(document: PlanDocument) -> Iterator[Part]:
    """Each level above the themes before those that it holds."""
    for group, themes in document.theme_runs:
        if group:
            entry = Entry(group_anchor(group), group.title, group.label, group.title)
            yield Part(entry=entry, group=group)
        yield from (Part(entry=_theme_entry(theme, document), theme=theme, within=group) for theme in themes)


def parts(document: PlanDocument) -> tuple[Part, ...]:
    """The document's parts in reading order. The themes follow the section that announces them; where no
    section does, they come before the first annex."""
    themes = list(_theme_parts(document))
    announced = any(section.kind == "themes" for section in document.all_sections())
    result: list[Part] = []
    for section in (*document.sections, *_unannounced(document)):
        if section.kind == "annex" and not announced:
            result += themes
            themes = []
        result.append(Part(entry=_section_entry(section, document), section=section))
        if section.kind == "themes":
            result += themes
            themes = []
    return (*result, *themes)


def _unannounced(document: PlanDocument) -> tuple[Section, ...]:
    """Structured data that no section of the plan shows gets a section of its own: nothing that
    was published is left out because nobody made room for it."""
    taken = {section.slug for section in document.sections}
    shown = {section.kind for section in document.all_sections()}
    found = []
    if document.goals and "goals" not in shown:
        found.append(Section(title=document.goal_label, slug=_free("planens-maal", taken), kind="goals"))
    if document.strategies and "strategies" not in shown:
        found.append(
            Section(title=gettext("Strategies"), slug=_free("planens-strategier", taken), kind="strategies")
        )
    return tuple(found)


def _free(slug: str, taken: Collection[str]) -> str:
    further = (f"{slug}-{number}" for number in count(2))
    return next(one for one in chain([slug], further) if one not in taken)


def theme_part(parts: Iterable[Part], slug: str) -> Part | None:
    return next((part for part in parts if part.theme and part.theme.slug == slug), None)


def group_part(parts: Iterable[Part], slug: str) -> Part | None:
    return next((part for part in parts if part.group and part.group.slug == slug), None)


def section_part(parts: Iterable[Part], slug: str) -> Part | None:
    """The part that holds the section, at whatever depth."""
    for part in parts:
        if part.section and any(section.slug == slug for section in part.section.with_descendants()):
            return part
    return None


def outline(document: PlanDocument) -> tuple[Entry, ...]:
    return nested(parts(document))


def nested(parts: Iterable[Part]) -> tuple[Entry, ...]:
    """As lines of a contents list: themes are below the level above that they belong to."""
    entries: list[Entry] = []
    for part in parts:
        if part.within:
            entries[-1] = replace(entries[-1], children=(*entries[-1].children, part.entry))
        else:
            entries.append(part.entry)
    return tuple(entries)
