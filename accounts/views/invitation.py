"""Where the link of an invitation leads: to a new account, or to the one that the person has."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.domain import people
from accounts.models import Invitation
from plans.admin_pages import page
from plans.errors import RefusedError

if TYPE_CHECKING:
    SetPassword = SetPasswordForm[User]
else:
    SetPassword = SetPasswordForm

GONE = 410


class NewAccountForm(SetPassword):
    """A password for an account that does not exist yet. An account that the address has already is
    never touched: its owner signs in with it."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if _taken(self.user.username):
            raise ValidationError(
                _("There is an account with this address already. Sign in with it, on this page."),
                code="taken",
            )
        return data


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = people.invitation_for(token)
    except people.UnknownInvitationError as error:
        raise Http404 from error
    if not invitation.is_open:
        return _page(request, "accounts/invitation_closed.html", invitation, status=GONE)
    person = request.user
    if isinstance(person, User):
        if request.method == "POST":
            return _accepted(request, invitation, person)
        return _page(request, "accounts/invitation_signed_in.html", invitation)
    form = NewAccountForm(_account(invitation), request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                made = form.save()
                people.accept(invitation, made)
        except (IntegrityError, RefusedError):  # the form was sent twice at the same moment
            return _page(request, "accounts/invitation_closed.html", invitation, status=GONE)
        login(request, made, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("admin:index")
    return _page(request, "accounts/invitation.html", invitation, form=form)


def _accepted(request: HttpRequest, invitation: Invitation, person: User) -> HttpResponse:
    try:
        people.accept(invitation, person)
    except RefusedError:
        return _page(request, "accounts/invitation_closed.html", invitation, status=GONE)
    return redirect("admin:index")


def _account(invitation: Invitation) -> User:
    """Not stored. With names and address: a password must not be like them."""
    return User(
        username=invitation.email,
        email=invitation.email,
        first_name=invitation.first_name,
        last_name=invitation.last_name,
    )


def _taken(email: str) -> bool:
    return (
        User.objects.filter(username__iexact=email).exists()
        or User.objects.filter(email__iexact=email).exists()
    )


def _page(
    request: HttpRequest, template: str, invitation: Invitation, status: int = 200, **context: Any
) -> HttpResponse:
    shared = {
        "title": _("Invitation to %(town)s") % {"town": invitation.municipality.name},
        "invitation": invitation,
        "single_sign_on": people.single_sign_on(),
    }
    response = page(request, template, {**shared, **context})
    response.status_code = status
    return response
