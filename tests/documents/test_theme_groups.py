"""A level above the themes in the tree: its order, what is below it, and what changed between two plans."""

from dataclasses import replace

import pytest

from documents import tree
from documents.correction import violations
from documents.outline import Entry, outline, parts
from documents.plan_changes import compare, moves
from tests.publishing.edition_factory import document_of, theme_of
from website.domain.data_tables import goals_table

BORGERE = tree.ThemeGroup("Borgere", "borgere", "A", "Om **borgere**.")
VIRKSOMHEDER = tree.ThemeGroup("Virksomheder", "virksomheder", "B")


def plan_of(*groups: str, year: int = 2019) -> tree.PlanDocument:
    """A theme for each, which belongs to it."""
    themes = tuple(replace(theme_of(n, year), group=group) for n, group in enumerate(groups, start=1))
    return replace(
        document_of(year=year, themes=0),
        theme_group_label="Pejlemærke",
        theme_groups=(BORGERE, VIRKSOMHEDER),
        themes=themes,
    )


PLAN = plan_of("borgere", "borgere", "virksomheder")


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ((), [("borgere", []), ("virksomheder", [])]),
        (("borgere", "virksomheder"), [("borgere", [1]), ("virksomheder", [2])]),
        (("virksomheder", "borgere"), [("borgere", [2]), ("virksomheder", [1])]),
        (
            ("", "borgere", "virksomheder", ""),
            [("", [1]), ("borgere", [2]), ("virksomheder", [3]), ("", [4])],
        ),
        (("borgere", "", "virksomheder"), [("borgere", [1]), ("", [2]), ("virksomheder", [3])]),
        (("ukendt", "", "borgere"), [("", [1, 2]), ("borgere", [3]), ("virksomheder", [])]),
    ],
)
def test_themes_stand_below_their_level_and_the_others_where_their_numbers_put_them(
    groups: tuple[str, ...], expected: list[tuple[str, list[int]]]
) -> None:
    runs = plan_of(*groups).theme_runs
    found = [(group.slug if group else "", [theme.number for theme in run]) for group, run in runs]
    assert found == expected


def names(entries: tuple[Entry, ...], depth: int = 2) -> list[object]:
    return [
        [entry.name, *names(entry.children, depth - 1)] if depth > 1 and entry.children else entry.name
        for entry in entries
    ]


def test_contents_list_has_the_themes_below_their_level_and_without_one_is_as_before() -> None:
    after_sections = outline(PLAN)[2:]
    assert names(after_sections) == [
        ["A Borgere", "1 Tema nummer 1", "2 Tema nummer 2"],
        ["B Virksomheder", "3 Tema nummer 3"],
    ]
    assert [part.entry.anchor for part in parts(PLAN)][2:] == [
        *("gruppe-borgere", "tema-tema-1", "tema-tema-2", "gruppe-virksomheder", "tema-tema-3")
    ]
    plain = replace(PLAN, theme_groups=())
    assert [entry.label for entry in outline(plain)[2:]] == ["1", "2", "3"]


def changed(before: tree.PlanDocument, after: tree.PlanDocument) -> list[tuple[str, str]]:
    found = ((change, change.after or change.before) for change in compare(before, after))
    return [(part.entry.name, change.kind) for change, part in found if part and change.kind != "same"]


def test_level_that_is_new_gone_renamed_or_rewritten_is_told() -> None:
    """Of another year it is the same where the municipality has linked it."""
    health = tree.ThemeGroup("Sundhed", "sundhed", "C")
    linked = replace(
        BORGERE, title="Byens borgere", slug="byens-borgere", predecessor=tree.ThemeGroupRef(2018, "borgere")
    )
    before = replace(plan_of(year=2018), theme_groups=(BORGERE, VIRKSOMHEDER))
    after = replace(plan_of(), theme_groups=(linked, health))
    told = changed(before, after)
    assert ("A Byens borgere", "changed") in told
    assert ("C Sundhed", "added") in told
    assert ("B Virksomheder", "removed") in told
    rewritten = replace(PLAN, theme_groups=(replace(BORGERE, body="Om byens borgere."), VIRKSOMHEDER))
    assert changed(PLAN, rewritten) == [("A Borgere", "changed")]
    assert changed(PLAN, PLAN) == []


def test_theme_that_moved_to_another_level_is_told_and_not_where_there_was_none() -> None:
    moved = plan_of("borgere", "virksomheder", "virksomheder")
    assert [(move.kind, move.name, move.note) for move in moves(PLAN, moved)] == [
        ("moved", "2 Tema nummer 2", "flyttet fra »Pejlemærke A Borgere« til »Pejlemærke B Virksomheder«")
    ]
    out = moves(PLAN, plan_of("borgere", "borgere", ""))
    assert [move.note for move in out if move.name == "3 Tema nummer 3"][-1].endswith("til planen")
    flat = replace(PLAN, theme_groups=(), themes=tuple(replace(one, group="") for one in PLAN.themes))
    assert not any("flyttet fra" in move.note for move in moves(flat, PLAN))


def test_correction_rewords_its_title_and_text_and_moves_no_theme() -> None:
    reworded = replace(BORGERE, title="Borgerne", body="Om **borgerne**.")
    assert violations(PLAN, replace(PLAN, theme_groups=(reworded, VIRKSOMHEDER))) == ()
    refused = violations(PLAN, plan_of("borgere", "virksomheder", "virksomheder"))
    assert [str(each) for each in refused] == ["Tema 2 Tema nummer 2: Niveauet over temaet er ændret"]
    assert violations(PLAN, replace(PLAN, theme_groups=(BORGERE,))) != ()


def test_goals_table_has_a_column_for_it_where_there_is_one() -> None:
    table = goals_table(PLAN, None)
    assert table.head[-1] == "Pejlemærke"
    assert {row[-1] for row in table.rows} == {"A Borgere", "B Virksomheder"}
    assert "Pejlemærke" not in goals_table(replace(PLAN, theme_groups=()), None).head
