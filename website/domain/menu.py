"""The side navigation, the breadcrumb and the pager: all of them are the outline with addresses on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.once import once_of
from documents.outline import Entry, Part, chapter_entries, group_part
from documents.tree import Municipality, PlanDocument, Theme, ThemeGroup
from publishing.domain.open_edition import OpenEdition


@dataclass(frozen=True, slots=True)
class Item:
    """A line that leads somewhere; `label` is the number before the title, as printed. `word` is how a goal went, and
    `mark` the style that goes with it."""

    url: str
    title: str
    label: str = ""
    current: bool = False
    children: tuple["Item", ...] = ()
    theme: Theme | None = None
    group: ThemeGroup | None = None
    mark: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    previous: Item | None
    next: Item | None


class ReadableText(Protocol):
    """A text that is read part by part: an edition, or a draft."""

    @property
    def parts(self) -> tuple[Part, ...]: ...

    def address_of(self, part: Part) -> str: ...


def contents(text: ReadableText, here: Part | None = None) -> tuple[Item, ...]:
    """The plan's parts. The one being read is opened: its own headings are below it. Themes are below the level
    above that they belong to."""
    if here is None:
        return once_of("contents", (text,), lambda: tuple(_contents(text, "")))
    return tuple(_contents(text, here.entry.anchor))


def _contents(text: ReadableText, here: str) -> list[Item]:
    items: list[Item] = []
    for part, item in zip(text.parts, _items(text), strict=True):
        if part.entry.anchor == here:
            item = replace(item, current=True, children=_headings(part.entry))
        if part.within:
            items[-1] = replace(items[-1], children=(*items[-1].children, item))
        else:
            items.append(item)
    return items


def _items(text: ReadableText) -> tuple[Item, ...]:
    """Of each of its parts."""
    return once_of("items", (text,), lambda: tuple(_item(part, text) for part in text.parts))


def contents_of_report(open_edition: OpenEdition) -> tuple[Item, ...]:
    """A follow-up is one page: its themes, and its own chapters before and after them."""
    report = open_edition.document.follow_up
    themes = (part.entry for part in open_edition.parts if part.theme)
    before, after = (report.before, report.after) if report else ((), ())
    return tuple(
        Item(f"#{entry.anchor}", entry.menu_title, entry.label)
        for entry in (*chapter_entries(before), *themes, *chapter_entries(after))
    )


def pager(text: ReadableText, here: Part) -> Pager:
    items = _items(text)
    position = [part.entry.anchor for part in text.parts].index(here.entry.anchor)
    return Pager(
        previous=items[position - 1] if position else None,
        next=items[position + 1] if position + 1 < len(items) else None,
    )


def trail(open_edition: OpenEdition, *rest: str) -> tuple[Item, ...]:
    """From the portal's front page down to the page; the last line is the page itself."""
    return (
        home_item(),
        municipality_item(open_edition.place),
        Item(open_edition.addresses.front, edition_title(open_edition)),
        *(Item("", title) for title in rest),
    )


def trail_of_municipality(place: Municipality, title: str, between: Item | None = None) -> tuple[Item, ...]:
    """To a page of the municipality that is of no one plan."""
    above = (home_item(), municipality_item(place))
    return (*above, *([between] if between else []), Item("", title))


def home_item() -> Item:
    return Item(reverse("publishing:home"), _("Front page"))


def municipality_item(place: Municipality) -> Item:
    return Item(reverse("publishing:municipality", args=[place.slug]), place.short_name)


def trail_to_theme(open_edition: OpenEdition, part: Part) -> tuple[Item, ...]:
    """By way of the level above, where it belongs to one."""
    document, theme = open_edition.document, Item("", name_of(part, open_edition.document))
    above = group_part(open_edition.parts, part.within.slug) if part.within else None
    between = [Item(open_edition.address_of(above), name_of(above, document))] if above else []
    return (*trail(open_edition), *between, theme)


def name_of(part: Part, document: PlanDocument) -> str:
    """What a part is called in a breadcrumb: "Tema 1", "Kapitel 2", else its title."""
    if part.theme:
        return f"{document.theme_label} {part.theme.printed_number}"
    if part.group:
        return document.group_name(part.group) if part.group.label else part.group.title
    return part.entry.label or part.entry.menu_title


def edition_title(open_edition: OpenEdition) -> str:
    title = open_edition.document.display_title
    if open_edition.number is None:
        return title
    if open_edition.edition.is_proposal:
        return _("%(title)s, proposal %(number)s") % {"title": title, "number": open_edition.number}
    return _("%(title)s, edition %(number)s") % {"title": title, "number": open_edition.number}


def _item(part: Part, text: ReadableText) -> Item:
    entry = part.entry
    return Item(text.address_of(part), entry.menu_title, entry.label, theme=part.theme, group=part.group)


@dataclass(frozen=True, slots=True)
class ThemeList:
    """The lines of themes side by side, below that of the level above that they belong to, if any."""

    above: Item | None
    themes: tuple[Item, ...]


def theme_lists(contents: Iterable[Item]) -> tuple[ThemeList, ...]:
    lists: list[ThemeList] = []
    for item in contents:
        if item.group:
            lists.append(ThemeList(item, tuple(child for child in item.children if child.theme)))
        elif item.theme and lists and lists[-1].above is None:
            lists[-1] = replace(lists[-1], themes=(*lists[-1].themes, item))
        elif item.theme:
            lists.append(ThemeList(None, (item,)))
    return tuple(lists)


def _headings(entry: Entry) -> tuple[Item, ...]:
    return tuple(Item(f"#{child.anchor}", child.menu_title, child.label) for child in entry.children)
