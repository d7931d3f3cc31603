import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from plans.domain.access import (
    Permission,
    Person,
    accessible_to,
    has_permission,
    has_permission_somewhere,
    municipalities_of,
    municipality_key,
)
from plans.enums import Role
from plans.models import Municipality, Plan
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    PlanFactory,
    StrategyFactory,
    UserFactory,
)
from themes.models import Strategy

pytestmark = pytest.mark.django_db
WRITING = {Permission.EDIT, Permission.EDIT_PLAN, Permission.KEEP_FIGURES}
PATHS = ["plan__municipality", "theme__plan__municipality"]


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        (Role.EDITOR, {Permission.VIEW, *WRITING}),
        (Role.APPROVER, {Permission.VIEW, *WRITING, Permission.PUBLISH}),
        (Role.MANAGER, {Permission.VIEW, Permission.KEEP_FIGURES, Permission.MANAGE}),
    ],
)
def test_a_role_gives_its_permissions_in_its_municipality(role: Role, permissions: set[Permission]) -> None:
    membership = MembershipFactory(role=role)
    other = MunicipalityFactory()
    person = membership.person
    assert {
        permission for permission in Permission if has_permission(person, permission, membership.municipality)
    } == permissions
    assert {permission for permission in Permission if has_permission(person, permission, other)} == set()
    assert {
        permission for permission in Permission if has_permission_somewhere(person, permission)
    } == permissions


def test_several_roles_and_municipalities_add_up() -> None:
    first = MembershipFactory(role=Role.EDITOR)
    person = first.person
    MembershipFactory(person=person, municipality=first.municipality, role=Role.APPROVER)
    second = MembershipFactory(person=person, role=Role.MANAGER)
    assert set(municipalities_of(person, Permission.VIEW)) == {first.municipality, second.municipality}
    assert list(municipalities_of(person, Permission.PUBLISH)) == [first.municipality]
    assert list(municipalities_of(person, Permission.MANAGE)) == [second.municipality]


def test_superuser_may_everything_everywhere() -> None:
    municipality = MunicipalityFactory()
    person = UserFactory(is_superuser=True)
    assert all(has_permission(person, permission, municipality) for permission in Permission)
    assert list(municipalities_of(person, Permission.MANAGE)) == [municipality]


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(lambda: AnonymousUser(), id="nobody"),
        pytest.param(lambda: UserFactory(), id="without membership"),
        pytest.param(lambda: MembershipFactory(person__is_active=False).person, id="inactive"),
        pytest.param(lambda: UserFactory(is_superuser=True, is_active=False), id="inactive superuser"),
    ],
)
def test_these_may_nothing(person: "type[Person]") -> None:
    somebody = person()
    PlanFactory()
    assert not any(has_permission_somewhere(somebody, permission) for permission in Permission)
    assert list(accessible_to(Plan.objects.all(), somebody, Permission.VIEW, ["municipality"])) == []


def test_roles_are_read_once_for_a_person(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    membership = MembershipFactory()
    person, municipality = membership.person, membership.municipality
    with django_assert_num_queries(1):
        for permission in Permission:
            has_permission(person, permission, municipality)


def test_rows_are_found_along_each_path() -> None:
    municipality = MunicipalityFactory()
    person = MembershipFactory(municipality=municipality).person
    of_theme = StrategyFactory(theme__plan__municipality=municipality)
    of_plan = StrategyFactory(theme=None, plan=PlanFactory(municipality=municipality))
    StrategyFactory()
    assert set(accessible_to(Strategy.objects.all(), person, Permission.EDIT, PATHS)) == {of_theme, of_plan}


def test_a_row_knows_its_municipality_along_whichever_path_it_has() -> None:
    of_theme = StrategyFactory()
    of_plan = StrategyFactory(theme=None, plan=PlanFactory())
    assert municipality_key(of_theme, PATHS) == of_theme.theme.plan.municipality_id
    assert municipality_key(of_plan, PATHS) == of_plan.plan.municipality_id
    assert municipality_key(Strategy(), PATHS) is None
    assert municipality_key(of_plan.plan.municipality, ["pk"]) == of_plan.plan.municipality_id
    assert municipality_key(Municipality(), ["pk"]) is None
