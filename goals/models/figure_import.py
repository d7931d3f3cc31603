from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from plans.models import Municipality


class FigureImport(models.Model):
    """A file of figures that was stored: what came of it, and whether it has been taken back as a whole."""

    owner = models.ForeignKey(
        Municipality,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="figure_imports",
    )
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("checksum"), max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("import of figures")
        verbose_name_plural = _("imports of figures")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def summary(self) -> str:
        return summary(self.added, self.changed, self.unchanged, self.refused)


def summary(added: int, changed: int, unchanged: int, refused: int) -> str:
    """What came of the rows of a file."""
    counts = {"added": added, "changed": changed, "unchanged": unchanged, "refused": refused}
    total = sum(counts.values())
    text = ngettext(
        "%(total)d row: %(added)d added, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused.",
        "%(total)d rows: %(added)d added, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused.",
        total,
    )
    return text % {"total": total, **counts}


class FigureChange(models.Model):
    """What the history of a figure keeps beside its values: the import that the change came of, if any, and
    whether it was that import's taking back."""

    figure_import = models.ForeignKey(
        FigureImport,
        verbose_name=_("import of figures"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="changes",
    )
    takes_back = models.BooleanField(_("takes the import back"), default=False)

    class Meta:
        abstract = True
