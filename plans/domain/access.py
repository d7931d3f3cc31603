"""Who may do what, and in which municipality. Every page, list, choice and file asks here.

A superuser runs the installation and may do everything. Everybody else may do what the roles of
their memberships allow, in those municipalities only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model, Q, QuerySet

from plans.enums import Role
from plans.models import Membership, Municipality, Plan

Person = AbstractBaseUser | AnonymousUser
Row = TypeVar("Row", bound=Model)


class Permission(Enum):
    VIEW = auto()
    EDIT = auto()
    """Write and delete the parts of a plan. An editor of named themes does not have it: what such a
    person may write is asked of `themes/domain/access.py`, so that whoever forgets to ask refuses."""
    EDIT_PLAN = auto()
    """The same in a plan as a whole: whole themes, numbers, addresses, what continues what. Nothing that an
    editor of named themes may."""
    PUBLISH = auto()
    """Publish and withdraw."""
    KEEP_FIGURES = auto()
    """The municipality's own indicators, groups and figures, which are of no plan."""
    MANAGE = auto()
    """The people and settings of a municipality, and whether a whole plan is deleted."""
    OPERATE = auto()
    """The installation, and what all municipalities share: superusers only."""


ROLES_WITH: Mapping[Permission, frozenset[Role]] = {
    Permission.VIEW: frozenset(Role),
    Permission.EDIT: frozenset({Role.EDITOR, Role.APPROVER}),
    Permission.EDIT_PLAN: frozenset({Role.EDITOR, Role.APPROVER}),
    Permission.PUBLISH: frozenset({Role.APPROVER}),
    Permission.KEEP_FIGURES: frozenset({Role.EDITOR, Role.APPROVER, Role.MANAGER}),
    Permission.MANAGE: frozenset({Role.MANAGER}),
    Permission.OPERATE: frozenset(),
}


def is_superuser(person: Person) -> bool:
    return bool(person.is_active and getattr(person, "is_superuser", False))


def roles_of(person: Person) -> Mapping[int, frozenset[Role]]:
    """By the municipality's primary key. Read once for each user object, that is once a request:
    a page of the admin asks some hundred times."""
    known: dict[int, frozenset[Role]] | None = getattr(person, "_roles_by_municipality", None)
    if known is None:
        known = _read_roles(person)
        person._roles_by_municipality = known  # type: ignore[union-attr]
    return known


def _read_roles(person: Person) -> dict[int, frozenset[Role]]:
    if not (person.is_authenticated and person.is_active):
        return {}
    found: dict[int, set[Role]] = defaultdict(set)
    rows = Membership.objects.filter(person=person.pk).order_by()
    for municipality, role, asks in rows.values_list(
        "municipality_id", "role", "municipality__two_step_required"
    ):
        found[municipality].add(Role(role))
        if asks:
            person._is_asked_for_two_steps = True  # type: ignore[attr-defined]
    return {municipality: frozenset(roles) for municipality, roles in found.items()}


def is_asked_for_two_steps(person: Person) -> bool:
    """Whether a municipality that the person belongs to lets nobody in with a password alone."""
    roles_of(person)
    return bool(getattr(person, "_is_asked_for_two_steps", False))


def has_permission(person: Person, permission: Permission, municipality: Municipality | int) -> bool:
    """`municipality` may be given by its primary key."""
    if is_superuser(person):
        return True
    key = municipality.pk if isinstance(municipality, Municipality) else municipality
    return bool(roles_of(person).get(key, frozenset()) & ROLES_WITH[permission])


def has_permission_somewhere(person: Person, permission: Permission) -> bool:
    return is_superuser(person) or bool(_keys(person, permission))


def municipalities_of(person: Person, permission: Permission) -> QuerySet[Municipality]:
    """Where the person has the permission."""
    return accessible_to(Municipality.objects.all(), person, permission, ["pk"])


def accessible_to(
    rows: QuerySet[Row], person: Person, permission: Permission, paths: Iterable[str]
) -> QuerySet[Row]:
    """Those of the rows that belong to a municipality where the person has the permission. `paths` are
    the ways from a row to its municipality, of which each row has one."""
    if is_superuser(person):
        return rows
    keys = _keys(person, permission)
    return rows.filter(reduce(or_, (Q(**{f"{path}__in": keys}) for path in paths)))


def without_archived(rows: QuerySet[Row], paths: Iterable[str]) -> QuerySet[Row]:
    """Those of the rows that are no part of an archived plan. `paths` as for `accessible_to`."""
    for path in paths:
        if path.split("__")[-2:] == ["plan", "municipality"]:
            rows = rows.filter(**{f"{path.removesuffix('municipality')}archived_at": None})
        elif rows.model is Plan:
            rows = rows.filter(archived_at=None)
    return rows


def municipality_key(row: Any, paths: Iterable[str]) -> int | None:
    """The primary key of the municipality that the row belongs to, or None for a row that does
    not belong to one (yet)."""
    for path in paths:
        *steps, last = path.split("__")
        owner = reduce(lambda value, step: value and getattr(value, step), steps, row)
        if owner:
            key: int | None = owner.pk if last == "pk" else getattr(owner, f"{last}_id")
            return key
    return None


def _keys(person: Person, permission: Permission) -> list[int]:
    return [key for key, roles in roles_of(person).items() if roles & ROLES_WITH[permission]]
