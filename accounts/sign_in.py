"""Signing in with a password, and a code where the person has turned that on."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.outside import OutsideView, PlainFields
from accounts.two_step import device_of, verified_device


class SignInForm(PlainFields, LoginForm):  # type: ignore[misc]
    """The code is asked for after the password is right, so that nobody learns who uses one."""

    code = forms.CharField(
        label=_("Code"),
        required=False,
        help_text=_("Only if you have turned on two-step sign-in. A recovery code works as well."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    code_missing = _("You have turned on two-step sign-in. Write the code from your app as well.")
    code_wrong = _("The code is not right. Wait for the next one in your app, and try again.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["login", "password", "code"])
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocapitalize": "none"}
        self.fields["password"].help_text = ""  # the way to a new password stands below the form

    def clean_login(self) -> str:
        """An e-mail address is known in small letters, and a phone writes the first one large."""
        name = str(super().clean_login())
        if "@" in name and not User.objects.filter(username=name).exists():
            return name.lower()
        return name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if self.user and not self.user.is_staff:
            raise get_adapter().validation_error("username_password_mismatch")
        if self.user and device_of(self.user):
            code = data.get("code", "").replace(" ", "").lower()
            if not code:
                raise ValidationError(self.code_missing, code="code_missing")
            if verified_device(self.user, code) is None:
                raise ValidationError(self.code_wrong, code="code_wrong")
        return data


class SignInView(OutsideView, LoginView):  # type: ignore[misc]
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    title = _("Sign in")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and admin.site.has_permission(request):
            return redirect("admin:index")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer
