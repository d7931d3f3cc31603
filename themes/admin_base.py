"""What an editor of named themes may write, and the plan that something is added to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from plans.admin_policy import Scope, cached_on_request, policies
from plans.domain.access import Permission, Person, accessible_to
from plans.models import Plan
from plans.number_input import whole_number
from themes.domain.access import named_themes, of_named_themes, theme_key


@dataclass(frozen=True, eq=False)
class ThemeScope(Scope):
    """Rows that an editor of named themes edits too, where they lie in one of these."""

    theme_paths: tuple[str, ...] = ()
    """The ways from a row to the theme that it lies in, e.g. `strategy__theme`."""

    def has_permission(self, person: Person, permission: Permission, row: Any) -> bool:
        if super().has_permission(person, permission, row):
            return True
        named = named_themes(person) if permission is Permission.EDIT else frozenset()
        return bool(named) if row is None else theme_key(row, self.theme_paths) in named

    def visible(self, rows: QuerySet[Any], person: Person, permission: Permission) -> QuerySet[Any]:
        whole = super().visible(rows, person, permission)
        if permission is not Permission.EDIT or not named_themes(person):
            return whole
        named = of_named_themes(person, self.theme_paths)
        return (
            super()
            .visible(rows, person, Permission.VIEW)
            .filter(Q(pk__in=whole.order_by().values("pk")) | named)
        )


def plan_added_to(request: HttpRequest, model: type[Model]) -> Plan | None:
    """The plan that a row of the model is added to: what was sent says it, and until then the address that the
    page was opened with, which names the plan or a theme of it. Only one that the person may look into."""
    return cached_on_request(request, (plan_added_to, model), lambda: _plan_added_to(request, model))  # type: ignore[no-any-return]


def _plan_added_to(request: HttpRequest, model: type[Model]) -> Plan | None:
    plan, theme = (whole_number(request.GET.get(name, "")) for name in ("plan", "theme"))
    if sent := policies[model].plan_sent(request, model):
        plan, theme = sent.pk, None
    if plan is None and theme is None:
        return None
    plans = accessible_to(Plan.objects.active(), request.user, Permission.VIEW, ["municipality"])
    named = Q(pk=plan) if theme is None else Q(themes=theme)
    found: Plan | None = plans.select_related("municipality").filter(named).first()
    return found
