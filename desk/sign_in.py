"""Signing in with a password, and a code where the person has turned that on."""

from typing import Any

from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from desk.two_step import device_of, verified_device

TOO_MANY = 429


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


def client_address(request: HttpRequest) -> str:
    """Behind a proxy the last entry is the one that our own proxy wrote; what stands before it, and
    the whole header without a proxy, anybody can write."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_PROXY and forwarded:
        return str(forwarded.rpartition(",")[2].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def locked_out(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """Says until when. The same for names that do not exist."""
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    attempts = AccessAttempt.objects.filter(username=name, ip_address=client_address(request))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or now()
    context = {
        **admin.site.each_context(request),
        "title": _("Signing in is closed for a while"),
        "until": last + settings.AXES_COOLOFF_TIME,
    }
    return render(request, "desk/locked_out.html", context, status=TOO_MANY)
