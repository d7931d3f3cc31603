"""What a page says of the differences between two texts: all of them, or those of one theme."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from documents.outline import Part
from documents.places import PlaceChange
from documents.plan_changes import Changes, LinkedChange
from publishing.domain.published_editions import NotPublishedError
from website.domain.menu import Item


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """`theme` is the one that the page is about alone; `all_url` is where all differences are."""

    changes: Changes
    all_url: str
    theme: Part | None = None

    @property
    def theme_name(self) -> str:
        return self.theme.entry.title if self.theme else ""

    @property
    def contents(self) -> tuple[Item, ...]:
        return tuple(_contents(self.changes))


def comparison_page(changes: Changes, path: str, theme: str) -> ComparisonPage:
    """`path` is the page's own. Raises `NotPublishedError` for a theme that neither text has."""
    if not theme:
        return ComparisonPage(changes, path)
    found = [part for part in changes.parts if _slug(part.change.after or part.change.before) == theme]
    shown = found[0].change.after or found[0].change.before if found else None
    if shown is None:
        raise NotPublishedError
    places = tuple(place for place in changes.places if _is_of(place.change, theme))
    alone = replace(changes, about=(), parts=tuple(found), places=places)
    return ComparisonPage(alone, path.removesuffix(f"tema/{theme}/"), shown)


def _slug(part: Part | None) -> str:
    return part.theme.slug if part and part.theme else ""


def _is_of(change: PlaceChange, theme: str) -> bool:
    return theme in (_slug(change.after), _slug(change.before))


def _contents(changes: Changes) -> Iterator[Item]:
    if changes.about_differs:
        yield Item("#om-planen", _("About the plan"))
    yield from (_of_part(part) for part in changes.changed)
    for parts, anchor, title in (
        (changes.added, "nyt", _("New")),
        (changes.removed, "udgaaet", _("No longer there")),
        (changes.absent, "ikke-i-portalen", _("Not in the portal")),
        (changes.places, "pladser", _("Places and numbers")),
        (changes.same, "uaendret", _("Unchanged")),
    ):
        if parts:
            yield Item(f"#{anchor}", f"{title} ({len(parts)})")


def _of_part(part: LinkedChange) -> Item:
    entry = part.change.after.entry if part.change.after else None
    return Item(f"#{entry.anchor}", entry.menu_title, entry.label) if entry else Item("", "")
