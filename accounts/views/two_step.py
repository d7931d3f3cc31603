"""Two-step sign-in, turned on by each person for themselves, or required by their municipality: a code
from an app on the phone, and recovery codes on paper for the day when the phone is gone.

What a session owes is asked with each page, not at sign-in alone: a municipality may begin to require it, and
a person may be let into one that does, while they are signed in."""

from collections.abc import Callable
from textwrap import wrap
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.domain.sign_on import uses_single_sign_on
from accounts.views.admin_frame import InAdminFrame
from plans.admin_pages import page, signed_in_user
from plans.domain.access import Person, is_asked_for_two_steps

DONE = "two_step_done"
"""In a session in which the second step has been taken."""
TITLE = gettext_lazy("Two-step sign-in")


def is_on(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person.pk, type=Authenticator.Type.TOTP).exists())


def recovery_codes(person: User) -> list[str]:
    """Those that are not used up."""
    rows = Authenticator.objects.filter(user=person.pk, type=Authenticator.Type.RECOVERY_CODES)
    return [code for row in rows for code in row.wrap().get_unused_codes()]


def must_verify_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether the person must take the second step before they see anything."""
    if not isinstance(person, User) or not is_asked_for_two_steps(person) or uses_single_sign_on(person):
        return False
    return not (request.session.get(DONE) and is_on(person))  # a superuser may have turned it off meanwhile


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
        elif request.path not in _open_pages() and must_verify_second_factor(request, request.user):
            return redirect("two-step")
        return self.get_response(request)


def _open_pages() -> set[str]:
    return {reverse(name) for name in ("two-step", "session", "admin:login", "admin:logout")}


def _known(request: HttpRequest, person: Person) -> Person:
    return AnonymousUser() if must_verify_second_factor(request, person) else person


def turn_off(person: User) -> None:
    Authenticator.objects.filter(user=person.pk).delete()


def code_field() -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}
    return forms.CharField(label=gettext_lazy("Code"), widget=forms.TextInput(attrs=attrs))


class CodeForm(AuthenticateForm):
    code = code_field()

    def clean_code(self) -> str:
        """Recovery codes from before allauth are compared letter by letter."""
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split()).lower()
        return str(super().clean_code())


class TurnOnForm(ActivateTOTPForm):
    code = code_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Past allauth's own, which makes a new secret at each visit: two tabs would show different ones."""
        forms.Form.__init__(self, *args, **kwargs)
        self.user, self.secret = user, get_totp_secret()


@never_cache
def two_step_page(request: HttpRequest) -> HttpResponseBase:
    """Turned on: offers to turn it off. Not yet: shows what the app must read."""
    person = signed_in_user(request)
    if not is_on(person):
        return TurnOnView.as_view()(request)
    if must_verify_second_factor(request, person):  # turned on in another browser: this one has shown no code
        logout(request)
        messages.info(request, _("Two-step sign-in has been turned on. Sign in again, with a code."))
        return redirect("admin:login")
    form = CodeForm(request.POST or None, user=person)
    if form.is_valid():
        turn_off(person)
        request.session.pop(DONE, None)
        messages.success(request, _("Two-step sign-in is turned off."))
        return redirect("two-step")
    return _page(request, "accounts/two_step_on.html", form=form, left=len(recovery_codes(person)))


def _use_up(person: User, code: str) -> None:
    """Uses up the code that turned two-step on, which allauth does not: sent once more it would turn it
    off."""
    Authenticator.objects.get(user=person.pk, type=Authenticator.Type.TOTP).wrap().validate_code(code)


class TurnOnView(InAdminFrame, ActivateTOTPView):
    form_class = TurnOnForm
    template_name = "accounts/two_step.html"
    title = TITLE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["secret"] = " ".join(wrap(context["form"].secret, 4))  # for those who have no camera
        return {
            **context,
            "owed": must_verify_second_factor(self.request, self.request.user),
            "back": reverse("admin:index"),
        }

    def form_valid(self, form: TurnOnForm) -> HttpResponse:
        super().form_valid(form)
        self.request.session[DONE] = True
        person = signed_in_user(self.request)
        _use_up(person, form.cleaned_data["code"])
        codes = recovery_codes(person)
        return _page(self.request, "accounts/two_step_codes.html", form=form, codes=codes)

    def get_success_url(self) -> str:
        return reverse("two-step")


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return page(request, template, {"title": TITLE, "back": reverse("admin:index"), **context})
