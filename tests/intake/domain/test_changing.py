"""Whatever a person does with whatever piece, no word is lost and the plan can be made."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.codec import from_json, to_json
from documents.tree import Municipality, PlanDocument
from intake import made
from intake.domain import changing, taking
from intake.domain.changing import CannotChangeError
from intake.domain.placing_page import page_of
from intake.formats.reading import read
from intake.outline import Outline
from intake.recognise.reading import recognise
from intake.recognised import Recognised, Role

PLANS = Path(__file__).parents[1] / "plans"
NAMES = ("odder-2020.md", "rebild-2022.md", "hoeje-taastrup-2019.md", "holstebro-2019.md")
TOWN = Municipality("Prøve Kommune", "Prøve", "proeve", "999")
DOING = ("role", "alike", "out", "in", "merge", "split")


@cache
def placed(name: str) -> tuple[Outline, Recognised]:
    outline = read((PLANS / name).read_bytes(), name)
    return outline, recognise(outline)


def words(recognised: Recognised) -> str:
    """All that the pieces say. What a decision leaves for its section is said in its text too."""
    text = " ".join(
        piece.text if piece.role == "decision" else f"{piece.text} {piece.body}"
        for piece in recognised.pieces
    )
    return "".join(sorted("".join(text.split())))


def bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def holds_all(document: PlanDocument, recognised: Recognised) -> list[str]:
    """The texts of pieces that are neither left out nor in the tree."""
    tree = bare(to_json(document).replace("\\n", " ").replace('\\"', '"'))
    return [
        piece.text
        for piece in recognised.pieces
        if piece.role not in ("left_out", "decision", "title", "assessment")
        and piece.form not in ("table", "footnote")
        and bare(piece.text) not in tree
    ]


@given(data=st.data(), name=st.sampled_from(NAMES))
def test_any_changes_keep_every_word_and_give_a_plan(data: st.DataObject, name: str) -> None:
    outline, recognised = placed(name)
    before = words(recognised)
    for _step in range(data.draw(st.integers(1, 6))):
        piece = data.draw(st.sampled_from(recognised.pieces))
        doing, role = data.draw(st.sampled_from(DOING)), data.draw(st.sampled_from(get_args(Role)))
        places = changing.places_to_split(piece)
        try:
            match doing:
                case "role":
                    recognised = taking.as_role(recognised, [piece.id], role)
                case "alike":
                    recognised = taking.as_role(recognised, recognised.alike(piece.id, outline), role)
                case "out":
                    recognised = changing.outwards(recognised, piece.id)
                case "in":
                    recognised = changing.inwards(recognised, piece.id)
                case "merge":
                    recognised = changing.merged(recognised, piece.id)
                case "split" if places:
                    at = data.draw(st.sampled_from(places))[0]
                    recognised = changing.split(recognised, piece.id, at)
        except CannotChangeError:
            continue
    assert words(recognised) == before
    numbers = [piece.id for piece in recognised.pieces]
    assert len(set(numbers)) == len(numbers)
    assert {piece.parent for piece in recognised.pieces} <= {0, *numbers}
    document = made.document_of(recognised, TOWN)
    assert from_json(to_json(document)) == document
    page = page_of(recognised, outline)
    assert page.tally.unplaced == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_document_has_a_line(name: str) -> None:
    outline, recognised = placed(name)
    page = page_of(recognised, outline)
    assert page.unplaced == ()
    assert page.tally.total == sum(len(block.text.split()) for block in outline.blocks)


def test_a_theme_that_is_none_gives_its_parts_to_the_one_before() -> None:
    _outline, recognised = placed("rebild-2022.md")
    first, second = [piece for piece in recognised.pieces if piece.role == "theme"][:2]
    inside = [piece.id for piece in recognised.pieces if piece.parent == second.id and piece.role == "goal"]
    recognised = taking.as_role(recognised, [second.id], "text")
    assert {recognised.piece(one).parent for one in inside} == {first.id}
    back = taking.as_role(recognised, [second.id], "theme")
    assert {back.piece(one).parent for one in inside} == {second.id}


def test_what_cannot_be_done_is_refused() -> None:
    _outline, recognised = placed("odder-2020.md")
    first = recognised.pieces[0]
    for doing in (changing.outwards, changing.inwards, changing.merged):
        with pytest.raises(CannotChangeError):
            doing(recognised, first.id)
    with pytest.raises(CannotChangeError):
        changing.split(replace(recognised), first.id, 10_000)


def test_a_paragraph_that_is_made_a_decision_is_read_as_one() -> None:
    text = "Byrådet godkendte planen den 16. december 2019."
    outline = read(f"# Plan 2020\n\n## Til sidst\n\n{text}\n".encode(), "plan.md")
    recognised = recognise(outline)
    piece = next(one for one in recognised.pieces if one.text == text)
    recognised = taking.as_role(recognised, [piece.id], "text")
    recognised = taking.as_role(recognised, [piece.id], "decision")
    document = made.document_of(recognised, TOWN)
    assert [one.body for one in document.decisions] == ["Byrådet"]
    back = made.document_of(taking.as_role(recognised, [piece.id], "text"), TOWN)
    assert back.decisions == ()
    assert to_json(back).count("godkendte planen") == 1
