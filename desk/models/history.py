"""Every change of every part is kept, word for word, with who and when.

Registered from here, so that the rooms below need not know of it: their tables stay as they are, and the
history of a deleted part stays.
"""

from typing import Any

import simple_history
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models import (
    AnnualGoal,
    Assessment,
    FollowUp,
    FollowUpSection,
    ReportDecision,
    ShownKeyFigures,
    Target,
    ThemeAnswer,
)
from plans.models import Attachment, Decision, Plan, Section
from themes.models import Initiative, Strategy, Theme, ThemeGroup

HISTORY_MODELS: dict[type[models.Model], list[str]] = {
    Plan: [],
    Section: [],
    Decision: [],
    Attachment: [],
    ThemeGroup: [],
    Theme: ["target_groups", "also_continues"],
    ShownKeyFigures: [],
    Strategy: ["target_groups"],
    Initiative: ["target_groups"],
    ThemeAnswer: ["answers"],
    AnnualGoal: ["answers", "also_continues", "carries_out", "target_groups"],
    Target: [],
    FollowUp: [],
    Assessment: [],
    ReportDecision: [],
    FollowUpSection: [],
}
"""With the fields that name several other rows. Each part comes after what it is a part of."""

for model, several in HISTORY_MODELS.items():
    simple_history.register(model, app="desk", m2m_fields=several)


def history_model(model: type[models.Model]) -> Any:
    """The table of the model's earlier versions."""
    manager: Any = model.history  # type: ignore[attr-defined]
    return manager.model


class LastSeen(models.Model):
    """When a person last said to have read what others had changed in a plan."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="plans_seen",
    )
    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="seen_by")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("last reading")
        verbose_name_plural = _("last readings")
        constraints = [models.UniqueConstraint(fields=["person", "plan"], name="last_reading_is_unique")]

    def __str__(self) -> str:
        return f"{self.person}: {self.plan}"
