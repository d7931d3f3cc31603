import pytest
from django.contrib.auth.models import User

from plans.enums import Role
from plans.models import Plan
from tests.desk.two_accounts import member
from tests.factories import UserFactory


@pytest.fixture
def sender(plan: Plan) -> User:
    """Writes, and keeps the people too."""
    return member(plan, Role.EDITOR, Role.MANAGER, first_name="Karen", last_name="Vang")


@pytest.fixture
def root() -> User:
    found: User = UserFactory(is_superuser=True, first_name="Rita", last_name="Rod")
    return found
