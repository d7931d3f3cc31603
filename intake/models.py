"""The work of placing a document: what was read, what it is taken for now, and each change of that."""

from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.enums import PlacingState
from intake.outline import Outline
from intake.recognised import Recognised, outline_from_json, recognised_from_json
from plans.models import Municipality, Plan, Series


def uploads() -> Storage:
    """Outside the media folder: what was uploaded is served to nobody."""
    return storages["imports"]


def upload_path(placing: Any, name: str) -> str:
    return f"{placing.municipality_id}/{name}"


class Placing(models.Model):
    """A document on its way to a draft. `outline` and `recognised` are JSON as `intake.recognised` writes it, empty
    until the file has been read. The file itself is deleted some time after; the outline stays, and says with
    `plan` where each paragraph of it stands now."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.CASCADE, related_name="placings"
    )
    series = models.ForeignKey(
        Series, verbose_name=_("series"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    plan = models.ForeignKey(
        Plan,
        verbose_name=_("plan"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="placings",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PlacingState.choices, default=PlacingState.READING
    )
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("checksum"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    file = models.FileField(_("file"), storage=uploads, upload_to=upload_path, max_length=300, blank=True)
    file_deleted_at = models.DateTimeField(_("file deleted"), null=True, blank=True)
    refusal = models.TextField(_("why it cannot be read"), blank=True)
    outline = models.TextField(_("outline"), blank=True)
    recognised = models.TextField(_("what it is taken for"), blank=True)
    confirmed_municipality = models.BooleanField(_("the municipality has been confirmed"), default=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    claimed_at = models.DateTimeField(_("reading began"), null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    drafted_at = models.DateTimeField(_("made into a draft"), null=True, blank=True)

    class Meta:
        verbose_name = _("document read in")
        verbose_name_plural = _("documents read in")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PlacingState.values), name="placing_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "drafted"]) | ~Q(recognised=""), name="placing_has_been_read"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_open(self) -> bool:
        """Whether it can be changed: also again, once the draft that it became has been deleted."""
        lost = self.state == PlacingState.DRAFTED and self.plan_id is None
        return self.state == PlacingState.OPEN or lost

    @property
    def version(self) -> str:
        """Another after each change."""
        return self.changed_at.isoformat()

    def read_outline(self) -> Outline:
        return outline_from_json(self.outline)

    def read_recognised(self) -> Recognised:
        return recognised_from_json(self.recognised)


class PlacingChange(models.Model):
    """One change of what the document is taken for. `before` is the JSON of what it changed, as it was; an undone
    one stays, with when."""

    placing = models.ForeignKey(
        Placing, verbose_name=_("document read in"), on_delete=models.CASCADE, related_name="changes"
    )
    said = models.CharField(_("change"), max_length=200)
    before = models.TextField(_("before"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of a document read in")
        verbose_name_plural = _("changes of documents read in")
        ordering = ["placing", "pk"]

    def __str__(self) -> str:
        return self.said
