"""Two-step sign-in, turned on by each person for themselves, or required by their municipality: a code
from an app on the phone, and recovery codes on paper for the day when the phone is gone.

What a session owes is asked with each page, not at sign-in alone: a municipality may begin to require it, and
a person may be let into one that does, while they are signed in."""

from collections.abc import Callable
from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from plans.admin_pages import page
from plans.domain.access import Person, is_asked_for_two_steps

RECOVERY_CODES = 10
DONE = "two_step_done"
"""In a session in which the second step has been taken."""


def device_of(person: User) -> TOTPDevice | None:
    """None: the person signs in with a password alone."""
    found: TOTPDevice | None = TOTPDevice.objects.filter(user=person.pk, confirmed=True).first()
    return found


def verified_device(person: User, code: str) -> Device | None:
    """What the code belongs to. A recovery code is used up by it; repeated wrong ones make the
    library wait longer each time."""
    kind = TOTPDevice if code.isdecimal() else StaticDevice
    for device in kind.objects.filter(user=person.pk, confirmed=True):
        if verify_token(person, device.persistent_id, code):
            return device
    return None


def owes(request: HttpRequest, person: Person) -> bool:
    """Whether the person must take the second step before they see anything. Whoever comes through single
    sign-on is asked there for what is asked for."""
    if not isinstance(person, User) or not is_asked_for_two_steps(person):
        return False
    return person.has_usable_password() and not request.session.get(DONE)


def note_at_sign_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Nobody who has turned it on gets so far without a code."""
    if device_of(user):
        request.session[DONE] = True


class TwoStepMiddleware:
    """Whoever owes the second step is led to where it is turned on, and is nobody on every other page:
    also the files of a draft are asked for outside the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/admin/"):
            person = request.user
            # Found out when somebody asks: a public page reads no session.
            request.user = SimpleLazyObject(lambda: _known(request, person))  # type: ignore[assignment]
        elif request.path not in _open_pages() and owes(request, request.user):
            return redirect("two-step")
        return self.get_response(request)


def _open_pages() -> set[str]:
    return {reverse(name) for name in ("two-step", "session", "admin:login", "admin:logout")}


def _known(request: HttpRequest, person: Person) -> Person:
    return AnonymousUser() if owes(request, person) else person


def turn_off(person: User) -> None:
    TOTPDevice.objects.filter(user=person.pk).delete()
    StaticDevice.objects.filter(user=person.pk).delete()


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).replace(" ", "").lower()


@never_cache
def two_step_page(request: HttpRequest) -> HttpResponse:
    """Turned on: offers to turn it off. Not yet: shows what the app must read."""
    person = request.user
    if not isinstance(person, User):
        raise PermissionDenied
    device = device_of(person)
    form = CodeForm(request.POST or None)
    if device and owes(request, person):  # turned on in another browser: this one has shown no code
        logout(request)
        messages.info(request, _("Two-step sign-in has been turned on. Sign in again, with a code."))
        return redirect("admin:login")
    if device:
        if form.is_valid():
            if verified_device(person, form.cleaned_data["code"]):
                turn_off(person)
                request.session.pop(DONE, None)
                messages.success(request, _("Two-step sign-in is turned off."))
                return redirect("two-step")
            form.add_error("code", _("The code is not right. Wait for the next one, and try again."))
        return _page(request, "accounts/two_step_on.html", form, left=_codes_left(person))
    waiting = _waiting_device(person)
    if form.is_valid():
        if verify_token(person, waiting.persistent_id, form.cleaned_data["code"]):
            codes = _turn_on(person, waiting)
            request.session[DONE] = True
            return _page(request, "accounts/two_step_codes.html", form, codes=codes)
        form.add_error("code", _("The code is not right. Wait for the next one, and try again."))
    picture = segno.make(waiting.config_url, error="m").svg_inline(scale=5, border=4, omitsize=False)
    return _page(
        request,
        "accounts/two_step.html",
        form,
        picture=mark_safe(picture),  # made of squares only
        owed=owes(request, person),
        secret=_in_fours(waiting),
    )


def _waiting_device(person: User) -> TOTPDevice:
    """Two tabs opened at once may have made one each: the first is everybody's."""
    waiting = TOTPDevice.objects.filter(user=person, confirmed=False).order_by("pk").first()
    return waiting or TOTPDevice.objects.create(user=person, confirmed=False, name="app")


def _turn_on(person: User, device: TOTPDevice) -> list[str]:
    with transaction.atomic():
        device.refresh_from_db()
        device.confirmed = True
        device.save()
        StaticDevice.objects.filter(user=person).delete()
        paper = StaticDevice.objects.create(user=person, name="papir")
        codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
        paper.token_set.bulk_create([StaticToken(device=paper, token=code) for code in codes])
    return codes


def _codes_left(person: User) -> int:
    return int(StaticToken.objects.filter(device__user=person).count())


def _in_fours(device: TOTPDevice) -> str:
    """For those who cannot point a camera at the screen."""
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _page(request: HttpRequest, template: str, form: CodeForm, **context: Any) -> HttpResponse:
    shared = {"title": _("Two-step sign-in"), "form": form, "back": reverse("admin:index")}
    return page(request, template, {**shared, **context})
