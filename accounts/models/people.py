"""The people of a municipality: who has been invited, and what has been done with their roles."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.enums import Role
from plans.models import Municipality
from plans.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from themes.models import Theme


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> "InvitationQuerySet":
        """Also those whose time has run out: they can be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """Gives whoever reads the e-mail the roles, when they accept. Until then nothing is shown of an account
    that the address may have: a manager sees only what they wrote themselves."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail"), max_length=150, help_text=_("In small letters."))
    first_name = models.CharField(_("first name"), max_length=150)
    last_name = models.CharField(_("last name"), max_length=150)
    roles = models.JSONField(_("roles"))
    themes = models.ManyToManyField(Theme, verbose_name=_("named themes"), blank=True, related_name="+")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    sent_at = models.DateTimeField(_("e-mail sent"), null=True, blank=True)
    send_error = models.TextField(_("why the e-mail was not sent"), blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations_accepted",
    )
    shown_to = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("link shown to"),
        blank=True,
        related_name="+",
        help_text=_("Who could have accepted in the person's place."),
    )
    withdrawn_at = models.DateTimeField(_("invitation withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        app_label = "desk"
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_is_open_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_ends_in_one_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.email})"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()

    @property
    def role_names(self) -> list[str]:
        return role_names(self.roles)


class PeopleEvent(models.TextChoices):
    INVITED = "invited", _("invited")
    SENT = "sent", _("e-mail sent again")
    MAIL_FAILED = "mail_failed", _("e-mail could not be sent")
    LINK_SHOWN = "link_shown", _("link shown, to be passed on by hand")
    WITHDRAWN = "withdrawn", _("invitation withdrawn")
    ACCEPTED = "accepted", _("invitation accepted")
    CHANGED = "changed", _("roles changed")
    ENDED = "ended", _("membership ended")


class PeopleStep(AppendOnlyModel):
    """One line of what has been done with a municipality's people. Never changed."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="people_steps"
    )
    event = models.CharField(_("event"), max_length=12, choices=PeopleEvent.choices)
    who = models.CharField(_("whom it is about"), max_length=500)
    roles = models.JSONField(_("roles"), default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people_steps",
        help_text=_("Nobody: the sign-in service that keeps the roles."),
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        app_label = "desk"
        verbose_name = _("step with people")
        verbose_name_plural = _("steps with people")
        ordering = ["municipality", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(event__in=PeopleEvent.values), name="people_event_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_event_display()}"

    @property
    def role_names(self) -> list[str]:
        return role_names(self.roles)


def role_names(roles: list[str]) -> list[str]:
    """In the order in which the roles are listed, whatever order they were chosen in."""
    return [str(role.label) for role in Role if role in roles]
