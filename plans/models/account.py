"""What has been done with accounts: how each came about, and who may have had access to it since."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.account_facts import AccountFact
from plans.enums import AccountEventKind
from plans.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class AccountEvent(AppendOnlyModel):
    """One thing that `by` has done with somebody else's account, or how the account came about. Of accounts
    from before this table there are only the invitations that they accepted; what was done with them in the
    administration before is not known."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="account_events",
    )
    kind = models.CharField(_("event"), max_length=16, choices=AccountEventKind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="account_events_caused",
        help_text=_("Nobody: single sign-on, or somebody whose account is gone."),
    )
    address = models.CharField(
        _("e-mail"), max_length=254, blank=True, help_text=_("Where the invitation was sent.")
    )
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("account event")
        verbose_name_plural = _("account events")
        ordering = ["account", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AccountEventKind.values), name="account_event_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.fact)

    @property
    def fact(self) -> AccountFact:
        return AccountFact(
            kind=self.kind,
            account=name_of(self.account),
            by=name_of(self.by) if self.by else "",
            address=self.address,
            at=self.at.isoformat(),
        )


def name_of(person: models.Model) -> str:
    """As colleagues know the person."""
    return str(person.get_full_name() or person.get_username())  # type: ignore[attr-defined]
