from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedReference(models.Model):
    """A row of reference data that has been put into this portal. It is put in once: where it is gone or called
    otherwise since, somebody has decided so."""

    file = models.CharField(_("file"), max_length=60)
    key = models.CharField(_("key"), max_length=300)
    loaded_at = models.DateTimeField(_("loaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("loaded reference data")
        verbose_name_plural = _("loaded reference data")
        ordering = ["file", "key"]
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="reference_is_loaded_once")]

    def __str__(self) -> str:
        return f"{self.file}: {self.key}"
