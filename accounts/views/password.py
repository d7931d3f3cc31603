"""“Forgotten your password?”: an e-mail with a link, for accounts that have a password.

Whatever is written, the answer is the same, and comes as fast: nobody learns who has an account here.
"""

from datetime import timedelta
from typing import Any
from unicodedata import normalize

from allauth.account.fields import EmailField
from allauth.account.forms import ResetPasswordForm
from allauth.account.views import PasswordResetDoneView, PasswordResetFromKeyView, PasswordResetView
from axes.utils import reset
from django.contrib import messages
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.client_address import client_address
from accounts.domain import rate_limit
from accounts.domain.rate_limit import Limit
from accounts.views.admin_frame import InAdminFrame

PER_PERSON = Limit("password e-mails to one", 1, timedelta(minutes=5))
PER_DAY = Limit("password e-mails to one in a day", 10, timedelta(days=1))
"""Each e-mail's link works for a day, whatever is asked for after it: who is written to needs no more."""
PER_CLIENT = Limit("password e-mails for one", 30, timedelta(hours=1))
"""That one client may ask for: a whole town hall may share its address."""


class AskForm(ResetPasswordForm):
    email = EmailField(label=gettext_lazy("E-mail"))

    def clean_email(self) -> str:
        """Django's form says who: active, with a password of their own, with capitals in the address or
        not."""
        email = str(self.cleaned_data["email"])
        self.users = list(PasswordResetForm().get_users(email))
        return email


class AskView(InAdminFrame, PasswordResetView):
    form_class = AskForm
    template_name = "accounts/password_ask.html"
    title = gettext_lazy("Forgotten your password?")

    def form_valid(self, form: AskForm) -> HttpResponse:
        if not _may_be_written_to(self.request, form.cleaned_data["email"]):
            return redirect(self.get_success_url())
        return super().form_valid(form)


def _may_be_written_to(request: HttpRequest, email: str) -> bool:
    """Counted whether or not there is such an account, so that the answer comes as fast. An address is
    counted as Django compares it with those of accounts."""
    person = normalize("NFKC", email).casefold()
    asked = [(PER_CLIENT, client_address(request)), (PER_PERSON, person), (PER_DAY, person)]
    return all(rate_limit.take(limit, who) for limit, who in asked)


class AskedView(InAdminFrame, PasswordResetDoneView):
    template_name = "accounts/password_asked.html"
    title = gettext_lazy("Look in your mail")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ChooseView(InAdminFrame, PasswordResetFromKeyView):
    template_name = "accounts/password_choose.html"
    success_url = reverse_lazy("account_login")
    title = gettext_lazy("Choose a new password")

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        reset(username=form.user.get_username())  # the lock after wrong passwords has done its work
        messages.success(self.request, _("Your new password is saved. Sign in with it."))
        return answer
