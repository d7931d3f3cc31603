"""What allauth asks of the portal, and where the portal does it another way."""

from threading import Thread
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.domain.notices import deliver

THREAD = "password-letters"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "The name or the password is not right. Capitals and small letters count."
        ),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """An account is made by an invitation or by single sign-on."""
        return False

    def is_ajax(self, _request: HttpRequest) -> bool:
        """Its addresses answer with pages only."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth would count wrong passwords by name alone, so that anybody could lock out anybody. Axes counts
        them by name and address."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what has happened."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the portal's own address: the request's host is what its sender says it is."""
        account, _dash, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=[account, token])

    def send_password_reset_mail(self, user: User, _email: str, context: dict[str, Any]) -> None:
        """Beside the answer: a mail server takes its time, and only for addresses that exist."""
        with translation.override("da"):
            subject = _("New password for the employment plans")
            lines = _lines(user, context["password_reset_url"])
        Thread(target=deliver, args=[[user.email], subject, lines], name=THREAD, daemon=True).start()


def _lines(person: User, link: str) -> list[str]:
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    return [
        _("Somebody, probably you, has asked for a new password for your account on the employment plans."),
        _("Choose a new password here:"),
        link,
        _("Your user name is %(name)s.") % {"name": person.get_username()},
        _("The link works for %(hours)d hours, and once.") % {"hours": hours},
        _("If it was not you, you need not do anything: your password stays as it is."),
    ]
