"""What differs between two published plans, with addresses on."""

from dataclasses import replace

from documents.once import once
from documents.outline import Part
from documents.places import PlaceChange
from documents.plan_changes import Changes, LinkedChange, LinkedPlace, about, compare, moves
from documents.proposal import as_plan
from documents.tree import PlanDocument
from publishing.domain.addresses import Addresses
from publishing.domain.reference_resolution import ReferenceResolver
from publishing.models import Edition


def changes_between(before: Edition, after: Edition, *, permanent: bool = False) -> Changes:
    """`permanent`: with the addresses that these two editions keep, for what is printed."""
    return once(("changes", before.pk, after.pk, permanent), lambda: _changes(before, after, permanent))


def _changes(before: Edition, after: Edition, permanent: bool) -> Changes:
    old, new = readable(before), readable(after)
    if before.plan_ref != after.plan_ref:
        resolver = ReferenceResolver([before, after])
        old, new = resolver.of(before.plan_ref, old), resolver.of(after.plan_ref, new)
    return Changes(
        about(old, new),
        tuple(
            LinkedChange(
                change,
                _address(Addresses(before, permanent), change.before),
                _address(Addresses(after, permanent), change.after),
            )
            for change in compare(old, new)
        ),
        tuple(
            LinkedPlace(
                change, _address_of_place(change, Addresses(before, permanent), Addresses(after, permanent))
            )
            for change in moves(old, new)
        ),
    )


def readable(edition: Edition) -> PlanDocument:
    """Of a follow-up only what its page shows: the goals, theme by theme. Of a proposal the text that was
    proposed: what it is called as a proposal is no change of it."""
    document = as_plan(edition.document)
    if not edition.follow_up_id:
        return document
    return replace(document, sections=(), strategies=(), dropped_goals=(), dropped_themes=())


def _address_of_place(change: PlaceChange, before: Addresses, after: Addresses) -> str:
    there = after if change.after else before
    if change.goal and not there.edition.follow_up_id:
        return there.goal(change.goal.theme, change.goal.number)
    return _address(after, change.after) or _address(before, change.before)


def _address(there: Addresses, part: Part | None) -> str:
    if part is None:
        return ""
    return f"{there.front}#{part.entry.anchor}" if there.edition.follow_up_id else there.part(part)
