"""Where the parts of a plan are, in two plans: what has been moved, renumbered, added or removed.

Pure. A part is matched by what the municipality has linked, else by its file, its words or its place, else by
being the most alike.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from documents.alikeness import likeness, out_of_order
from documents.extent import comparable_theme, may_be_elsewhere
from documents.items import Item, items
from documents.outline import Part, parts
from documents.tree import Attachment, Decision, Goal, GoalRef, Initiative, PlanDocument, Section

PlaceKind = Literal["moved", "renumbered", "replaced", "added", "removed", "absent"]
SIMILARITY_THRESHOLD = 0.6
"""`likeness` from which two texts in one place are the same part, reworded."""
ALIKE_ELSEWHERE = 0.85
"""The same of two that are in different places."""
Pages = Sequence[tuple[Part, Part]]


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """`before` and `after` are the pages on which the part can be read in either plan; `goal` is its name in the
    later plan, or in the earlier where that alone has it, of a goal."""

    kind: PlaceKind
    name: str
    note: str
    before: Part | None = None
    after: Part | None = None
    goal: GoalRef | None = None


def places(before: PlanDocument, after: PlanDocument, pages: Pages) -> tuple[PlaceChange, ...]:
    """`pages` are those that are in both, in the order of the later plan. A part of a page that is new or
    gone as a whole is reported with the page."""
    matching = _Matching(list(items(before)), list(items(after)), pages)
    return (
        *_of_pages(before, after, pages),
        *(line for new in matching.news for line in _of_item(new, matching, after)),
        *_come(matching, before, after),
        *_gone(matching, before, after),
    )


def _key(page: Part | None) -> str:
    return page.entry.anchor if page else ""


class _Matching:
    """`found` is what each later item was before, `free` are the earlier ones that no later one is."""

    def __init__(self, olds: list[Item], news: list[Item], pages: Pages) -> None:
        self.olds, self.news = olds, news
        self.pages = {_key(new): _key(old) for old, new in pages} | {"": ""}
        self._both_ways = [*((new, old) for old, new in pages), *pages]
        self.found: dict[Item, Item] = {}
        self.free = list(olds)
        rules: tuple[Callable[[Item, Item], bool], ...] = (
            lambda old, new: old.ref is not None and old.ref in new.befores,
            lambda old, new: old.words == new.words and self.at_home(old, new),
            lambda old, new: old.words == new.words and not isinstance(new.row, Section),
            lambda old, new: self._reworded(old, new),
        )
        for rule in rules:
            for new in news:
                if new not in self.found:
                    self._take(new, rule)
        self.elsewhere = self._out_of_order()

    def _take(self, new: Item, rule: Callable[[Item, Item], bool]) -> None:
        """Of several, the one in the same place, then the one most alike, then the first."""
        fitting = [old for old in self.free if type(old.row) is type(new.row) and rule(old, new)]
        if fitting:
            old = max(fitting, key=lambda one: (self.at_home(one, new), likeness(one.words, new.words)))
            self.found[new] = old
            self.free.remove(old)

    def _reworded(self, old: Item, new: Item) -> bool:
        if isinstance(new.row, Decision):
            return False
        least = SIMILARITY_THRESHOLD if self.at_home(old, new) else ALIKE_ELSEWHERE
        return likeness(old.words, new.words) >= least

    def at_home(self, old: Item, new: Item) -> bool:
        """Whether the two are in the same part. A plan's own goals are its own on whatever page."""
        if new.owner or old.owner:
            return new.owner is not None and self.found.get(new.owner) is old.owner
        themes = (old.page and old.page.theme, new.page and new.page.theme)
        if not any(themes) and not isinstance(new.row, Section | Attachment):
            return True
        return self.pages.get(_key(new.page)) == _key(old.page)

    def counterpart(self, page: Part | None) -> Part | None:
        """The page in the other plan."""
        return next((two for one, two in self._both_ways if one == page), None)

    def _out_of_order(self) -> set[Item]:
        """The fewest that were moved among their neighbours, then and now."""
        order = {old: position for position, old in enumerate(self.olds)}
        rows: dict[tuple[type, str, Item | None], list[Item]] = {}
        for new in self.news:
            if new in self.found and self.at_home(self.found[new], new):
                rows.setdefault((type(new.row), _key(new.page), new.owner), []).append(new)
        return {
            members[position]
            for members in rows.values()
            for position in out_of_order([order[self.found[new]] for new in members])
        }


def _of_pages(before: PlanDocument, after: PlanDocument, pages: Pages) -> Iterator[PlaceChange]:
    """Themes are in an order among those of the same level above, and the other pages among themselves."""
    order = [_key(page) for page in parts(before)]
    stayed: dict[str, list[int]] = {}
    for position, (level, now) in enumerate(_levels(before, after, pages)):
        if level == now:
            stayed.setdefault(level, []).append(position)
    elsewhere = {
        positions[each]
        for positions in stayed.values()
        for each in out_of_order([order.index(_key(pages[position][0])) for position in positions])
    }
    there = {position for positions in stayed.values() for position in positions}
    for position, (old, new) in enumerate(pages):
        numbers = (old.entry.label, new.entry.label)
        if position not in there:
            yield PlaceChange("moved", new.entry.name, _to_level(before, after, old, new), old, new)
        elif position in elsewhere:
            yield PlaceChange("moved", new.entry.name, _moved(numbers), old, new)
        elif numbers[0] != numbers[1]:
            yield PlaceChange("renumbered", new.entry.name, _renumbered(numbers), old, new)


