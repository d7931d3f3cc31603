"""Signing in with a password, and a code where the person has turned that on."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.two_step import device_of, verified_device


class SignInForm(AdminAuthenticationForm):
    """The code is asked for after the password is right, so that nobody learns who uses one."""

    code = forms.CharField(
        label=_("Code"),
        required=False,
        help_text=_("Only if you have turned on two-step sign-in. A recovery code works as well."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _("The name or the password is not right. Capitals and small letters count."),
        "code_missing": _("You have turned on two-step sign-in. Write the code from your app as well."),
        "code_wrong": _("The code is not right. Wait for the next one in your app, and try again."),
    }

    def clean_username(self) -> str:
        """An e-mail address is known in small letters, and a phone writes the first one large."""
        name = str(self.cleaned_data["username"])
        if "@" in name and not User.objects.filter(username=name).exists():
            return name.lower()
        return name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        person = self.get_user()
        if person is not None and device_of(person):
            code = data.get("code", "").replace(" ", "").lower()
            if not code:
                raise ValidationError(self.error_messages["code_missing"], code="code_missing")
            device = verified_device(person, code)
            if device is None:
                raise ValidationError(self.error_messages["code_wrong"], code="code_wrong")
        return data


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    return admin.site.login(request, {"single_sign_on": settings.SINGLE_SIGN_ON.get("name", "")})
