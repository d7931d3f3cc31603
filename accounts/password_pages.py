"""“Forgotten your password?”: a letter with a link, for accounts that have a password.

Whatever is written, the answer is the same, and comes as fast: nobody learns who has an account here.
"""

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from accounts.client_address import client_address
from accounts.domain import people, rate_limit
from accounts.domain.rate_limit import Limit
from plans.admin_pages import in_frame
from publishing.domain.notices import deliver

if TYPE_CHECKING:
    AskFormView = FormView["AskForm"]
else:
    AskFormView = FormView

PER_PERSON = Limit("password letters to one", 1, timedelta(minutes=5))
PER_DAY = Limit("password letters to one in a day", 10, timedelta(days=1))
"""Each letter's link works for a day, whatever is asked for after it: who is written to needs no more."""
PER_CLIENT = Limit("password letters for one", 30, timedelta(hours=1))
"""That one client may ask for: a whole town hall may share its address."""
THREAD = "password-letters"


class AskForm(PasswordResetForm):
    def letters(self) -> list[tuple[list[str], str, list[str]]]:
        """Addressee, subject and lines. Django's form says who: active, with a password of their own."""
        with translation.override("da"):
            return [
                ([person.email], _("New password for the employment plans"), _lines(person))
                for person in self.get_users(self.cleaned_data["email"])
            ]


def _lines(person: User) -> list[str]:
    key = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    # The portal's own address: the request's host is what its sender says it is.
    return [
        _("Somebody, probably you, has asked for a new password for your account on the employment plans."),
        _("Choose a new password here:"),
        settings.SITE_URL + reverse("password-reset-choose", args=[key, token]),
        _("Your user name is %(name)s.") % {"name": person.get_username()},
        _("The link works for %(hours)d hours, and once.") % {"hours": hours},
        _("If it was not you, you need not do anything: your password stays as it is."),
    ]


class OutsideView:
    """A page before the sign-in, in the admin's frame."""

    title: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**in_frame(self.request), "title": self.title, **context}  # type: ignore[attr-defined]


class AskView(OutsideView, AskFormView):
    form_class = AskForm
    template_name = "accounts/password_ask.html"
    success_url = reverse_lazy("password-reset-asked")
    title = gettext_lazy("Forgotten your password?")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(single_sign_on=people.single_sign_on(), **kwargs)

    def form_valid(self, form: AskForm) -> HttpResponse:
        if _may_be_written_to(self.request, form.cleaned_data["email"]):
            letters = form.letters()
            # Beside the answer: a mail server takes its time, and only for addresses that exist.
            threading.Thread(target=_deliver, args=[letters], name=THREAD, daemon=True).start()
        return super().form_valid(form)


def _deliver(letters: list[tuple[list[str], str, list[str]]]) -> None:
    for letter in letters:
        deliver(*letter)


def _may_be_written_to(request: HttpRequest, email: str) -> bool:
    """Counted whether or not there is such an account, so that the answer comes as fast. An address is
    counted as Django compares it with those of accounts."""
    person = normalize("NFKC", email).casefold()
    asked = [(PER_CLIENT, client_address(request)), (PER_PERSON, person), (PER_DAY, person)]
    return all(rate_limit.take(limit, who) for limit, who in asked)


class AskedView(OutsideView, TemplateView):
    template_name = "accounts/password_asked.html"
    title = gettext_lazy("Look in your mail")


class ChooseView(OutsideView, PasswordResetConfirmView):
    template_name = "accounts/password_choose.html"
    success_url = reverse_lazy("admin:login")
    title = gettext_lazy("Choose a new password")

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        response = super().form_valid(form)
        reset(username=form.user.get_username())  # the lock after wrong passwords has done its work
        messages.success(self.request, _("Your new password is saved. Sign in with it."))
        return response
