"""What pieces are called for a person, and where in the plan a piece is. One table, for the page and for the command."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake.recognised import Piece, Recognised, Role

ROLES: Mapping[Role, tuple[Promise, str]] = {
    "section": (_("Section"), "a"),
    "theme_group": (_("Level above the themes"), "o"),
    "theme": (_("Theme"), "t"),
    "will": (_("Will"), "v"),
    "does": (_("Does"), "g"),
    "goal": (_("Goal"), "m"),
    "strategy": (_("Strategy"), "s"),
    "initiative": (_("Initiative"), "i"),
    "text": (_("Plain text"), "p"),
    "status": (_("Status today"), "d"),
    "challenge": (_("Challenge"), "u"),
    "national_goal": (_("National goal"), "n"),
    "decision": (_("Decision"), "b"),
    "annex": (_("Annex"), "l"),
    "summary": (_("Short description"), "k"),
    "title": (_("The plan's title"), "e"),
    "assessment": (_("Verdict on the goal"), "r"),
    "left_out": (_("Leave out"), "x"),
}
"""What a person can say that a piece is, and the key that says it."""
MOST_STEPS = 8


def labels_of(recognised: Recognised) -> Mapping[Role, str]:
    """In the document's own words for its levels."""
    labels: dict[Role, str] = {role: str(label) for role, (label, _key) in ROLES.items()}
    own: dict[Role, str] = {"theme": recognised.theme_word, "theme_group": recognised.group_word}
    return labels | {role: word.capitalize() for role, word in own.items() if word}


class Paths:
    """Where pieces are: "Tema: Unge › Mål 1.1". Made once for all pieces of a document."""

    def __init__(self, recognised: Recognised) -> None:
        self.labels = labels_of(recognised)
        self.by_id = {piece.id: piece for piece in recognised.pieces}

    def of(self, piece: Piece) -> str:
        steps = [f"{self.labels[piece.role]} {piece.number}".strip()]
        above = self.by_id.get(piece.parent)
        while above is not None and above.role != "left_out" and len(steps) < MOST_STEPS:
            number = f" {above.number}" if above.number else ""
            steps.insert(0, f"{self.labels[above.role]}{number}: {above.text[:60]}")
            above = self.by_id.get(above.parent)
        return " › ".join(steps)