def _levels(before: PlanDocument, after: PlanDocument, pages: Pages) -> Iterator[tuple[str, str]]:
    """The level above that each page belongs to in either plan, by what the later one calls it. Where one of
    the plans has none, no theme was moved to another."""
    if not (before.theme_groups and after.theme_groups):
        yield from (("", "") for _page in pages)
        return
    same = {old.group.slug: new.group.slug for old, new in pages if old.group and new.group}
    for old, new in pages:
        was = same.get(old.within.slug, f"{old.within.slug} ") if old.within else ""
        yield was, new.within.slug if new.within else ""


def _to_level(before: PlanDocument, after: PlanDocument, old: Part, new: Part) -> str:
    was, now = (
        _("“%(title)s”") % {"title": f"{plan.group_name(group)} {group.title}"} if group else _("the plan")
        for plan, group in ((before, old.within), (after, new.within))
    )
    note = _("moved from %(before)s to %(after)s") % {"before": was, "after": now}
    numbers = (old.entry.label, new.entry.label)
    return f"{note}; {_renumbered(numbers)}" if numbers[0] != numbers[1] else note


def _of_item(new: Item, matching: _Matching, after: PlanDocument) -> Iterator[PlaceChange]:
    old = matching.found.get(new)
    if old is None:
        return
    numbers = (old.number, new.number)
    if not matching.at_home(old, new):
        note = _("moved from %(before)s to %(after)s") % {
            "before": _where(old, after),
            "after": _where(new, after),
        }
        if numbers[0] != numbers[1]:
            note = f"{note}; {_renumbered(numbers)}"
        yield PlaceChange("moved", new.name, note, old.page, new.page, _goal_ref(new))
    elif new in matching.elsewhere:
        yield PlaceChange("moved", new.name, _moved(numbers), old.page, new.page, _goal_ref(new))
    elif numbers[0] != numbers[1]:
        yield PlaceChange("renumbered", new.name, _renumbered(numbers), old.page, new.page, _goal_ref(new))
    if isinstance(new.row, Attachment) and new.ref != old.ref:
        yield PlaceChange(
            "replaced", new.name, _("the file is another one"), old.page, new.page, _goal_ref(new)
        )


def _come(matching: _Matching, before: PlanDocument, after: PlanDocument) -> Iterator[PlaceChange]:
    for new in matching.news:
        if new in matching.found or (new.owner and new.owner not in matching.found):
            continue
        if _key(new.page) not in matching.pages or _of_its_year(new, before, after):
            continue
        if _may_be_elsewhere(new, matching.counterpart(new.page), before, after):
            if not _told_by_theme(new):
                yield PlaceChange("absent", new.name, not_here(before), after=new.page, goal=_goal_ref(new))
        else:
            note = _("new in %(where)s") % {"where": _where(new, after)}
            yield PlaceChange("added", new.name, note, after=new.page, goal=_goal_ref(new))


def _gone(matching: _Matching, before: PlanDocument, after: PlanDocument) -> Iterator[PlaceChange]:
    pages = set(matching.pages.values())
    for old in matching.free:
        if (old.owner in matching.free) or _key(old.page) not in pages or _of_its_year(old, before, after):
            continue
        if _may_be_elsewhere(old, matching.counterpart(old.page), after, before):
            if not _told_by_theme(old):
                yield PlaceChange("absent", old.name, not_here(after), before=old.page, goal=_goal_ref(old))
        else:
            note = _("no longer in %(where)s") % {"where": _where(old, after)}
            yield PlaceChange("removed", old.name, note, before=old.page, goal=_goal_ref(old))


def _goal_ref(item: Item) -> GoalRef | None:
    return item.ref if isinstance(item.ref, GoalRef) else None


def _of_its_year(item: Item, before: PlanDocument, after: PlanDocument) -> bool:
    """Each year's plan is decided by itself: decisions are reported with the changes to the whole plan."""
    return isinstance(item.row, Decision) and before.ref != after.ref


def _may_be_elsewhere(
    item: Item, counterpart: Part | None, document: PlanDocument, other: PlanDocument
) -> bool:
    """Whether `document` may have the part, though not in the portal. Sections and annexes may always; goals,
    strategies and initiatives where the theme on the other side, of its `counterpart`, has nothing of the
    kind."""
    if not may_be_elsewhere(document, other):
        return False
    if item.page is None or item.page.theme is None or counterpart is None or counterpart.theme is None:
        return isinstance(item.row, Section | Attachment)
    kind = "goals" if isinstance(item.row, Goal) else "strategies"
    if isinstance(item.row, Initiative) and item.owner is None:
        kind = "initiatives"
    return kind in comparable_theme(item.page.theme, counterpart.theme)[1]


def _told_by_theme(item: Item) -> bool:
    """Where a theme has none of the kind, the theme says so once."""
    return item.page is not None and item.page.theme is not None


def not_here(document: PlanDocument) -> str:
    return _("Not in the part of %(title)s that is in the portal.") % {"title": document.display_title}


def _where(item: Item, after: PlanDocument) -> str:
    if item.owner:
        return item.owner.name
    if item.page:
        return _("“%(title)s”") % {"title": item.page.entry.name}
    return _("the follow-up") if after.follow_up else _("the plan")


def _moved(numbers: tuple[str, str]) -> str:
    note = _("moved to another place in the order")
    return f"{note}; {_renumbered(numbers)}" if numbers[0] != numbers[1] else note


def _renumbered(numbers: tuple[str, str]) -> str:
    before, after = (number or _("no number") for number in numbers)
    return _("now %(after)s, before %(before)s") % {"after": after, "before": before}
