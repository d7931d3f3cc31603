"""Signing in through an OpenID Connect provider: code flow with PKCE, `state` and `nonce`.

What a person may do comes with them: a claim lists `herning:editor` and the like, and at each
sign-in their memberships become exactly these, beside what was given to them by hand here. A person is known by the provider's own name for
them (`sub`), never by an e-mail address, which may be given to somebody else one day.
"""

import logging
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from joserfc.errors import JoseError
from requests import RequestException

from accounts.domain import people
from accounts.domain.handing_over import telling_when_nobody_approves
from plans.domain import accounts
from plans.enums import AccountEventKind, Role
from plans.models import Membership, Municipality

log = logging.getLogger(__name__)
NEXT = "single_sign_on_next"
TIMEOUT = 10
USERNAME_LENGTH = 150
"""Seconds to wait for the provider."""


class RefusedError(Exception):
    """The provider knows the person, but the portal does not let them in."""


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    request.session[NEXT] = wanted if own else reverse("admin:index")
    try:
        answer: HttpResponse = provider().authorize_redirect(request, callback_address())
    except (AuthlibBaseError, RequestException, ValueError) as error:
        return _refuse(request, _("The sign-in service does not answer. Try again in a moment."), error)
    return answer


@never_cache
@require_safe
def finish(request: HttpRequest) -> HttpResponse:
    wanted = request.session.pop(NEXT, reverse("admin:index"))
    try:
        invited = leads_to_invitation(wanted)
        person = person_for(claims_of(request), invited=invited)
        if not person.is_staff and not invited:
            raise RefusedError(_("You have not been given a role in any municipality here."))
    except (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError) as error:
        return _refuse(request, _("Signing in did not succeed. Try once more."), error)
    except RefusedError as refused:
        return _refuse(request, str(refused), refused)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(wanted)


def callback_address() -> str:
    """From the setting, not from the request's host: it must be the one the provider was told."""
    return f"{settings.SITE_URL}{reverse('single-sign-on-answer')}"


def provider() -> Any:
    chosen = settings.SINGLE_SIGN_ON
    if not chosen:
        raise Http404
    return OAuth().register(
        "provider",
        client_id=chosen["client_id"],
        client_secret=chosen["client_secret"],
        server_metadata_url=f"{chosen['issuer']}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT,
        },
    )


def claims_of(request: HttpRequest) -> Mapping[str, Any]:
    """Signature, issuer, audience, expiry and nonce are checked here; `state` before the code is used."""
    client = provider()
    issuer = client.load_server_metadata()["issuer"]
    if issuer.rstrip("/") != settings.SINGLE_SIGN_ON["issuer"]:
        raise ValueError(f"the provider calls itself {issuer}")
    token = client.authorize_access_token(
        request,
        claims_options={
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client.client_id},
        },
    )
    claims: Mapping[str, Any] = token["userinfo"]
    return claims


def _email(claimed: Any) -> str:
    """Empty where it is no address that a letter could be sent to."""
    try:
        validate_email(claimed)
    except ValidationError:
        return ""
    return str(claimed)


def leads_to_invitation(address: str) -> bool:
    """Whether the person is on the way to accept roles, and may sign in without having any."""
    try:
        page = resolve(urlsplit(address).path)
        return page.url_name == "invitation" and people.invitation_for(page.kwargs["token"]).is_open
    except (Resolver404, people.UnknownInvitationError):
        return False


def person_for(claims: Mapping[str, Any], *, invited: bool = False) -> User:
    """The person's account, made or brought up to date. One with a password of its own is never
    taken over, whatever the provider calls the person."""
    try:
        return _account_of(claims, invited=invited)
    except IntegrityError:  # the same person has signed in for the first time in another window
        return _account_of(claims, invited=invited)


@transaction.atomic
def _account_of(claims: Mapping[str, Any], *, invited: bool) -> User:
    wanted = memberships_in(claims.get(settings.SINGLE_SIGN_ON["claim"], []))
    host = urlsplit(settings.SINGLE_SIGN_ON["issuer"]).hostname
    name = f"{claims['sub']}@{host}"
    if len(name) > USERNAME_LENGTH:  # cut short, two people could come to share one account
        name = f"{sha256(str(claims['sub']).encode()).hexdigest()}@{host}"[:USERNAME_LENGTH]
    known = User.objects.select_for_update(no_key=True).filter(username=name)
    person = known.first() or User(username=name)
    if person.has_usable_password() and person.pk:
        raise RefusedError(_("This name has a password of its own. Sign in with that."))
    if not wanted and not person.pk and not invited:
        raise RefusedError(_("You have not been given a role in any municipality here."))
    if person.pk and not person.is_active:
        raise RefusedError(_("Your account is closed."))
    person.first_name = str(claims.get("given_name") or "")[:150]
    person.last_name = str(claims.get("family_name") or "")[:150]
    person.email = _email(claims.get("email"))
    if not person.pk:
        person.set_unusable_password()
        person.is_staff = False
        person.save()
        accounts.note(person, AccountEventKind.SINGLE_SIGN_ON, None)
    give(person, wanted)
    person.is_staff = Membership.objects.filter(person=person).exists()
    person.save()
    return person


def memberships_in(groups: Any) -> set[tuple[int, Role]]:
    """Municipality and role from `["herning:editor", …]`. What names no municipality or role of ours
    is some other system's business."""
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, Iterable) else []
    pairs = [str(group).partition(":")[::2] for group in named]
    roles = {str(role): role for role in Role}
    keys = dict(
        Municipality.objects.filter(slug__in={slug for slug, _role in pairs}).values_list("slug", "pk")
    )
    return {(keys[slug], roles[role]) for slug, role in pairs if slug in keys and role in roles}


def give(person: User, wanted: set[tuple[int, Role]]) -> None:
    """What was given by hand is left alone, and what stays is too: named themes hang on it."""
    before = people.held_by(person)
    with telling_when_nobody_approves(key for key, _role in before):
        for membership in Membership.objects.filter(person=person, from_claim=True):
            if (membership.municipality_id, membership.role) not in wanted:
                membership.delete()
    Membership.objects.bulk_create(
        [
            Membership(person=person, municipality_id=key, role=role, from_claim=True)
            for key, role in wanted - before
        ]
    )
    people.note_changes(person, before, None)


def _refuse(request: HttpRequest, text: str, error: Exception) -> HttpResponse:
    log.warning("Single sign-on refused: %s: %s", type(error).__name__, error)
    messages.error(request, text)
    return redirect("admin:login")
