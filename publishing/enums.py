"""Choices of this room. A leaf: imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduleState(models.TextChoices):
    """How a planned publication has gone."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("published")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")
