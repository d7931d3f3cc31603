"""Which rows of a model a person may see, what they may do with them, and when a plan's lock closes them.

Each model that the admin shows has one `Policy`. A page asks the policy of its own model; a choice asks that
of the model chosen from, and an inline those of its page and of its rows. No admin asks another admin.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from plans.domain import lock
from plans.domain.access import (
    Permission,
    Person,
    accessible_to,
    has_permission,
    has_permission_somewhere,
    is_superuser,
    municipality_key,
    without_archived,
)
from plans.domain.owning_plan import plan_around
from plans.errors import RefusedError
from plans.models import Plan, Series
from plans.models.validity import with_validity
from plans.number_input import whole_number

Subject = Plan | lock.PlanDependent


@dataclass(frozen=True, eq=False)
class Scope:
    """Rows of a municipality. `paths` are the ways from a row to it, of which each row has one, e.g.
    `plan__municipality`. Without any, the rows are shared by all and everybody sees them."""

    paths: tuple[str, ...] = ()
    shows_archived: bool = False
    """Whether rows of an archived plan are shown all the same: what was published is."""

    def visible(self, rows: QuerySet[Any], person: Person, permission: Permission) -> QuerySet[Any]:
        if not self.paths:
            return rows
        found = accessible_to(rows, person, permission, self.paths)
        return found if self.shows_archived else without_archived(found, self.paths)

    def choices(self, rows: QuerySet[Any], person: Person, permission: Permission) -> QuerySet[Any]:
        """What may be chosen where something is done that needs the permission. Of parts of a plan, also whether
        its municipality has plans of several kinds; then they are told apart by their series
        (`label_in_plan`)."""
        joined = [path for path in self.paths if path != "pk"]
        found: QuerySet[Any] = self.visible(rows, person, permission)
        if not joined:
            return found
        towns = [path for path in joined if path.endswith("plan__municipality")]
        found = found.select_related(
            *joined, *(f"{path.removesuffix('municipality')}series" for path in towns)
        )
        if not towns:
            return found
        refs = [OuterRef(path) for path in towns]
        others = Series.objects.filter(municipality=Coalesce(*refs) if len(refs) > 1 else refs[0])
        found = found.annotate(of_several_series=Exists(others.exclude(slug="")))
        return found

    def has_permission(self, person: Person, permission: Permission, row: Any) -> bool:
        """With `row` None: whether the person may do it to any row at all."""
        if row is None or not self.paths:
            return has_permission_somewhere(person, permission)
        key = self.municipality_of(row)
        return is_superuser(person) if key is None else has_permission(person, permission, key)

    def municipality_of(self, row: Any) -> int | None:
        return municipality_key(row, self.paths)

    @property
    def ways_to_plan(self) -> Mapping[str, list[str]]:
        """By the field that each begins with, the ways on from there to the plan: of
        `theme__plan__municipality`, under `theme`, `plan`."""
        ways: dict[str, list[str]] = {}
        for path in self.paths:
            first, _dash, rest = path.partition("__")
            if path.endswith("plan__municipality"):
                ways.setdefault(first, []).append(rest.removesuffix("municipality"))
        return ways


@dataclass(frozen=True, eq=False)
class OwnedOrShared(Scope):
    """Rows of a municipality beside rows that all share, where the path leads to none. Everybody sees and
    chooses the shared ones, and superusers keep them."""

    def visible(self, rows: QuerySet[Any], person: Person, permission: Permission) -> QuerySet[Any]:
        own = super().visible(rows, person, permission)
        if permission is not Permission.VIEW or not has_permission_somewhere(person, permission):
            return own
        shared = dict.fromkeys(self.paths)
        return own | rows.filter(**shared)

    def narrowed(self, rows: QuerySet[Any], municipality: int) -> QuerySet[Any]:
        """What is chosen for something of the one municipality, by somebody who works for several."""
        return rows.filter(Q(**dict.fromkeys(self.paths)) | Q(**dict.fromkeys(self.paths, municipality)))

    def choices(self, rows: QuerySet[Any], person: Person, permission: Permission) -> QuerySet[Any]:
        """Whoever writes a target chooses also where others keep the figures."""
        seen = Permission.VIEW if permission is Permission.EDIT else permission
        return super().choices(rows, person, seen)

    def has_permission(self, person: Person, permission: Permission, row: Any) -> bool:
        if row is not None and permission is Permission.VIEW and self.municipality_of(row) is None:
            return has_permission_somewhere(person, permission)
        return super().has_permission(person, permission, row)


@dataclass(frozen=True, eq=False)
class Permissions:
    """What each of Django's permissions asks for; None is for nobody, as pages of the desk do it."""

    view: Permission = Permission.VIEW
    add: Permission | None = Permission.EDIT
    change: Permission | None = Permission.EDIT
    delete: tuple[Permission, ...] = (Permission.EDIT,)
    """Any of these."""


