"""Every address of the admin and of editing × every role × own and other municipality.

The addresses come from the URL configuration, the rules from `tests/access_rules.py`: a new view
without a rule fails here before it can be forgotten.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from plans.admin_policy import policies
from plans.enums import Role
from plans.models import Membership, Municipality
from tests.access_rules import MODELS, PAGES, ModelRule, PageRule
from tests.desk.rows import FACTORIES, OWNED, row_in
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    ThemeEditorFactory,
    ThemeFactory,
    UserFactory,
)
from themes.admin_base import ThemeScope
from themes.domain.access import theme_key
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]

MODEL_PAGES = {
    "": "changelist",
    "add/": "add",
    "<path:object_id>/change/": "change",
    "<path:object_id>/delete/": "delete",
    "<path:object_id>/history/": "history",
    "<path:object_id>/": "redirect",
}
LISTS = re.compile(r"admin/\^\(\?P<app_label>[a-z|_]+\)/\$")
CATCH_ALL = "admin/(?P<url>.*)$"
"""Leads an anonymous person to the sign-in from addresses that do not exist."""
PUBLIC = {"publishing", "shared"}
"""Name spaces that read editions, or a draft by the secret in its address; they have tests of their
own. Of `publishing`, media alone asks who someone is (tests/website/views/test_media.py)."""


def routes(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace not in PUBLIC:
                yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


ROUTES = sorted(set(routes(get_resolver().url_patterns)))


def model_page(route: str) -> tuple[type[Model], str] | None:
    """The model and the name of its page, for the addresses that every model has."""
    found = re.fullmatch(r"admin/(\w+)/(\w+)/(.*)", route)
    if not found or found[3] not in MODEL_PAGES:
        return None
    label, name, rest = found.groups()
    if (label, name) not in {(m._meta.app_label, m._meta.model_name) for m in admin.site._registry}:
        return None
    return apps.get_model(label, name), MODEL_PAGES[rest]


OF_MODELS = [route for route in ROUTES if model_page(route)]
OF_PAGES = [
    (route, rule)
    for route, rules in PAGES.items()
    for rule in (rules if isinstance(rules, tuple) else (rules,))
    if isinstance(rule, PageRule)
]


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    special = {route for route in ROUTES if LISTS.fullmatch(route) or route == CATCH_ALL}
    assert set(ROUTES) - set(OF_MODELS) - special == set(PAGES)


def test_every_model_has_a_rule_and_every_rule_a_model() -> None:
    assert {model._meta.label for model in admin.site._registry} == set(MODELS)


@dataclass
class People:
    """One for each role, all of one municipality; a superuser; and one without any membership."""

    clients: dict[Role, Client]
    memberships: dict[Role, Membership]
    superuser: Client
    outsider: Client


@pytest.fixture(scope="module")
def municipality(shared_rows: None) -> Municipality:
    return MunicipalityFactory()


class Signed(NamedTuple):
    """The people's memberships, and the keys of their sessions."""

    memberships: dict[Role, Membership]
    keys: dict[Role | str, str]


@pytest.fixture(scope="module")
def signed(municipality: Municipality) -> Signed:
    memberships = {role: MembershipFactory(municipality=municipality, role=role) for role in Role}
    # Somewhere to write, so that what is refused is refused for the row and not for the person.
    theme = ThemeFactory(plan__municipality=municipality)
    ThemeEditorFactory(membership=memberships[Role.THEME_EDITOR], theme=theme)
    others = {"superuser": UserFactory(is_superuser=True), "outsider": UserFactory()}
    persons = {**{role: membership.person for role, membership in memberships.items()}, **others}
    return Signed(memberships, {name: session_of(person) for name, person in persons.items()})


@pytest.fixture
def people(signed: Signed) -> People:
    """Clients of the test's own: signing out is one of the pages."""
    clients = {name: client_with(key) for name, key in signed.keys.items()}
    return People(
        {role: clients[role] for role in Role},
        signed.memberships,
        clients["superuser"],
        clients["outsider"],
    )


