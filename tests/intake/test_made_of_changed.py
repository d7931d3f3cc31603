"""Pieces that somebody has put where documents seldom have them: no word is lost, and no verdict goes astray."""

from documents import tree
from documents.codec import to_json
from intake.made import document_of
from intake.recognised import Piece, Recognised

TOWN = tree.Municipality("Aarhus Kommune", "Aarhus", "aarhus", "751")


def made(*pieces: Piece, kind: str = "plan") -> tree.PlanDocument:
    return document_of(Recognised(kind, 2024, 2024, pieces), TOWN)  # type: ignore[arg-type]


def test_a_verdict_is_on_the_goal_that_it_belongs_to_whatever_comes_first() -> None:
    document = made(
        Piece(1, "theme", "Unge"),
        Piece(2, "goal", "Flere unge i job", parent=1),
        Piece(3, "assessment", "Det gik godt.", parent=2, verdict="met"),
        Piece(4, "goal", "Planens eget"),
        Piece(5, "assessment", "Det gik ikke.", parent=4, verdict="not_met"),
        kind="review",
    )
    goals = {document.goal_ref(theme, goal): goal.text for theme, goal in document.all_goals()}
    assert document.follow_up is not None
    assert {goals[each.goal]: each.verdict for each in document.follow_up.assessments} == {
        "Flere unge i job": "met",
        "Planens eget": "not_met",
    }


def test_a_section_keeps_its_words_within_a_theme_and_within_what_is_above_themes() -> None:
    inside = (
        Piece(11, "section", "Kapitlet", number="2.1", body="Brødteksten", parent=2),
        Piece(12, "status", "Stillingen", parent=11),
        Piece(13, "challenge", "Klemmen", parent=11),
        Piece(14, "decision", "Udvalgets ord", body="Udvalgets ord", parent=11),
    )
    for role in ("theme", "theme_group"):
        text = to_json(made(Piece(2, role, "Overskriften"), *inside))  # type: ignore[arg-type]
        for words in ("Kapitlet", "2.1", "Brødteksten", "Stillingen", "Klemmen", "Udvalgets ord"):
            assert words in text, (role, words)
