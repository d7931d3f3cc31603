"""Signing in with a password, and then a code where the person has turned that on: nobody else learns who
has."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import lockout
from accounts.views.admin_frame import InAdminFrame
from accounts.views.two_step import DONE, TITLE, CodeForm


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocapitalize": "none"}
        self.fields["password"].help_text = ""  # the way to a new password stands below the form

    def clean_login(self) -> str:
        """An e-mail address is known in small letters, and a phone writes the first one large."""
        name = str(super().clean_login())
        if "@" in name and not User.objects.filter(username=name).exists():
            return name.lower()
        return name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()  # type: ignore[no-untyped-call]
        if self.user:
            lockout.password_was_right(self.request)
            if not self.user.is_staff:
                raise get_adapter().validation_error("username_password_mismatch")
        return data


class SignInView(InAdminFrame, LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    title = _("Sign in")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and admin.site.has_permission(request):
            return redirect("admin:index")
        return super().dispatch(request, *args, **kwargs)


class CodeView(InAdminFrame, AuthenticateView):
    form_class = CodeForm
    template_name = "accounts/sign_in_code.html"
    title = TITLE

    def form_valid(self, form: CodeForm) -> HttpResponse:
        answer = super().form_valid(form)
        self.request.session[DONE] = True
        return answer
