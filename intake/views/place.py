"""The placing page, and each thing that is done on it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, get_args

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from intake.access import placing_for
from intake.domain import changing, taking, work
from intake.domain.changing import CannotChangeError
from intake.domain.drafting import draft_there
from intake.domain.placing_page import may_go, page_of
from intake.enums import PlacingState
from intake.forms import FrameForm
from intake.models import Placing
from intake.recognised import Piece, Recognised, Role
from intake.roles import ROLES, labels_of
from plans.admin_pages import page, signed_in_user
from plans.domain.access import Permission, Person, municipalities_of
from plans.models import Municipality
from plans.number_input import whole_number

Said = tuple[str, Callable[[Recognised], Recognised], int]
"""What is done in words, the change, and the piece that has the focus afterwards."""


@require_safe
def place_page(request: HttpRequest, pk: int) -> HttpResponse:
    placing = placing_for(request, pk)
    shared = {"title": placing.file_name, "placing": placing, "subtitle": placing.municipality.name}
    if placing.state == PlacingState.READING:
        waited = (timezone.now() - placing.begun_at).seconds
        return page(request, "intake/reading.html", {**shared, "waited": waited})
    if placing.state == PlacingState.REFUSED:
        return page(request, "intake/refused.html", shared)
    if not placing.is_open:
        return redirect("intake-proof", placing.pk)
    recognised, outline = placing.read_recognised(), placing.read_outline()
    other = other_municipality(placing, recognised)
    chosen = _chosen(request, recognised)
    context = {
        **shared,
        "subtitle": "",
        "recognised": recognised,
        "found": page_of(recognised, outline, chosen["chosen"]),
        "warnings": outline.warnings,
        "frame": FrameForm(initial=_frame_of(recognised)),
        "other": other,
        "own_other": municipality_named(request.user, other),
        "undoable": placing.changes.filter(undone_at=None).last(),
        "draft": draft_there(placing, recognised.year),
        "keys": {key: role for role, (_label, key) in ROLES.items()},
        **chosen,
    }
    return page(request, "intake/place.html", context)


def _frame_of(recognised: Recognised) -> dict[str, Any]:
    return {
        "year": recognised.year or None,
        "last_year": recognised.last_year or None,
        "theme_word": recognised.theme_word.capitalize(),
    }


def _chosen(request: HttpRequest, recognised: Recognised) -> dict[str, Any]:
    """The piece that the person is at, with all that can be done to it."""
    wanted = whole_number(request.GET.get("p", ""))
    piece = next((one for one in recognised.pieces if one.id == wanted), None)
    if piece is None:
        return {"chosen": 0}
    out, down = may_go(recognised, piece)
    return {
        "chosen": piece.id,
        "may_go_out": out,
        "may_go_in": down,
        "split_places": changing.places_to_split(piece),
    }


def other_municipality(placing: Placing, recognised: Recognised) -> str:
    """The one that the document names, where that is another than whose it is to be and nobody has said that it
    is right."""
    named = recognised.municipality.removesuffix("Kommune").strip()
    own = {placing.municipality.short_name.casefold(), placing.municipality.name.casefold()}
    if not named or named.casefold() in own or placing.confirmed_municipality:
        return ""
    return named


@require_POST
def change_page(request: HttpRequest, pk: int) -> HttpResponse:
    placing = placing_for(request, pk)
    person = signed_in_user(request)
    name, _colon, rest = request.POST.get("do", "").partition(":")
    if not placing.is_open or name not in {*DOING, *OTHERS}:
        raise Http404
    seen = request.POST.get("seen", "")
    try:
        if name == "undo":
            focus = whole_number(request.POST.get("p", "")) or 0
            if undone := work.undo(placing, person, seen):
                messages.info(request, _("Undone: %(change)s") % {"change": undone.said})
        elif name in ("town", "move"):
            focus = 0
            _belongs(request, placing, name, seen)
        else:
            said, doing, focus = DOING[name](request, placing, rest)
            work.change(placing, said, doing, person, seen)
    except CannotChangeError as error:
        messages.warning(request, str(error))
        focus = whole_number(rest.partition(":")[0]) or 0
    return _back(placing, focus)


def _back(placing: Placing, focus: int) -> HttpResponseRedirect:
    address = reverse("intake-place", args=[placing.pk])
    return redirect(f"{address}?p={focus}#p{focus}" if focus else address)


def _piece(placing: Placing, rest: str) -> tuple[Piece, str]:
    number, _colon, more = rest.partition(":")
    wanted = whole_number(number)
    recognised = placing.read_recognised()
    piece = next((one for one in recognised.pieces if one.id == wanted), None)
    if piece is None:
        raise Http404
    return piece, more


def _role(_request: HttpRequest, placing: Placing, rest: str, alike: bool = False) -> Said:
    piece, role = _piece(placing, rest)
    if role not in get_args(Role):
        raise Http404
    recognised = placing.read_recognised()
    ids = recognised.alike(piece.id, placing.read_outline()) if alike else (piece.id,)
    label = labels_of(recognised)[role]  # type: ignore[index]
    text = ngettext("“%(text)s” → %(role)s", "%(number)d like “%(text)s” → %(role)s", len(ids))
    said = text % {"text": piece.text[:60], "role": label, "number": len(ids)}
    return said, partial(taking.as_role, ids=ids, role=role), piece.id  # type: ignore[arg-type]


def _alike(request: HttpRequest, placing: Placing, rest: str) -> Said:
    return _role(request, placing, rest, alike=True)


def _out(_request: HttpRequest, placing: Placing, rest: str) -> Said:
    piece, _more = _piece(placing, rest)
    said = _("“%(text)s”: one level up") % {"text": piece.text[:60]}
    return said, partial(changing.outwards, wanted=piece.id), piece.id


def _in(_request: HttpRequest, placing: Placing, rest: str) -> Said:
    piece, _more = _piece(placing, rest)
    said = _("“%(text)s”: one level down") % {"text": piece.text[:60]}
    return said, partial(changing.inwards, wanted=piece.id), piece.id


def _merge(_request: HttpRequest, placing: Placing, rest: str) -> Said:
    piece, _more = _piece(placing, rest)
    pieces = placing.read_recognised().pieces
    before = [one.id for one in pieces[: pieces.index(piece)] if one.role != "left_out"]
    said = _("“%(text)s”: joined with the one before") % {"text": piece.text[:60]}
    return said, partial(changing.merged, wanted=piece.id), before[-1] if before else piece.id


def _split(request: HttpRequest, placing: Placing, rest: str) -> Said:
    piece, _more = _piece(placing, rest)
    at = whole_number(request.POST.get("at", "")) or 0
    said = _("“%(text)s”: split") % {"text": piece.text[:60]}
    place = placing.read_recognised().pieces.index(piece)
    return said, partial(changing.split, wanted=piece.id, at=at), place + 2


def _offer(_request: HttpRequest, placing: Placing, rest: str) -> Said:
    """One target, or all: "3:yes", "all:yes"."""
    which, _colon, answer = rest.partition(":")
    offers = placing.read_recognised().offers
    number = whole_number(which)
    places = range(len(offers)) if which == "all" else [number] if number is not None else []
    if any(place >= len(offers) for place in places):
        raise Http404
    said = _("targets taken") if answer == "yes" else _("targets not taken")
    focus = 0 if which == "all" or not places else offers[places[0]].piece
    return said, partial(changing.with_offers, places=places, accepted=answer == "yes"), focus


def _answer(_request: HttpRequest, _placing: Placing, rest: str) -> Said:
    place = whole_number(rest)
    if place is None:
        raise Http404
    return _("a question answered"), partial(changing.answered, place=place), 0


def _frame(request: HttpRequest, _placing: Placing, _rest: str) -> Said:
    form = FrameForm(request.POST)
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, " ".join(map(str, faults)))
        return "", lambda recognised: recognised, 0
    given = form.cleaned_data
    values = {
        "year": given["year"],
        "last_year": given["last_year"],
        "theme_word": given["theme_word"].lower(),
    }

    def framed(recognised: Recognised) -> Recognised:
        return replace(recognised, **values)

    return _("years and words"), framed, 0


def _belongs(request: HttpRequest, placing: Placing, name: str, seen: str) -> None:
    """To the municipality that it was brought in for, or, with "move", to the one that the document names, where the
    person writes its plans."""
    wanted = None
    if name == "move":
        wanted = municipality_named(request.user, other_municipality(placing, placing.read_recognised()))
        if wanted is None:
            raise Http404
    work.belongs(placing, wanted, signed_in_user(request), seen)


def municipality_named(person: Person, name: str) -> Municipality | None:
    found = municipalities_of(person, Permission.EDIT_PLAN).filter(short_name__iexact=name)
    return found.first() if name else None


DOING: dict[str, Callable[[HttpRequest, Placing, str], Said]] = {
    "role": _role,
    "alike": _alike,
    "out": _out,
    "in": _in,
    "merge": _merge,
    "split": _split,
    "offer": _offer,
    "answer": _answer,
    "frame": _frame,
}
OTHERS = ("undo", "town", "move")
"""What changes no piece, or takes a change back."""
