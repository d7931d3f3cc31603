"""Choices of this room, and words that addresses are made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.tree import Verdict


class SearchKind(models.TextChoices):
    """What a part that can be found is, in the order in which a reader is offered them."""

    THEME = "theme", _("Themes")
    GOAL = "goal", _("Goals")
    INITIATIVE = "initiative", _("Strategies and initiatives")
    SECTION = "section", _("Chapters and annexes")
    PLAN = "plan", _("Plans as a whole")
    FOLLOW_UP = "follow_up", _("Follow-ups")


class WordForm(models.IntegerChoices):
    """How a form leads to a published word: it is its spelling, an inflection of it, or a part of the compound."""

    SPELLED = 1, _("spelled so")
    INFLECTED = 2, _("inflected")
    PART = 3, _("part of a compound")


THEME, GROUP, RESULT, NATIONAL = FACETS = ("tema", "maalgruppe", "resultat", "ministermaal")
"""What the goals of a plan can be chosen by, in the order in which an address names them."""
RESULTS: dict[str, Verdict | None] = {
    "opfyldt": "met",
    "delvist-opfyldt": "partly",
    "ikke-opfyldt": "not_met",
    "kan-ikke-vurderes": "cannot_be_assessed",
    "ikke-rapporteret": None,
}
