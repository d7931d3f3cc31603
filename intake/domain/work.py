"""The work as it is saved: each change at once, with who and when, and what it was before."""

import json
from collections.abc import Callable
from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.domain.changing import CannotChangeError
from intake.models import Placing, PlacingChange
from intake.recognised import Recognised, recognised_from_json, to_json
from plans.models import Municipality


@transaction.atomic
def change(
    placing: Placing, said: str, work: Callable[[Recognised], Recognised], by: User, seen: str = ""
) -> bool:
    """Whether it changed anything. Two people at it change one after the other; `seen` is the work's `version` on the
    page that the change is made from: on an older one, the numbers of pieces may be others'. Raises
    `CannotChangeError`."""
    locked = _locked(placing, seen)
    before = locked.read_recognised()
    after = work(before)
    if after == before:
        return False
    PlacingChange.objects.create(placing=locked, said=said[:200], before=_difference(before, after), by=by)
    _keep(locked, after, by)
    return True


@transaction.atomic
def belongs(placing: Placing, to: Municipality | None, by: User, seen: str = "") -> None:
    """Somebody says whose the document is: another municipality's, or, with None, this one's although it names
    another. Raises `CannotChangeError`."""
    locked = _locked(placing, seen)
    if to is None:
        locked.confirmed_municipality = True
    else:
        locked.municipality, locked.series = to, None
    locked.changed_by, locked.changed_at = by, timezone.now()
    locked.save(
        update_fields=["confirmed_municipality", "municipality", "series", "changed_by", "changed_at"]
    )


@transaction.atomic
def undo(placing: Placing, by: User, seen: str = "") -> PlacingChange | None:
    """The last change that has not been undone; None where there is none."""
    locked = _locked(placing, seen)
    last = locked.changes.filter(undone_at=None).last()
    if last is None:
        return None
    _keep(locked, _taken_back(locked.read_recognised(), last.before), by)
    last.undone_at = timezone.now()
    last.save(update_fields=["undone_at"])
    return last


def _locked(placing: Placing, seen: str) -> Placing:
    locked = Placing.objects.select_for_update().get(pk=placing.pk)
    if not locked.is_open:
        raise CannotChangeError(_("The document has been made into a draft meanwhile."))
    if seen and seen != locked.version:
        text = _(
            "Somebody has changed the document since you saw it. Nothing has been changed now: look again."
        )
        raise CannotChangeError(text)
    return locked


def _keep(placing: Placing, recognised: Recognised, by: User) -> None:
    placing.recognised = to_json(recognised)
    placing.changed_by, placing.changed_at = by, timezone.now()
    placing.save(update_fields=["recognised", "changed_by", "changed_at"])


def _difference(before: Recognised, after: Recognised) -> str:
    """Of pieces that are changed and nothing else, those alone as they were; else all as it was."""
    same_order = [piece.id for piece in before.pieces] == [piece.id for piece in after.pieces]
    if not same_order or replace(before, pieces=()) != replace(after, pieces=()):
        return to_json(before)
    changed = [piece for piece, now in zip(before.pieces, after.pieces, strict=True) if piece != now]
    return json.dumps({"changed": to_json(replace(before, pieces=tuple(changed)))})


def _taken_back(now: Recognised, text: str) -> Recognised:
    found = json.loads(text)
    if "changed" in found:
        return now.with_pieces(recognised_from_json(found["changed"]).pieces)
    return recognised_from_json(text)
