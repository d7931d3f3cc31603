"""An editor of named themes writes these and nothing else; what is asked of the whole municipality
is refused, so that a page which knows nothing of named themes refuses too."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from plans.domain.access import Permission, has_permission, has_permission_somewhere
from plans.enums import Role
from plans.models import Membership, Municipality
from tests.desk.forms import send, shown
from tests.desk.rows import address
from tests.factories import (
    AnnualGoalFactory,
    InitiativeFactory,
    MembershipFactory,
    SectionFactory,
    StrategyFactory,
    TargetFactory,
    ThemeAnswerFactory,
    ThemeEditorFactory,
    ThemeFactory,
    UserFactory,
)
from themes.domain.access import may_write_somewhere, may_write_theme, municipalities_written, named_themes
from themes.models import Theme, ThemeEditor

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership(municipality: Municipality) -> Membership:
    return MembershipFactory(municipality=municipality, role=Role.THEME_EDITOR)


@pytest.fixture
def named(membership: Membership) -> Theme:
    theme = ThemeFactory(plan__municipality=membership.municipality, title="Unge", ambition="Før")
    ThemeEditorFactory(membership=membership, theme=theme)
    return theme


@pytest.fixture
def other(named: Theme) -> Theme:
    return ThemeFactory(plan=named.plan, title="Seniorer", ambition="Før")


@pytest.fixture
def client(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.person)
    return client


def page(row: Model, name: str = "change") -> str:
    where, arguments = address(name, row)
    return reverse(where, args=arguments)


def test_named_theme_is_written_and_the_next_one_only_read(
    client: Client, membership: Membership, named: Theme, other: Theme
) -> None:
    assert may_write_theme(membership.person, named)
    assert send(client, page(named), ambition="Efter").status_code == 302
    named.refresh_from_db()
    assert named.ambition == "Efter"
    assert client.get(page(other)).status_code == 200
    assert client.post(page(other), {"title": "Rørt"}).status_code == 403
    other.refresh_from_db()
    assert (other.title, other.ambition) == ("Seniorer", "Før")


def test_without_a_named_theme_nothing_is_written(membership: Membership) -> None:
    theme = ThemeFactory(plan__municipality=membership.municipality)
    person = membership.person
    assert not may_write_theme(person, theme)
    assert not may_write_somewhere(person)


def test_deleting_the_only_named_theme_gives_nothing_more(membership: Membership, named: Theme) -> None:
    other = ThemeFactory(plan=named.plan)
    named.delete()
    person = User.objects.get(pk=membership.person.pk)
    assert not may_write_theme(person, other)


def test_the_whole_municipality_is_not_theirs_to_write(membership: Membership, named: Theme) -> None:
    person = membership.person
    permissions = [
        permission for permission in Permission if has_permission(person, permission, membership.municipality)
    ]
    assert permissions == [Permission.VIEW]
    assert not has_permission_somewhere(person, Permission.EDIT)
    assert list(municipalities_written(person)) == [membership.municipality]


def parts(theme: Theme) -> Iterator[Model]:
    strategy = StrategyFactory(theme=theme)
    goal = AnnualGoalFactory(theme=theme)
    yield from (strategy, goal, InitiativeFactory(theme=theme))
    yield InitiativeFactory(theme=None, strategy=strategy)
    yield TargetFactory(goal=goal)
    yield ThemeAnswerFactory(theme=theme)


def test_parts_of_the_named_theme_are_theirs_and_others_are_not(
    client: Client, named: Theme, other: Theme
) -> None:
    for own, foreign in reversed([*zip(parts(named), parts(other), strict=True)]):
        assert send(client, page(own)).status_code == 302
        assert client.post(page(foreign), shown(client.get(page(own)))).status_code == 403
        assert client.post(page(foreign, "delete"), {"post": "yes"}).status_code == 403
        assert client.post(page(own, "delete"), {"post": "yes"}).status_code == 302
        assert type(foreign)._default_manager.filter(pk=foreign.pk).exists()


def test_a_theme_is_neither_added_nor_deleted_nor_moved(client: Client, named: Theme) -> None:
    assert client.get(reverse("admin:themes_theme_add")).status_code == 403
    assert client.get(page(named, "delete")).status_code == 403
    fields = client.get(page(named)).context["adminform"].form.fields
    assert {"title", "ambition", "actions"} <= set(fields)
    assert {"number", "slug", "predecessor", "plan"} & set(fields) == set()


def test_plan_and_sections_are_only_read(client: Client, named: Theme) -> None:
    section = SectionFactory(plan=named.plan)
    for row in (named.plan, section):
        assert client.get(page(row)).status_code == 200
        assert client.post(page(row), {}).status_code == 403


def test_choices_are_the_named_theme_and_no_plan(client: Client, named: Theme, other: Theme) -> None:
    def offered(field: str) -> list[str]:
        query = {"app_label": "themes", "model_name": "strategy", "field_name": field}
        return [row["id"] for row in client.get("/admin/autocomplete/", query).json()["results"]]

    assert (offered("theme"), offered("plan")) == ([str(named.pk)], [])


def test_strategy_is_not_smuggled_into_another_theme(client: Client, named: Theme, other: Theme) -> None:
    response: Any = client.post(reverse("admin:themes_strategy_add"), {"theme": other.pk, "title": "Ny"})
    assert list(response.context["adminform"].form.errors) == ["theme"]


def test_an_inactive_person_writes_nothing(membership: Membership, named: Theme) -> None:
    membership.person.is_active = False
    assert not may_write_theme(membership.person, named)


def test_another_role_beside_it_counts_as_well(membership: Membership, other: Theme) -> None:
    MembershipFactory(person=membership.person, municipality=membership.municipality, role=Role.APPROVER)
    assert may_write_theme(membership.person, other)


def test_only_an_editor_of_named_themes_is_given_themes(named: Theme) -> None:
    editor = MembershipFactory(municipality=named.plan.municipality, role=Role.EDITOR)
    with pytest.raises(ValidationError, match=r"editor of named themes|navngivne temaer"):
        ThemeEditor(membership=editor, theme=named).full_clean()


def test_theme_of_another_municipality_is_not_given(membership: Membership) -> None:
    with pytest.raises(ValidationError) as refused:
        ThemeEditor(membership=membership, theme=ThemeFactory()).full_clean()
    assert list(refused.value.message_dict) == ["theme"]


def test_superuser_needs_no_names(other: Theme) -> None:
    assert may_write_theme(UserFactory(is_superuser=True), other)


def test_theme_named_for_a_membership_of_another_role_gives_nothing(membership: Membership) -> None:
    """The form refuses such a row; one that is there all the same must not make a manager a writer."""
    manager = MembershipFactory(person=membership.person, role=Role.MANAGER)
    theme = ThemeFactory(plan__municipality=manager.municipality)
    ThemeEditorFactory(membership=manager, theme=theme)
    assert named_themes(membership.person) == frozenset()
