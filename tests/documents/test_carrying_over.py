"""A file says the words; what a draft knows beside them stays with each part that goes on."""

from dataclasses import replace
from datetime import date

from hypothesis import Phase, given, settings

from documents import tree
from documents.carrying_over import carried_over
from documents.codec import from_json, to_json
from tests.documents.trees import INDICATORS, MUNICIPALITY, YEAR, documents

OLD_GOAL = tree.GoalRef(YEAR - 1, "unge", 1)
GOAL = tree.Goal(
    1,
    "Flere unge skal i uddannelse eller job",
    targets=(tree.Target("at_least", INDICATORS[0], due=date(YEAR, 12, 31)),),
    predecessor=OLD_GOAL,
    responsible_unit="Ungeenheden",
)
INITIATIVE = tree.Initiative("Mentor", responsible_unit="Jobcentret", starts=date(YEAR, 1, 1))
DRAFT = tree.PlanDocument(
    municipality=MUNICIPALITY,
    title="Plan",
    year=YEAR,
    last_year=YEAR,
    sections=(tree.Section("Forord", "forord-fra-formanden"), tree.Section("Mål", "maal", "goal_overview")),
    themes=(
        tree.Theme(1, "Unge", "unge-og-job", goals=(GOAL,), initiatives=(INITIATIVE,)),
        tree.Theme(2, "Syge", "syge"),
    ),
)


def as_read(document: tree.PlanDocument) -> tree.PlanDocument:
    """As a file would say it: the words, and addresses of its own."""
    themes = tuple(
        replace(
            theme,
            slug=f"laest-{theme.number}",
            goals=tuple(tree.Goal(goal.number, goal.text) for goal in theme.goals),
            initiatives=tuple(tree.Initiative(one.title) for one in theme.initiatives),
        )
        for theme in document.themes
    )
    sections = tuple(
        tree.Section(one.title, f"laest-{one.slug}") for one in document.sections if one.kind == "text"
    )
    return replace(document, themes=themes, sections=sections)


def test_the_same_words_change_nothing() -> None:
    found = carried_over(DRAFT, as_read(DRAFT))
    assert found.document == DRAFT
    assert found.gone == ()


def test_a_level_above_the_themes_is_kept_with_the_themes_that_stay_in_it() -> None:
    group = tree.ThemeGroup("Alle bidrager", "alle-bidrager", "A")
    themes = tuple(replace(theme, group=group.slug) for theme in DRAFT.themes)
    draft = replace(DRAFT, theme_groups=(group,), themes=themes)
    read = as_read(replace(DRAFT, themes=DRAFT.themes[:1]))
    gone = carried_over(draft, read).gone
    assert [(one.name, one.title) for one in gone if one.kind == "group"] == [
        ("group:alle-bidrager", "Alle bidrager")
    ]
    kept = carried_over(draft, read, keep=[one.name for one in gone]).document
    assert kept.theme_groups == (group,)
    assert [(theme.title, theme.group) for theme in kept.themes] == [("Unge", ""), ("Syge", group.slug)]


def test_what_the_file_lacks_goes_unless_it_is_kept() -> None:
    read = as_read(replace(DRAFT, themes=(replace(DRAFT.themes[0], initiatives=()),)))
    found = carried_over(DRAFT, read)
    assert [(one.kind, one.title) for one in found.gone] == [("initiative", "Mentor"), ("theme", "Syge")]
    kept = carried_over(DRAFT, read, keep=[one.name for one in found.gone])
    assert kept.document == DRAFT
    assert [one.title for one in kept.kept] == ["Mentor", "Syge"]


def test_a_goal_that_goes_and_was_continued_is_told_of_with_the_reason() -> None:
    read = as_read(replace(DRAFT, themes=(replace(DRAFT.themes[0], goals=()), DRAFT.themes[1])))
    assert carried_over(DRAFT, read).gone[0].ends == (OLD_GOAL,)
    found = carried_over(DRAFT, read, reason="Målet er nået.")
    assert found.document.dropped_goals == (tree.DroppedGoal(OLD_GOAL, GOAL.text, "Målet er nået."),)


def test_a_goal_that_is_split_keeps_what_is_continued() -> None:
    """What one of the two continues, the draft still continues: no reason is asked."""
    theme = DRAFT.themes[0]
    both = (replace(GOAL, number=1), tree.Goal(2, "Flere unge skal i job"))
    read = as_read(replace(DRAFT, themes=(replace(theme, goals=both), DRAFT.themes[1])))
    found = carried_over(DRAFT, read)
    assert found.gone == ()
    assert found.document.themes[0].goals[0] == GOAL


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])  # a whole plan takes minutes to shrink
@given(document=documents())
def test_any_draft_carried_over_to_its_own_text_is_itself(document: tree.PlanDocument) -> None:
    document = from_json(to_json(replace(document, follow_up=None)))
    found = carried_over(document, document)
    assert found.document == document
    assert found.gone == ()


def test_a_theme_that_is_kept_has_not_what_goes_on_elsewhere() -> None:
    moved = replace(DRAFT.themes[1], goals=(replace(GOAL, predecessor=None),))
    read = as_read(replace(DRAFT, themes=(replace(moved, number=1),)))
    found = carried_over(DRAFT, read, keep={"theme:unge-og-job"})
    goals = {theme.slug: len(theme.goals) for theme in found.document.themes}
    assert goals == {"syge": 1, "unge-og-job": 0}