@dataclass(frozen=True)
class PlanLock:
    """While a text is with its approvers it is closed: the admin shows it to read, and says why. The first
    change after publishing begins a new draft. A model that says nothing closes with its plan, so that a new
    one cannot be forgotten."""

    subject_of: Callable[[Any], Subject | None] = plan_around
    """The text that is approved with the row in it."""
    closes: bool = True

    def plan_of(self, row: Any) -> Plan | None:
        subject = self.subject_of(row)
        return lock.plan_of_dependent(subject) if subject else None

    def reason(self, row: Any) -> str:
        """Why the row cannot be changed now, or nothing where it can."""
        return self.reason_in(self.subject_of(row)) if row else ""

    def reason_in(self, subject: Subject | None) -> str:
        """The same for a new row in the text."""
        return lock.closed_reason(subject) if self.closes and subject else ""

    def begin_edit(self, request: HttpRequest, subject: Subject | None) -> None:
        """Within the transaction of the save, whatever the page showed when it was opened."""
        if subject is None or subject.pk is None or not self.closes:
            return
        try:
            lock.begin_edit(subject, request.user)  # type: ignore[arg-type]
        except RefusedError as error:
            raise PermissionDenied(str(error)) from error


STAYS_OPEN: Final = PlanLock(closes=False)
"""For what belongs to a plan and is no part of what is approved: deadlines, recipients."""
OF_NO_PLAN: Final = PlanLock(subject_of=lambda _row: None, closes=False)
APPROVED_BY_ITSELF: Final = PlanLock(subject_of=lambda row: row)
OF_FOLLOW_UP: Final = PlanLock(subject_of=attrgetter("follow_up"))


def label_in_plan(row: Any) -> str:
    """Names a choice, so that "1 Unge" says which plan it is of, and an indicator whose own it is. Of a
    municipality's several plans of one year, the series says which."""
    if owner := getattr(row, "owner", None):
        return f"{owner.short_name}: {with_validity(row)}"
    plan = plan_around(row)
    if plan is None or plan == row:
        return with_validity(row)
    kind = f", {plan.series}" if getattr(row, "of_several_series", False) else ""
    return f"{plan.municipality.short_name}{kind} {plan.year}: {row}"


@dataclass(frozen=True, eq=False)
class Policy:
    scope: Scope
    permissions: Permissions = Permissions()
    lock: PlanLock = PlanLock()
    plan_fields: tuple[str, ...] = ()
    """What ties the row to the rest of the plan, or to an earlier one: chosen by those who write the whole
    plan."""

    def has_permission(self, request: HttpRequest, permission: Permission | None, row: Any = None) -> bool:
        """Asked once per request for each row: Django's pages ask some hundred times."""

        def ask() -> bool:
            return permission is not None and self.scope.has_permission(request.user, permission, row)

        return (
            ask()
            if row and row.pk is None
            else bool(cached_on_request(request, (self, permission, row), ask))
        )

    def has_view_permission(self, request: HttpRequest, row: Any = None) -> bool:
        return self.has_permission(request, self.permissions.view, row)

    def has_change_permission(self, request: HttpRequest, row: Any = None) -> bool:
        """But for the plan's lock."""
        return self.has_permission(request, self.permissions.change, row)

    def has_delete_permission(self, request: HttpRequest, row: Any = None) -> bool:
        """But for the plan's lock."""
        return any(self.has_permission(request, permission, row) for permission in self.permissions.delete)

    def plan_sent(self, request: HttpRequest, model: type[Model]) -> Plan | None:
        """The plan that a row which is being added will be a part of, if it is of any."""
        for name in self.scope.ways_to_plan:
            key = whole_number(request.POST.get(name, ""))
            parents: Any = model._meta.get_field(name).related_model
            row = parents._default_manager.filter(pk=key).first() if key is not None else None
            if plan := plan_around(row):
                return plan
        return None

    def permission_to_choose(self, name: str) -> Permission:
        """Asked of a choice of the field: of the one that says whose the row will be, as much as adding
        asks."""
        deciding = {path.partition("__")[0] for path in self.scope.paths}
        return (self.permissions.add or Permission.EDIT) if name in deciding else Permission.EDIT

    def without_closed(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of the choices of a field: a new row cannot be put into a plan that is closed."""
        if self.lock.closes and self.lock.subject_of is plan_around:
            for way in self.scope.ways_to_plan.get(name, ()):
                rows = rows.exclude(**{f"{way}state__in": list(lock.CLOSED)})
        return rows


KEPT_BY_MUNICIPALITY: Final = Permissions(
    add=Permission.KEEP_FIGURES, change=Permission.KEEP_FIGURES, delete=(Permission.KEEP_FIGURES,)
)
SHARED: Final = Policy(
    Scope(),
    Permissions(add=Permission.OPERATE, change=Permission.OPERATE, delete=(Permission.OPERATE,)),
    OF_NO_PLAN,
)
"""Rows that all municipalities share: every member reads them, superusers keep them."""

policies: Final[dict[type[Model], Policy]] = {}
"""Each room adds those of its models, and `desk` those of the rooms that have no admin of their own."""


def cached_on_request(request: HttpRequest, key: Any, find: Callable[[], Any]) -> Any:
    """What is found is cached on the request."""
    kept: dict[Any, Any] = request.__dict__.setdefault("_found_once", {})
    if key not in kept:
        kept[key] = find()
    return kept[key]


def forget(request: HttpRequest) -> None:
    """For a second try, after what the first one found has changed."""
    request.__dict__.pop("_found_once", None)