def session_of(person: Any) -> str:
    """What signing in leaves behind. How that is done is tried in tests/accounts/test_sign_in.py."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def client_with(session: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def status(client: Client, method: str, address: str, data: Mapping[str, Any] | None = None) -> int:
    response = getattr(client, method)(address, data or {})
    if response.streaming:
        b"".join(response)  # a file is closed when it has been read
    return int(response.status_code)


def outcome(answered: int) -> str:
    """An empty form is answered with its errors: let in is any answer but a refusal."""
    if answered in {200, 302, 400, 409}:
        return "let in"
    return {401: "refused", 403: "refused", 404: "not there", 405: "no such method"}.get(
        answered, str(answered)
    )


def expected(roles: frozenset[Role]) -> dict[Role, str]:
    return {role: "let in" if role in roles else "refused" for role in Role}


def outcomes(
    people: People, method: str, address: str, data: Mapping[str, Any] | None = None
) -> dict[Role, str]:
    return {role: outcome(status(people.clients[role], method, address, data)) for role in Role}


def allowed_on(rule: ModelRule, page: str, method: str) -> frozenset[Role]:
    return {
        "changelist": rule.view,
        "add": rule.add,
        "change": rule.change if method == "post" else rule.view,
        "delete": rule.delete,
        "history": rule.view,
    }[page]


def name_the_theme_of(row: Any, people: People) -> None:
    """Makes the row one that the editor of named themes writes, where it lies in a theme."""
    scope = policies[type(row)].scope
    key = theme_key(row, scope.theme_paths) if isinstance(scope, ThemeScope) else None
    if key:
        theme = Theme.objects.get(pk=key)
        ThemeEditorFactory(membership=people.memberships[Role.THEME_EDITOR], theme=theme)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", OF_MODELS)
def test_page_of_a_model(route: str, method: str, people: People, municipality: Municipality) -> None:
    model, page = model_page(route) or pytest.fail(route)
    rule = MODELS[model._meta.label]
    rows = [
        row_in(model, of) if model in OWNED else FACTORIES[model]()
        for of in (municipality, MunicipalityFactory())
    ]
    name_the_theme_of(rows[0], people)
    own, foreign = ("/" + route.replace("<path:object_id>", str(row.pk)) for row in rows)
    assert status(Client(), method, own) == 302
    if page == "redirect":  # leads to the page that decides, and says nothing of the object
        assert outcomes(people, method, foreign) == expected(frozenset(Role))
        return
    of_object = "<" in route
    unseen = frozenset(Role) - rule.view if of_object and model in OWNED else frozenset()
    assert outcomes(people, method, own) == {
        **expected(allowed_on(rule, page, method)),
        **dict.fromkeys(unseen, "not there"),
    }
    kept = page in rule.kept and (page, method) != ("change", "get")
    assert outcome(status(people.superuser, method, own)) == ("refused" if kept else "let in")
    owned = of_object and model in OWNED
    assert outcome(status(people.outsider, method, own)) == ("not there" if owned else "refused")
    if owned:
        assert set(outcomes(people, method, foreign).values()) == {"not there"}
    assert model._default_manager.filter(pk__in=[row.pk for row in rows]).count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("route", "rule"), OF_PAGES, ids=[route for route, _rule in OF_PAGES])
def test_page_of_its_own(
    route: str, rule: PageRule, method: str, people: People, municipality: Municipality
) -> None:
    own, data = filled(route, rule, municipality)
    allowed = rule.get if method == "get" else rule.post
    assert status(Client(), method, own, data) in {rule.strangers} | ({405} if allowed is None else set())
    if allowed is None:
        assert set(outcomes(people, method, own, data).values()) <= {"no such method", "refused"}
        return
    assert outcomes(people, method, own, data) == expected(allowed)
    superuser = outcome(status(people.superuser, method, own, data))
    assert superuser == ("let in" if rule.superuser else "refused")
    outsider = outcome(status(people.outsider, method, own, data))
    if rule.fill and rule.owned:
        # A call by a script may refuse who may not write at all before it looks for the object.
        unwilling = {"refused", "not there"} if rule.strangers == 403 else {"not there"}
        assert outsider in unwilling
        foreign, data = filled(route, rule, MunicipalityFactory())
        for role, answer in outcomes(people, method, foreign, data).items():
            assert answer in ({"not there"} if role in allowed else unwilling), role
    else:
        assert outsider == ("let in" if rule.outsiders else "refused")


def filled(route: str, rule: PageRule, municipality: Municipality) -> tuple[str, dict[str, Any]]:
    """The address, and what is sent to it."""
    values = rule.fill(municipality) if rule.fill else {}
    data = values.pop("data", {})
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route), data


@pytest.mark.parametrize("label", sorted({model._meta.app_label for model in admin.site._registry}))
def test_list_of_a_room_s_models(label: str, people: People) -> None:
    address = f"/admin/{label}/"
    assert status(Client(), "get", address) == 302
    shown = [rule for model, rule in MODELS.items() if model.startswith(f"{label}.")]
    for role in Role:
        seen = any(role in rule.view for rule in shown)
        assert outcome(status(people.clients[role], "get", address)) == ("let in" if seen else "not there")
    assert outcome(status(people.outsider, "get", address)) == "not there"


def test_address_that_does_not_exist_tells_strangers_nothing(people: People) -> None:
    assert status(Client(), "get", "/admin/findes/ikke/") == 302
    assert set(outcomes(people, "get", "/admin/findes/ikke/").values()) == {"not there"}
