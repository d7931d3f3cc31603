from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.models import Plan


class Remark(models.Model):
    """What one colleague says to the others about a part of a draft. Never in the tree, never public.

    An answer is a remark with a parent; only the first of a thread is resolved.
    """

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="remarks")
    part_type = models.ForeignKey(
        ContentType,
        verbose_name=_("kind of part"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        editable=False,
    )
    part_id = models.PositiveBigIntegerField(_("part"), null=True, blank=True, editable=False)
    part = GenericForeignKey("part_type", "part_id")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("answer to"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="answers",
        editable=False,
    )
    text = models.TextField(_("remark"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="remarks",
        editable=False,
    )
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="remarks_resolved",
        editable=False,
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["part_type", "part_id"], name="remark_of_part")]
        constraints = [
            models.CheckConstraint(
                condition=Q(part_type__isnull=True, part_id__isnull=True)
                | Q(part_type__isnull=False, part_id__isnull=False),
                name="remark_names_its_part_whole",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(resolved_at__isnull=True),
                name="only_a_first_remark_is_resolved",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="remark_does_not_answer_itself"),
        ]

    def __str__(self) -> str:
        return self.text[:100]

    def clean(self) -> None:
        if self.parent and self.parent.parent_id:
            raise ValidationError(_("An answer is given to the first remark of a thread."))
