from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """A person had an editing page open at a moment: the page reports it while it is open."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="presences"
    )
    place = models.CharField(_("page"), max_length=80, help_text=_("The model and the row's key."))
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["place", "person"]
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="presence_is_unique")]

    def __str__(self) -> str:
        return f"{self.person}: {self.place}"
