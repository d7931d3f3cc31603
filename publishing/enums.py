"""Choices of this room. A leaf: imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduleState(models.TextChoices):
    """How a planned publication has gone."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("published")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")


class ProofKind(models.TextChoices):
    """What an entry of the chain of proof is about."""

    EDITION = "edition", _("edition")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    VARIANT = "variant", _("further PDF")


class VariantKind(models.TextChoices):
    """What else is made of an edition, beside the PDF of the whole."""

    THEME = "theme", _("one theme")
    GOALS = "goals", _("the goals for the meeting")
    SINCE_PLAN = "since_plan", _("what has changed since the plan before")
    SINCE_EDITION = "since_edition", _("what has changed since the edition before")
    PRESS = "press", _("for the print shop")

    @property
    def file_name(self) -> str:
        """In Danish, in addresses and on the reader's computer."""
        return FILE_NAMES[self]


FILE_NAMES = {
    VariantKind.THEME: "tema",
    VariantKind.GOALS: "maal",
    VariantKind.SINCE_PLAN: "aendringer",
    VariantKind.SINCE_EDITION: "aendringer-siden-udgaven-foer",
    VariantKind.PRESS: "trykkeri",
}
