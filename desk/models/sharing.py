from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models import FollowUp
from plans.models import Plan
from publishing.models import FrozenText, Subject


class ShareLink(models.Model):
    """Lets whoever has the address read a draft as it was frozen when the link was made or renewed. The
    address itself is shown once, when it is made: only its checksum is kept, so that nobody can read it out
    of the database."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="share_links"
    )
    follow_up = models.ForeignKey(
        FollowUp,
        verbose_name=_("follow-up"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="share_links",
    )
    text = models.ForeignKey(
        FrozenText,
        verbose_name=_("text"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="share_links",
        help_text=_("Empty for a link made before texts were frozen, until it is opened."),
    )
    text_at = models.DateTimeField(_("text as of"), null=True, blank=True)
    token_sha256 = models.CharField(_("checksum"), max_length=64, unique=True, editable=False)
    recipient = models.CharField(_("for whom"), max_length=120)
    expires_at = models.DateTimeField(_("expires"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="share_links",
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    recalled_at = models.DateTimeField(_("closed"), null=True, blank=True)
    pages_read = models.PositiveIntegerField(_("pages read"), default=0)
    pdfs_read = models.PositiveIntegerField(_("PDFs fetched"), default=0)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("shared draft")
        verbose_name_plural = _("shared drafts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(token_sha256__regex=r"^[0-9a-f]{64}$"), name="share_link_keeps_a_checksum"
            ),
            models.CheckConstraint(
                condition=Q(text=None, text_at=None) | Q(text__isnull=False, text_at__isnull=False),
                name="share_link_says_when_its_text_was_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.subject}"

    @property
    def subject(self) -> Subject:
        return self.follow_up or self.plan

    @property
    def is_open(self) -> bool:
        return self.recalled_at is None and self.expires_at > timezone.now()
