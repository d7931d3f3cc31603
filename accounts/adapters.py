"""allauth's adapters: what the portal does in another way than allauth."""

from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes
from threading import Thread
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from accounts.domain.sign_on import uses_single_sign_on
from publishing.domain.notices import deliver

THREAD = "password-mails"
TOO_MANY_CODES = gettext_lazy("Too many wrong codes have been written. Try again later.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "The name or the password is not right. Capitals and small letters count."
        ),
        "too_many_login_attempts": TOO_MANY_CODES,
        "rate_limited": TOO_MANY_CODES,
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """An account is made by an invitation or by single sign-on."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth would count wrong passwords by name alone, so that anybody could lock out anybody. Axes
        counts them by name and address."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what has happened."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the portal's own address: the request's host is what its sender says it is."""
        account, _dash, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=[account, token])

    def send_password_reset_mail(self, user: Any, _email: str, context: dict[str, Any]) -> None:
        """Beside the answer: a mail server takes its time, and only for addresses that exist."""
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        with translation.override("da"):
            mail = self.render_mail(
                "account/email/password_reset_key", user.email, {**context, "hours": hours}
            )
        Thread(target=deliver, args=(mail.to, mail.subject, [mail.body]), name=THREAD, daemon=True).start()


class TwoStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "The code is not right. Wait for the next one in your app, and try again."
        ),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        return bool(super().is_mfa_enabled(user, types)) and not uses_single_sign_on(user)

    def build_totp_svg(self, url: str) -> str:
        """Without styles, which the page's content policy refuses."""
        return str(segno.make(url, error="m").svg_inline(scale=5, border=4, omitsize=False))

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """After a change of SECRET_KEY no code is right, and a superuser turns the second step off."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return b32encode(token_bytes(20)).decode()


def _cipher() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"second steps:{settings.SECRET_KEY}".encode()).digest()))
