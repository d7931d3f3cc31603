"""How often something has been done, counted for all server processes together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RateLimit(models.Model):
    """One thing that is counted, in the window that runs now. A row whose window has ended counts nothing."""

    key = models.CharField(
        _("key"),
        max_length=64,
        primary_key=True,
        help_text=_("A checksum: the table tells nobody whose address it is."),
    )
    count = models.PositiveIntegerField(_("count"))
    ends_at = models.DateTimeField(_("ends"), db_index=True)

    class Meta:
        app_label = "desk"
        verbose_name = _("rate limit")
        verbose_name_plural = _("rate limits")

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"
