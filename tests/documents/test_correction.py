"""A correction of language changes words and nothing else; a field that nobody thought of is refused."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, make_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import pairs, tree
from documents.alikeness import likeness, out_of_order
from documents.correction import LINES, MARKDOWN, violations
from documents.correction_names import FIELDS
from documents.shared import with_shared_of
from tests.documents.charts.figures import COUNTRY, target
from tests.documents.trees import documents
from tests.publishing.edition_factory import document_of, report_of

PLAN = document_of()
FIRST, SECOND = PLAN.themes
WORDING = {kind: LINES.get(kind, frozenset()) | MARKDOWN.get(kind, frozenset()) for kind in LINES}
ANOTHER: Any = object()


def told(after: tree.PlanDocument, before: tree.PlanDocument = PLAN) -> list[str]:
    return [str(each) for each in violations(before, after)]


def with_theme(**changes: Any) -> tree.PlanDocument:
    return replace(PLAN, themes=(replace(FIRST, **changes), SECOND))


def with_goal(**changes: Any) -> tree.PlanDocument:
    first, *rest = FIRST.goals
    return with_theme(goals=(replace(first, **changes), *rest))


def others(part: Any) -> Iterator[tuple[type, str, Any]]:
    """The part once for every field at whatever depth, with another value in that field alone."""
    for field in fields(part):
        value = getattr(part, field.name)
        # A correction names the goal that an assessment is of, so the other one is a goal as well.
        another = replace(value, number=value.number + 100) if isinstance(value, tree.GoalRef) else ANOTHER
        yield type(part), field.name, replace(part, **{field.name: another})
        rows = value if isinstance(value, tuple) else (value,)
        for place, each in enumerate(rows):
            if is_dataclass(each) and not isinstance(each, type):
                for kind, name, other in others(each):
                    changed = (*rows[:place], other, *rows[place + 1 :])
                    whole = changed if isinstance(value, tuple) else other
                    yield kind, name, replace(part, **{field.name: whole})


@given(documents(), st.data())
def test_every_field_that_holds_no_wording_is_refused(
    document: tree.PlanDocument, data: st.DataObject
) -> None:
    found = [other for kind, name, other in others(document) if name not in WORDING.get(kind, frozenset())]
    assert violations(document, data.draw(st.sampled_from(found)))


@given(documents())
def test_plan_that_was_not_changed_may_be_published_as_it_is(document: tree.PlanDocument) -> None:
    assert violations(document, document) == ()
    assert with_shared_of(document, document) == document


def test_field_that_is_added_to_the_tree_is_refused_until_somebody_allows_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grown: Any = make_dataclass(
        "Section", [("mood", str, "calm")], bases=(tree.Section,), frozen=True, slots=True
    )
    monkeypatch.setitem(pairs.NAMED_BY, grown, "slug")
    before = replace(PLAN, sections=(grown("Forord", "forord"),))
    after = replace(PLAN, sections=(grown("Forord", "forord", mood="wild"),))
    assert [each.what for each in violations(before, after)] == ["mood er ændret"]


def test_what_may_differ_is_named_field_by_field_and_every_field_has_a_name() -> None:
    for kind, names in WORDING.items():
        assert names <= set(get_type_hints(kind))
    kinds = [tree.PlanDocument, *WORDING]
    rows = {"sections", "children", "themes", "goals", "strategies", "initiatives", "attachments"}
    rows |= {"dropped_goals", "dropped_themes", "assessments"}
    assert {field.name for kind in kinds for field in fields(kind)} - rows == set(FIELDS)


@pytest.mark.parametrize(
    "after",
    [
        replace(PLAN, title="Beskæftigelsesplanen 2019", summary="Sådan får flere et job."),
        with_theme(title="Temaet nummer 1", ambition=FIRST.ambition.replace("noget", "_meget mere_")),
        with_theme(actions="Vi gør **noget**."),
        with_goal(text="Mål 1 af tema 1 skal vi nå."),
        with_theme(strategies=(replace(FIRST.strategies[0], title="En strategie", body="Sådan!"),)),
        with_theme(initiatives=(replace(FIRST.initiatives[0], title="Et initativ"),)),
        replace(PLAN, sections=(replace(PLAN.sections[0], title="Indledningen"), PLAN.sections[1])),
    ],
)
def test_words_may_differ(after: tree.PlanDocument) -> None:
    assert told(after) == []


def test_alternative_text_of_a_picture_may_differ_but_not_the_picture() -> None:
    before = with_theme(actions="Se her. ![Et hus](/media/hus.png)")
    assert told(with_theme(actions="Se her. ![Et gult hus](/media/hus.png)"), before) == []
    assert told(with_theme(actions="Se her. ![Et hus](/media/bil.png)"), before) == [
        "Tema 1 Tema nummer 1: Teksten under »Det gør vi« har andre links eller billeder"
    ]


TASK = "Tema 1 Tema nummer 1: Teksten under »Det gør vi«"


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        ("Vi når 12 borgere.", "Vi når 21 borgere.", f"{TASK} har andre tal"),
        ("Først 1 og så 2.", "Først 2 og så 1.", f"{TASK} har andre tal"),
        ("[Job](https://a.dk/)", "[Job](https://b.dk/)", f"{TASK} har andre links eller billeder"),
        ("Noget.", "", f"{TASK} er slettet"),
        ("", "Noget.", f"{TASK} er tilføjet"),
        ("- Et\n- To", "- Et\n- To\n- Tre", f"{TASK} har andre afsnit, overskrifter, punkter eller celler"),
        ("Et.\n\nTo.", "Et. To.", f"{TASK} har andre afsnit, overskrifter, punkter eller celler"),
        ("# Et\n\nTo.", "Et\n\nTo.", f"{TASK} har andre afsnit, overskrifter, punkter eller celler"),
    ],
)
def test_text_may_change_no_numbers_addresses_or_blocks(before: str, after: str, refused: str) -> None:
    assert told(with_theme(actions=after), with_theme(actions=before)) == [refused]


def test_what_is_read_is_compared_and_not_how_it_was_typed() -> None:
    before = with_theme(actions="Vi *gør* noget.\n\n* Et\n* To")
    assert told(with_theme(actions="Vi _gør_ noget.\n\n\n- Et\n- To"), before) == []


def test_theme_that_was_moved_down_is_refused_with_every_number_that_changed() -> None:
    swapped = (replace(SECOND, number=1), replace(FIRST, number=2))
    assert told(replace(PLAN, themes=swapped)) == [
        "Tema 2 Tema nummer 2: er flyttet",
        "Tema 2 Tema nummer 2: Nummeret er ændret",
        "Tema 1 Tema nummer 1: Nummeret er ændret",
    ]


def test_goal_that_changed_places_with_another_is_refused() -> None:
    first, second = FIRST.goals
    swapped = (replace(first, text=second.text), replace(second, text=first.text))
    assert "Tema 1 Tema nummer 1 › Mål 1.2: er flyttet" in told(with_theme(goals=swapped))


def test_another_goal_in_the_place_of_one_is_no_correction() -> None:
    first, second = FIRST.goals
    after = with_theme(goals=(replace(first, text="Flere virksomheder hjælper"), second))
    assert told(after) == [
        "Tema 1 Tema nummer 1 › Mål 1.1: er slettet",
        "Tema 1 Tema nummer 1 › Mål 1.1: er tilføjet",
    ]


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        (with_theme(goals=FIRST.goals[:1]), ["Tema 1 Tema nummer 1 › Mål 1.2: er slettet"]),
        (with_goal(targets=(target(comparator=COUNTRY),)), ["Målene i tal er ændret"]),
        (replace(PLAN, year=2018), ["Det første år er ændret"]),
        (
            replace(PLAN, decisions=(tree.Decision("Byrådet", date(2018, 12, 1)),)),
            ["Beslutningerne er ændret"],
        ),
        (replace(PLAN, figures_until=date(2018, 6, 30)), ["Datoen for tallene er ændret"]),
        (replace(PLAN, goal_label="Pejlemærke"), ["Ordet for et mål er ændret"]),
        (
            with_theme(initiatives=(replace(FIRST.initiatives[0], responsible_unit="Jobhuset"),)),
            ["Den ansvarlige enhed er ændret"],
        ),
        (replace(PLAN, status_template="Status"), ["Overskriften »Hvor er vi i dag« er ændret"]),
        (
            with_theme(answers=(tree.NationalGoalRef(2019, 1),)),
            ["Valget af ministermål er ændret"],
        ),
        (with_theme(status="Mange er uden job."), ["Teksten om status er tilføjet"]),
        (with_goal(responsible_unit="Jobhuset"), ["Den ansvarlige enhed er ændret"]),
        (with_goal(partners="UU"), ["Samarbejdspartnerne er ændret"]),
        (with_goal(target_groups=(tree.TargetGroup("unge", "Unge"),)), ["Målgrupperne er ændret"]),
        (
            with_theme(initiatives=(replace(FIRST.initiatives[0], starts=date(2019, 1, 1)),)),
            ["Den første dag er ændret"],
        ),
        (replace(PLAN, sections=PLAN.sections[1:]), ["Afsnit »Indledning«: er slettet"]),
    ],
)
def test_everything_else_is_refused_and_named(after: tree.PlanDocument, refused: list[str]) -> None:
    found = told(after)
    assert len(found) == len(refused)
    assert all(said.endswith(wanted) for said, wanted in zip(found, refused, strict=True))


def test_attachment_may_get_another_title_and_not_another_file() -> None:
    file = tree.Attachment("Bilag", "bilag/a.pdf", 10, "a" * 64)
    before = replace(PLAN, attachments=(file,))
    assert told(replace(PLAN, attachments=(replace(file, title="Bilaget"),)), before) == []
    assert told(replace(PLAN, attachments=(replace(file, sha256="b" * 64),)), before) == [
        "Bilag »Bilag«: er slettet",
        "Bilag »Bilag«: er tilføjet",
    ]


def test_verdict_of_a_follow_up_stays_while_its_words_may_differ() -> None:
    before = report_of(PLAN)
    assert before.follow_up is not None
    first, *rest = before.follow_up.assessments
    worded, judged = replace(first, text="Det gik **fint**."), replace(first, verdict="not_met")
    for other, refused in ((worded, []), (judged, ["Vurdering af mål 1.1: Vurderingen er ændret"])):
        after = replace(before, follow_up=replace(before.follow_up, assessments=(other, *rest)))
        assert told(after, before) == refused


def test_what_is_shared_is_taken_from_the_edition() -> None:
    old = target((2017, 10.0), (2018, 9.5))
    new = replace(
        target((2017, 10.0), (2018, 9.4), (2019, 9.0)),
        indicator=old.indicator and replace(old.indicator, name="Nyt navn"),
    )
    edition = with_goal(targets=(old,))
    after = replace(
        with_goal(targets=(new,), text="Mål 1 af tema 1 skal vi nå."),
        municipality=replace(PLAN.municipality, email="ny@herning.dk"),
        national_goals=(tree.NationalGoal(2019, 1, "Flere i job"),),
    )
    assert told(after, edition) != []
    taken = with_shared_of(after, edition)
    assert told(taken, edition) == []
    assert (taken.municipality, taken.national_goals) == (edition.municipality, ())
    assert taken.themes[0].goals[0] == replace(edition.themes[0].goals[0], text="Mål 1 af tema 1 skal vi nå.")


def test_target_that_was_changed_stays_changed_when_the_rest_is_taken_from_the_edition() -> None:
    old = target((2018, 9.5))
    after = with_goal(targets=(replace(old, operator="at_most", value=Decimal(8)),))
    assert told(with_shared_of(after, with_goal(targets=(old,))), with_goal(targets=(old,))) != []


def test_words_that_were_misspelt_are_alike_and_other_words_are_not() -> None:
    assert likeness("Vejledning", "Vejldning") > 0.5
    assert likeness("Mentor til unge", "mentor  til unge") == 1
    assert likeness("Mål", "Tema") == 0


@pytest.mark.parametrize(
    ("places", "positions"),
    [([0, 1, 2], set()), ([1, 2, 0], {2}), ([2, 0, 1], {0}), ([1, 0], {1}), ([], set()), ([3, 4, 9], set())],
)
def test_fewest_are_said_to_be_moved(places: list[int], positions: set[int]) -> None:
    assert len(out_of_order(places)) == len(positions)
    assert [place for n, place in enumerate(places) if n not in out_of_order(places)] == sorted(
        place for n, place in enumerate(places) if n not in out_of_order(places)
    )
