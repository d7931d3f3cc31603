"""Choices of this room. Imports nothing of the portal's."""

from enum import Enum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """What happens to a plan or a follow-up on its way. From `READY` on they follow from something else
    that was done."""

    SUBMIT = "submit", _("sent for approval")
    TAKE_BACK = "take_back", _("taken back by the sender")
    RETURN = "return", _("sent back")
    APPROVE = "approve", _("approved")
    PUBLISH = "publish", _("published")
    WITHDRAW = "withdraw", _("withdrawn")
    READY = "ready", _("ready to be read")
    SUBMIT_FAILED = "submit_failed", _("could not be sent for approval")
    DECISION = "decision", _("decision added")
    NEW_DRAFT = "new_draft", _("new draft begun")
    DISCARD = "discard", _("draft discarded")
    SCHEDULE = "schedule", _("publication planned")
    STOP = "stop", _("planned publication stopped")
    PUBLISH_FAILED = "publish_failed", _("planned publication failed")
    MAIL_FAILED = "mail_failed", _("e-mail could not be sent")
    ARCHIVE = "put_away", _("archived")
    UNARCHIVE = "fetched", _("unarchived")


class JobKind(models.TextChoices):
    """Work in the background."""

    SUBMISSION = "submission", _("PDF of the text sent for approval")
    RENDITIONS = "renditions", _("further PDFs of an edition")
    MAIL = "mail", _("e-mail about a step")


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("in progress")
    DONE = "done", _("finished")
    FAILED = "failed", _("failed")


class ScheduleState(models.TextChoices):
    """How a planned publication has gone."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("published")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")


class PublicChange(Enum):
    """What the public is to read otherwise: a new edition, a follow-up that is shown again; what must not be read any
    more; a further PDF."""

    PUBLISHED = auto()
    WITHDRAWN = auto()
    MADE = auto()


class ProofKind(models.TextChoices):
    """What an entry of the chain of proof is about."""

    EDITION = "edition", _("edition")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    RENDITION = "variant", _("further PDF")


class RenditionKind(models.TextChoices):
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
    RenditionKind.THEME: "tema",
    RenditionKind.GOALS: "maal",
    RenditionKind.SINCE_PLAN: "aendringer",
    RenditionKind.SINCE_EDITION: "aendringer-siden-udgaven-foer",
    RenditionKind.PRESS: "trykkeri",
}
