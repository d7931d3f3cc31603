from dataclasses import replace
from datetime import date

from documents import tree
from documents.comparison import Passage, Skipped
from documents.plan_changes import about, compare
from tests.documents.charts.figures import COUNTRY, REGION, SHARE, target
from tests.publishing.edition_factory import document_of

BEFORE, AFTER = document_of(year=2018), document_of(year=2019)


def kinds(before: tree.PlanDocument, after: tree.PlanDocument) -> list[tuple[str, str]]:
    """Of each part, with its title."""
    found = []
    for change in compare(before, after):
        part = change.after or change.before
        assert part is not None
        found.append((part.entry.title, change.kind))
    return found


def themes(*slugs: tuple[str, str | None]) -> tuple[tree.Theme, ...]:
    """By slug, each with the slug of the theme of 2018 that it continues."""
    return tuple(
        tree.Theme(number, f"Tema {slug}", slug, predecessor=tree.ThemeRef(2018, before) if before else None)
        for number, (slug, before) in enumerate(slugs, start=1)
    )


def test_plan_does_not_differ_from_itself() -> None:
    assert {kind for _title, kind in kinds(BEFORE, BEFORE)} == {"same"}
    assert [each.kind for each in about(BEFORE, BEFORE)] == ["skipped"]


def test_parts_stand_in_the_later_plans_order_and_the_gone_ones_last() -> None:
    gone = tree.Section("Gammelt", "gammelt")
    new = tree.Section("Nyt", "nyt")
    before = replace(BEFORE, sections=(gone, *BEFORE.sections), themes=())
    after = replace(AFTER, sections=(*AFTER.sections, new), themes=())
    assert kinds(before, after) == [
        ("Indledning", "same"),
        ("Rammer", "same"),
        ("Nyt", "added"),
        ("Gammelt", "removed"),
    ]


def told(before: tree.PlanDocument, after: tree.PlanDocument) -> list[tuple[str, str]]:
    return [
        (part.entry.title, change.note)
        for change in compare(before, after)
        if change.note and (part := change.after or change.before)
    ]


def test_merged_split_and_dropped_themes_are_told_with_their_reasons() -> None:
    before = replace(BEFORE, sections=(), themes=themes(("a", None), ("b", None), ("c", None), ("d", None)))
    merged, split, rest = themes(("ab", "a"), ("c1", "c"), ("c2", "c"))
    after = replace(
        AFTER,
        sections=(),
        themes=(
            replace(merged, also_continues=(tree.ThemeRef(2018, "b"),), change_reason="De ligner hinanden."),
            split,
            rest,
        ),
        dropped_themes=(tree.DroppedTheme(tree.ThemeRef(2018, "d"), "Tema d", "Puljen er brugt."),),
    )
    assert told(before, after) == [
        ("Tema ab", "Lagt sammen af: Tema a; Tema b. Begrundelse: De ligner hinanden."),
        ("Tema c2", "Skilt ud fra: Tema c."),
        ("Tema b", "Videreføres i: Tema ab."),
        ("Tema d", "Begrundelse: Puljen er brugt."),
    ]
    assert told(after, after) == []


def test_theme_is_held_against_the_one_that_it_continues() -> None:
    before = replace(BEFORE, sections=(), themes=themes(("unge", None), ("syge", None)))
    after = replace(
        AFTER, sections=(), themes=themes(("syge-borgere", "syge"), ("unge", None), ("nye", "findes-ikke"))
    )
    changes = compare(before, after)
    pairs = [
        (
            c.before.theme.slug if c.before and c.before.theme else "",
            c.after.theme.slug if c.after and c.after.theme else "",
        )
        for c in changes
    ]
    assert pairs == [("syge", "syge-borgere"), ("unge", "unge"), ("", "nye")]


def test_section_with_a_new_address_is_known_by_its_kind() -> None:
    before = replace(
        BEFORE, themes=(), sections=(tree.Section("Vision", "vision-2018", "vision", body="Vi vil."),)
    )
    after = replace(
        AFTER, themes=(), sections=(tree.Section("Vision", "vision-2019", "vision", body="Vi vil."),)
    )
    assert kinds(before, after) == [("Vision", "same")]


def test_plain_sections_are_not_held_against_each_other_for_being_plain() -> None:
    before = replace(BEFORE, themes=(), sections=(tree.Section("Et", "et", body="Et."),))
    after = replace(AFTER, themes=(), sections=(tree.Section("To", "to", body="To."),))
    assert kinds(before, after) == [("To", "added"), ("Et", "removed")]


