"""Who may do what with a plan."""

from django.contrib.auth.models import User

from plans.enums import Role
from plans.models import Plan
from tests.factories import MembershipFactory


def editor_of(plan: Plan) -> User:
    person: User = MembershipFactory(municipality=plan.municipality, role=Role.EDITOR).person
    return person


def approver_of(plan: Plan) -> User:
    person: User = MembershipFactory(municipality=plan.municipality, role=Role.APPROVER).person
    return person


def manager_of(plan: Plan) -> User:
    person: User = MembershipFactory(municipality=plan.municipality, role=Role.MANAGER).person
    return person
