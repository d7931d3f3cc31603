"""A comparison knows where parts stand, and what one of two plans only lacks in the portal."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given

from documents import tree
from documents.comparison import Passage
from documents.plan_changes import about, compare, moves
from tests.documents.trees import documents
from tests.publishing.edition_factory import document_of, report_of

PLAN = document_of(year=2019)
FIRST, SECOND = PLAN.themes


def told(after: tree.PlanDocument, before: tree.PlanDocument = PLAN) -> list[tuple[str, str, str]]:
    return [(change.kind, change.name, change.note) for change in moves(before, after)]


def kinds(after: tree.PlanDocument, before: tree.PlanDocument = PLAN) -> list[tuple[str, str]]:
    return [(change.kind, change.name) for change in moves(before, after)]


def with_first(**changes: Any) -> tree.PlanDocument:
    return replace(PLAN, themes=(replace(FIRST, **changes), SECOND))


@given(documents())
def test_nothing_of_a_plan_is_elsewhere_in_itself(document: tree.PlanDocument) -> None:
    assert moves(document, document) == ()


def test_theme_moved_down_is_told_with_every_number_that_changed() -> None:
    swapped = (replace(SECOND, number=1), replace(FIRST, number=2))
    assert told(replace(PLAN, themes=swapped)) == [
        ("moved", "1 Tema nummer 2", "flyttet til en anden plads i rækkefølgen; nu 1, før 2"),
        ("renumbered", "2 Tema nummer 1", "nu 2, før 1"),
        ("renumbered", "Mål 1.1", "nu 1.1, før 2.1"),
        ("renumbered", "Mål 1.2", "nu 1.2, før 2.2"),
        ("renumbered", "Mål 2.1", "nu 2.1, før 1.1"),
        ("renumbered", "Mål 2.2", "nu 2.2, før 1.2"),
    ]
    assert {change.kind for change in compare(PLAN, replace(PLAN, themes=swapped))} == {"same"}


def test_section_that_changed_places_and_label_is_told() -> None:
    first, second = PLAN.sections
    after = replace(PLAN, sections=(replace(second, label="Kapitel 2"), first))
    assert told(after) == [
        ("moved", "Kapitel 2 Rammer", "flyttet til en anden plads i rækkefølgen; nu Kapitel 2, før Kapitel 1")
    ]


def test_goal_that_was_moved_to_another_theme_is_not_one_gone_and_one_new() -> None:
    moved = replace(FIRST.goals[1], number=3)
    after = replace(
        PLAN,
        themes=(replace(FIRST, goals=FIRST.goals[:1]), replace(SECOND, goals=(*SECOND.goals, moved))),
    )
    assert told(after) == [
        ("moved", "Mål 2.3", "flyttet fra »1 Tema nummer 1« til »2 Tema nummer 2«; nu 2.3, før 1.2")
    ]


def test_goals_that_changed_places_within_a_theme_are_told() -> None:
    one, other = FIRST.goals
    goals = (replace(other, number=1), replace(one, number=2))
    assert kinds(with_first(goals=goals)) == [("moved", "Mål 1.1"), ("renumbered", "Mål 1.2")]


def test_reworded_parts_are_the_same_parts() -> None:
    goals = (replace(FIRST.goals[0], text="Mål 1 af tema 1 skal snart nås."), FIRST.goals[1])
    after = with_first(goals=goals, initiatives=(replace(FIRST.initiatives[0], title="Et nyt initiativ"),))
    assert kinds(after) == []


def test_added_and_removed_parts_of_every_kind_are_told() -> None:
    file = tree.Attachment("Budget", "bilag/a.pdf", 1, "a" * 64)
    decision = tree.Decision("Byrådet", date(2018, 12, 11))
    more = replace(
        with_first(
            goals=(*FIRST.goals, tree.Goal(3, "Flere virksomheder")),
            strategies=(*FIRST.strategies, tree.Strategy("Uddannelse")),
            initiatives=(*FIRST.initiatives, tree.Initiative("Mentor")),
        ),
        decisions=(decision,),
        attachments=(file,),
        sections=(PLAN.sections[0], replace(PLAN.sections[1], children=())),
    )
    names = ["Beslutning: Byrådet, 11. december 2018", "Bilag »Budget«", "Mål 1.3", "Strategi »Uddannelse«"]
    names.append("Initiativ »Mentor«")
    assert kinds(more) == [("added", name) for name in names] + [("removed", "Afsnit »Økonomi«")]
    assert Counter(kinds(PLAN, more)) == Counter(
        [("removed", name) for name in names] + [("added", "Afsnit »Økonomi«")]
    )


def test_strategy_that_is_part_of_another_and_initiative_that_left_it_are_told() -> None:
    [outer] = FIRST.strategies
    inner = tree.Initiative("Vejledning for alle")
    before = with_first(strategies=(replace(outer, initiatives=(inner,)),))
    after = with_first(initiatives=(*FIRST.initiatives, inner))
    assert told(after, before) == [
        (
            "moved",
            "Initiativ »Vejledning for alle«",
            "flyttet fra Strategi »En strategi« til »1 Tema nummer 1«",
        )
    ]


def test_annex_with_another_file_is_told() -> None:
    file = tree.Attachment("Budget", "bilag/a.pdf", 1, "a" * 64)
    before = replace(PLAN, attachments=(file,))
    assert told(replace(PLAN, attachments=(replace(file, sha256="b" * 64),)), before) == [
        ("replaced", "Bilag »Budget«", "filen er en anden")
    ]


def test_decisions_are_compared_with_outcome_votes_and_minority() -> None:
    def shown(**changes: Any) -> list[str]:
        decision = tree.Decision("Byrådet", date(2018, 12, 11))
        found = about(
            replace(PLAN, decisions=(decision,)), replace(PLAN, decisions=(replace(decision, **changes),))
        )
        passages = [each for each in found if isinstance(each, Passage)]
        return [run.text.strip(" ·") for each in passages for run in each.runs if run.kind == "added"]

    assert shown(outcome="sent_back") == ["sendt tilbage"]
    assert shown(votes="20 for, 3 imod") == ["20 for, 3 imod"]
    assert shown(kle_number="15.20.00") == ["KLE-nr. 15.20.00"]
    assert shown(minutes_url="https://herning.dk/referat") == ["Referat: https://herning.dk/referat"]
    assert shown(outcome="in_hearing", parties="Handicaprådet", hearing_deadline=date(2019, 1, 15)) == [
        "sendt i høring",
        "Høringsparter: Handicaprådet",
        "Høringsfrist: 15. januar 2019",
    ]
    assert shown(minority_statement="Mindretallet er imod.") == ["Mindretallet er imod."]


PARTIAL = replace(
    document_of(year=2020),
    notice="Kun målene er i portalen.",
    sections=(),
    summary="",
    themes=tuple(
        replace(
            theme,
            ambition="",
            actions="",
            strategies=(),
            initiatives=(),
            predecessor=tree.ThemeRef(2019, theme.slug),
        )
        for theme in document_of(year=2020).themes
    ),
)
NOT_2020 = "Findes ikke i den del af Beskæftigelsesplan 2020, der ligger i portalen."


def test_text_that_is_not_in_the_portal_is_not_told_as_dropped_or_new() -> None:
    for before, after in ((PLAN, PARTIAL), (PARTIAL, PLAN)):
        changes = compare(before, after)
        assert Counter(change.kind for change in changes) == {"same": 2, "absent": 2}
        assert {change.note for change in changes if change.kind == "absent"} == {NOT_2020}
        assert changes[-1 if before is PLAN else 0].note
        texts = [change.note for change in changes if change.kind == "same"]
        assert texts == [f"{'Det vil vi i 2019, Det gør vi i 2019, Strategier, Initiativer'}: {NOT_2020}"] * 2
        shown = [each for each in about(before, after) if isinstance(each, Passage)]
        assert "Sådan kommer flere i job." not in [run.text for each in shown for run in each.runs]
        places = told(after, before)
        assert {kind for kind, _name, _told in places} == {"absent"}
        assert ("absent", "Den korte beskrivelse", NOT_2020) in places


def test_theme_that_a_partial_plan_drops_with_a_reason_is_gone() -> None:
    gone = tree.DroppedTheme(tree.ThemeRef(2019, "tema-2"), "Tema nummer 2", "Puljen er brugt.")
    after = replace(PARTIAL, themes=PARTIAL.themes[:1], dropped_themes=(gone,))
    assert [
        (change.kind, change.note) for change in compare(PLAN, after) if change.before and change.before.theme
    ][-1] == ("removed", "Begrundelse: Puljen er brugt.")


def test_goal_that_a_theme_of_a_partial_plan_no_longer_has_is_gone() -> None:
    first, second = PARTIAL.themes
    after = replace(PARTIAL, themes=(replace(first, goals=first.goals[:1]), second))
    assert ("removed", "Mål 1.2") in kinds(after)


def test_what_is_gone_between_two_editions_of_one_partial_plan_is_gone() -> None:
    fuller = replace(PARTIAL, sections=PLAN.sections)
    assert [change.kind for change in compare(fuller, PARTIAL)] == ["same", "same", "removed", "removed"]


def test_verdicts_of_two_editions_of_a_report_are_compared() -> None:
    found = about(report_of(PLAN), report_of(PLAN, "not_met"))
    marked = [run for each in found if isinstance(each, Passage) for run in each.runs if run.kind == "added"]
    assert [run.text for run in marked] == ["Ikke opfyldt"] * 4


def test_what_a_theme_of_a_partial_plan_does_is_told_in_one_way_or_another() -> None:
    """It has a text of its own: the initiatives that it no longer has are gone, not elsewhere."""
    after = replace(
        PARTIAL, themes=tuple(replace(theme, actions="Vi gør noget.") for theme in PARTIAL.themes)
    )
    assert ("removed", "Initiativ »Et initiativ«") in kinds(after)
    assert {change.note for change in compare(PLAN, after) if change.kind == "changed"} == {
        f"Det vil vi i 2019: {NOT_2020}"
    }