def changed(before: tree.Theme, after: tree.Theme) -> list[tuple[str, str]]:
    """Role and text, with what is new and gone, of all that differs between two themes."""
    [change] = compare(
        replace(BEFORE, sections=(), themes=(before,)), replace(AFTER, sections=(), themes=(after,))
    )
    shown = [each for each in change.passages if isinstance(each, Passage) and each.kind != "same"]
    return [(each.role, "|".join(run.text for run in each.runs if run.kind != "same")) for each in shown]


OLD = tree.Theme(
    1,
    "Unge",
    "unge",
    ambition="Vi vil **hjælpe** alle unge i job.",
    goals=(
        tree.Goal(
            1,
            "Færre unge på forsørgelse end i dag",
            targets=(target(comparator=COUNTRY),),
            partners="UU",
            challenge="Det er svært i år.",
        ),
    ),
    actions="Vi taler med alle unge hver uge.",
    strategies=(
        tree.Strategy("Vejledning i uge 7", "En mentor til hver af de unge.", status="Få har mentor nu."),
    ),
    status="Mange unge står uden job.",
    challenge="Der er for få job til unge.",
    answers=(tree.NationalGoalRef(2018, 1),),
    answer_text="Temaet svarer samlet i år.",
    initiatives=(tree.Initiative("Mentor til alle unge", "Alle unge får en mentor.", "Jobcentret"),),
)
NEW = tree.Theme(
    1,
    "Unge",
    "unge",
    ambition="Vi vil hjælpe **mange** unge i job.",
    goals=(
        tree.Goal(
            1,
            "Færre unge på forsørgelse end i går",
            targets=(target(comparator=REGION),),
            partners="STU",
            challenge="Det er let i år.",
        ),
    ),
    actions="Vi taler med alle unge hver dag.",
    strategies=(
        tree.Strategy("Vejledning i uge 8", "To mentorer til hver af de unge.", status="Alle har mentor nu."),
    ),
    status="Nogle unge står uden job.",
    challenge="Der er for få job til piger.",
    answers=(tree.NationalGoalRef(2019, 1), tree.NationalGoalRef(2019, 3)),
    answer_text="Temaet svarer delvist i år.",
    initiatives=(tree.Initiative("Mentor til nogle unge", "Alle unge får en ven.", "Jobcentret"),),
)
"""The same theme, in which something is another in every field."""


def test_everything_in_a_theme_is_compared() -> None:
    assert changed(OLD, NEW) == [
        ("text", "Mange|Nogle"),
        ("text", "unge|piger"),
        ("text", "alle|mange"),
        ("text", " og 3"),
        ("text", "samlet|delvist"),
        ("goal", "dag|går"),
        ("text", "UU|STU"),
        ("text", "svært|let"),
        ("measure", "hele landet|Region Midtjylland"),
        ("text", "uge|dag"),
        ("heading", "7|8"),
        ("text", "En mentor|To mentorer"),
        ("text", "Få|Alle"),
        ("heading", "alle|nogle"),
        ("text", "mentor|ven"),
    ]


def test_headings_that_name_the_year_are_no_change() -> None:
    assert [
        kind
        for _title, kind in kinds(
            replace(BEFORE, themes=(tree.Theme(1, "Unge", "unge", ambition="Vi vil."),)),
            replace(AFTER, themes=(tree.Theme(1, "Unge", "unge", ambition="Vi vil."),)),
        )
    ] == ["same"] * 3


def test_sections_are_compared_with_their_parts_and_what_they_generate() -> None:
    def document(year: int, body: str, strategy: str, file: str) -> tree.PlanDocument:
        child = tree.Section("Underafsnit", "under", body=body)
        return replace(
            document_of(year=year, themes=0),
            sections=(
                tree.Section(
                    "Strategier",
                    "strategier",
                    "strategies",
                    attachments=(tree.Attachment(file, "a", 1, ""),),
                    children=(child,),
                ),
                tree.Section("Mål", "maal", "goals"),
            ),
            strategies=(tree.Strategy(strategy),),
            goals=(tree.Goal(1, f"{body} er målet"),),
        )

    first, second = compare(
        document(2018, "Gammelt afsnit", "Vej A", "Bilag A"), document(2019, "Nyt afsnit", "Vej B", "Bilag B")
    )
    shown = [each for each in first.passages if isinstance(each, Passage) and each.kind == "changed"]
    assert ["".join(run.text for run in each.runs if run.kind == "added") for each in shown] == [
        "B",
        "B",
        "Nyt",
    ]
    assert second.kind == "changed"


