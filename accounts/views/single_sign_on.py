"""Signing in through an OpenID Connect provider: code flow with PKCE, `state` and `nonce`.

What a person may do comes with them: a claim lists `herning:editor` and the like, and at each sign-in their
memberships become exactly these, beside what was given to them in the portal. A person is known by the
provider's own name for them (`sub`), never by an e-mail address, which may be given to somebody else one day.
"""

import logging
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from jwt import PyJWTError
from requests import RequestException

from accounts.domain import people
from accounts.domain.handing_over import telling_when_nobody_approves
from accounts.domain.sign_on import uses_single_sign_on
from plans.domain import accounts
from plans.enums import AccountEventKind, Role
from plans.errors import RefusedError
from plans.models import Membership, Municipality

log = logging.getLogger(__name__)
USERNAME_LENGTH = 150
OURS = "provider"
"""What allauth calls it in the session, where a person may have begun more than once."""
BROKEN = (OAuth2Error, PyJWTError, RequestException, ValueError, KeyError)
"""What a provider's answer may end in that is not as it should be."""


class Service(OpenIDConnectOAuth2Adapter):
    """The provider of the settings. `nonce`, which allauth does not send, is derived from PKCE's secret,
    which allauth stores."""

    def get_provider(self) -> "Provider":
        chosen = settings.SINGLE_SIGN_ON
        if not chosen:
            raise Http404
        app = SocialApp(
            provider="openid_connect",
            provider_id=OURS,
            client_id=chosen["client_id"],
            secret=chosen["client_secret"],
            settings={"server_url": chosen["issuer"], "oauth_pkce_enabled": True, "fetch_userinfo": False},
        )
        return Provider(self.request, app)

    def get_callback_url(self, _request: HttpRequest, _app: SocialApp) -> str:
        """From the setting, not from the request's host: it must be the one registered with the provider."""
        return f"{settings.SITE_URL}{reverse('single-sign-on-answer')}"

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> Any:
        self.nonce = nonce_for(kwargs["pkce_code_verifier"])
        return super().get_access_token_data(*args, **kwargs)

    def complete_login(self, *args: Any, **kwargs: Any) -> SocialLogin:
        """Issuer, audience and expiry are checked by allauth, and `state` before the code is used."""
        login: SocialLogin = super().complete_login(*args, **kwargs)
        claims = login.account.extra_data
        if (
            claims.get("nonce") != self.nonce
            or claims["iss"].rstrip("/") != settings.SINGLE_SIGN_ON["issuer"]
        ):
            raise OAuth2Error("not the answer to what was asked, or of another provider")
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Checks the signature as well, for which allauth relies on TLS. A provider with one key need not
        name it."""
        claims: dict[str, Any] = super()._decode_id_token(app, id_token)
        with get_adapter().get_requests_session() as session:  # type: ignore[no-untyped-call]
            answer = session.get(self.openid_config["jwks_uri"])
        answer.raise_for_status()
        name = jwt.get_unverified_header(id_token).get("kid")
        keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if name in (None, key.key_id)]
        if len(keys) != 1:
            raise OAuth2Error("signed with a key that the provider does not name")
        jwt.decode(id_token, keys[0], algorithms=[keys[0].algorithm_name], audience=app.client_id)
        return claims


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = Service

    def sociallogin_from_response(self, _request: HttpRequest, response: Mapping[str, Any]) -> SocialLogin:
        """With nothing that would be stored: `SingleSignOnAdapter` says who it is."""
        account = SocialAccount(provider=OURS, extra_data=response["id_token"])
        return SocialLogin(provider=self, account=account)

    def get_pkce_params(self) -> dict[str, str]:
        params: dict[str, str] = super().get_pkce_params()
        return {**params, "nonce": nonce_for(params["code_verifier"])}


def nonce_for(verifier: str) -> str:
    return sha256(f"nonce:{verifier}".encode()).hexdigest()


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    wanted = get_next_redirect_url(request) or reverse("admin:index")
    provider = Service(request, OURS).get_provider()
    try:
        answer: HttpResponse = provider.redirect(request, "login", wanted)
    except BROKEN as error:
        return _refuse(request, _("The sign-in service does not answer. Try again in a moment."), error)
    return answer


@never_cache
@require_safe
def finish(request: HttpRequest) -> HttpResponse:
    try:
        view = OAuth2CallbackView.adapter_view(Service(request, OURS))  # type: ignore[no-untyped-call]
        answer: HttpResponse = view(request)
    except BROKEN as error:
        return _did_not_succeed(request, error)
    return answer


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Nothing from the provider's answer is stored beside the account, whose name is the provider's for the
    person."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Gives allauth the person whom it then signs in."""
        try:
            invited = leads_to_invitation(sociallogin.state["next"])
            sociallogin.user = person_for(sociallogin.account.extra_data, invited=invited)
            if not sociallogin.user.is_staff and not invited:
                raise RefusedError(_("You have not been given a role in any municipality here."))
        except RefusedError as refused:
            raise ImmediateHttpResponse(_refuse(request, str(refused), refused)) from refused

    def on_authentication_error(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> None:
        raise ImmediateHttpResponse(_did_not_succeed(request, kwargs["exception"]))


def _did_not_succeed(request: HttpRequest, error: Exception | None) -> HttpResponse:
    return _refuse(request, _("Signing in did not succeed. Try once more."), error)


def _email(claimed: Any) -> str:
    """Empty where it is no address that an e-mail could be sent to."""
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
    if person.pk and not uses_single_sign_on(person):
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
    """Municipality and role from `["herning:editor", …]`. Entries that name no municipality or role of the
    portal are ignored."""
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, Iterable) else []
    pairs = [str(group).partition(":")[::2] for group in named]
    roles = {str(role): role for role in Role}
    keys = dict(
        Municipality.objects.filter(slug__in={slug for slug, _role in pairs}).values_list("slug", "pk")
    )
    return {(keys[slug], roles[role]) for slug, role in pairs if slug in keys and role in roles}


def give(person: User, wanted: set[tuple[int, Role]]) -> None:
    """Roles given in the portal stay, and so do rows whose role stays: the named themes refer to them."""
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


def _refuse(request: HttpRequest, text: str, error: Exception | None) -> HttpResponse:
    log.warning("Single sign-on refused: %s: %s", type(error).__name__, error)
    messages.error(request, text)
    return redirect("admin:login")
