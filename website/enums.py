"""Words that addresses are made of."""

from documents.tree import Verdict

THEME, GROUP, RESULT, NATIONAL = FACETS = ("tema", "maalgruppe", "resultat", "ministermaal")
"""What the goals of a plan can be chosen by, in the order in which an address names them."""
RESULTS: dict[str, Verdict | None] = {
    "opfyldt": "met",
    "delvist-opfyldt": "partly",
    "ikke-opfyldt": "not_met",
    "kan-ikke-vurderes": "cannot_be_assessed",
    "ikke-rapporteret": None,
}
