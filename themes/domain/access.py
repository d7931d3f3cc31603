"""Which themes a person may write who is an editor of named themes only.

Rights in a whole municipality are asked of `plans/domain/access.py`; what is here is added to them.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from plans.domain.access import (
    Permission,
    Person,
    has_permission,
    has_permission_somewhere,
    is_superuser,
    municipalities_of,
    roles_of,
)
from plans.enums import Role
from plans.models import Municipality
from themes.models import Theme, ThemeEditor


def named_themes(person: Person) -> frozenset[int]:
    """Primary keys. Read once for each user object, as roles are."""
    known: frozenset[int] | None = getattr(person, "_named_themes", None)
    if known is None:
        known = _read(person)
        person._named_themes = known  # type: ignore[union-attr]
    return known


def _read(person: Person) -> frozenset[int]:
    """Asks the database only for people who have the role somewhere."""
    if is_superuser(person) or not any(Role.THEME_EDITOR in roles for roles in roles_of(person).values()):
        return frozenset()
    rows = ThemeEditor.objects.filter(membership__person=person.pk, membership__role=Role.THEME_EDITOR)
    return frozenset(rows.order_by().values_list("theme_id", flat=True))


def may_write_theme(person: Person, theme: Theme) -> bool:
    return theme.pk in named_themes(person) or has_permission(
        person, Permission.EDIT, theme.plan.municipality_id
    )


def municipalities_written(person: Person) -> QuerySet[Municipality]:
    """Where the person writes all or some of the texts."""
    named = Municipality.objects.filter(plans__themes__in=named_themes(person)).values("pk")
    whole = municipalities_of(person, Permission.EDIT).order_by().values("pk")
    return Municipality.objects.filter(Q(pk__in=named) | Q(pk__in=whole))


def may_write_somewhere(person: Person) -> bool:
    return has_permission_somewhere(person, Permission.EDIT) or bool(named_themes(person))


def of_named_themes(person: Person, paths: Iterable[str]) -> Q:
    """The rows that lie in a theme which the person is named for. `paths` are the ways from a row
    to its theme."""
    keys = named_themes(person)
    return reduce(or_, (Q(**{f"{path}__in": keys}) for path in paths))


def theme_key(row: Any, paths: Iterable[str]) -> int | None:
    """The primary key of the theme that the row lies in, or None."""
    for path in paths:
        *steps, last = path.split("__")
        owner = reduce(lambda value, step: value and getattr(value, step), steps, row)
        key: int | None = owner and getattr(owner, "pk" if last == "pk" else f"{last}_id")
        if key:
            return key
    return None