def test_what_is_said_of_the_whole_plan_is_compared() -> None:
    decided = replace(AFTER, decisions=(tree.Decision("Byrådet", date(2018, 12, 11)),))
    national = replace(AFTER, national_goals=(tree.NationalGoal(2019, 1, "Flere i job"),))
    for changed_plan in (
        decided,
        national,
        replace(AFTER, notice="Kun uddrag."),
        replace(AFTER, summary="Andet."),
    ):
        assert [each.kind for each in about(AFTER, changed_plan)] != ["skipped"]


def test_reasons_that_a_new_edition_gives_are_changes_of_its_text() -> None:
    theme, other = themes(("ny", "gammel"), ("job", None))
    before = replace(AFTER, sections=(), themes=(theme, replace(other, goals=(tree.Goal(1, "Flere i job"),))))
    dropped = tree.DroppedTheme(tree.ThemeRef(2018, "syge"), "Syge", "Puljen er brugt.")
    gone = tree.DroppedGoal(tree.GoalRef(2018, "", 1), "Mål for hele planen", "Det er nået.")
    reasoned = tree.Goal(1, "Flere i job", change_reason="Tallet er nyt.")
    after = replace(
        before,
        themes=(replace(theme, change_reason="De lignede hinanden."), replace(other, goals=(reasoned,))),
        dropped_themes=(dropped,),
        dropped_goals=(gone,),
    )
    assert [added(change.passages) for change in compare(before, after)] == [
        ["Begrundelse: De lignede hinanden."],
        ["Begrundelse: Tallet er nyt."],
    ]
    assert added(about(before, after)) == [
        "Syge",
        "Begrundelse: Puljen er brugt.",
        "Mål, der ikke videreføres",
        "Mål for hele planen",
        "Begrundelse: Det er nået.",
    ]


def added(found: tuple[Passage | Skipped, ...]) -> list[str]:
    passages = [each for each in found if isinstance(each, Passage) and each.kind == "added"]
    return ["".join(run.text for run in passage.runs) for passage in passages]


def test_title_that_was_changed_is_marked() -> None:
    [change] = compare(
        replace(BEFORE, sections=(), themes=(tree.Theme(1, "Unge i job", "unge"),)),
        replace(AFTER, sections=(), themes=(tree.Theme(1, "Unge i uddannelse", "unge"),)),
    )
    assert [(run.kind, run.text) for run in change.title] == [
        ("same", "Unge i "),
        ("removed", "job"),
        ("added", "uddannelse"),
    ]
    assert (change.kind, change.passages) == ("changed", ())


def test_text_of_what_is_new_or_gone_is_not_repeated() -> None:
    changes = compare(replace(BEFORE, themes=()), replace(AFTER, sections=(tree.Section("Nyt", "nyt"),)))
    assert [(change.kind, change.passages) for change in changes] == [("added", ())] * 3 + [
        ("removed", ())
    ] * 2
    assert Skipped(1) not in changes


def test_what_was_replaced_is_told_of_the_part_that_it_is_in() -> None:
    new = replace(SHARE, name="Ny andel", slug="ny", replaces=(tree.IndicatorRef(SHARE.slug),))
    old_group = tree.TargetGroup("gammel", "Gammel")
    new_group = tree.TargetGroup("ny", "Ny", replaces=("gammel",))
    indicator = "Indikatoren »Andel af unge på offentlig forsørgelse« er afløst af »Ny andel«."
    group = "Målgruppen »Gammel« er afløst af »Ny«."

    def document(year: int, measure: tree.Indicator, chosen: tree.TargetGroup) -> tree.PlanDocument:
        goal = tree.Goal(1, "Flere unge i job.", targets=(target(indicator=measure),))
        initiative = tree.Initiative("Mentor", target_groups=(chosen,))
        theme = tree.Theme(1, "Unge", "unge", goals=(goal,), initiatives=(initiative,))
        section = tree.Section("Mål", "maal", "goals")
        return replace(document_of(year=year), sections=(section,), themes=(theme,), goals=(goal,))

    before, after = document(2018, SHARE, old_group), document(2019, new, new_group)
    assert sorted(told(before, after)) == [("Mål", indicator), ("Unge", f"{indicator} {group}")]
    assert told(before, document(2019, SHARE, old_group)) == []
