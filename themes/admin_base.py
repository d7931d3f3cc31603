"""Admin pages of themes and their parts, which an editor of named themes writes as well."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from plans.admin_base import MunicipalityAdmin
from plans.domain.access import Right, within
from plans.models import Plan
from plans.numbers import whole_number
from themes.domain.access import named_themes, of_named_themes, theme_key


class ThemePartAdmin(MunicipalityAdmin):
    theme_paths: ClassVar[Sequence[str]] = ()
    """The ways from a row to the theme that it lies in, e.g. `strategy__theme`."""
    plan_fields: ClassVar[Sequence[str]] = ()
    """What ties the row to the rest of the plan, or to an earlier one: chosen by those who write
    the whole plan."""

    def may(self, request: HttpRequest, right: Right, obj: Any) -> bool:
        if self.may_in_plan(request, right, obj):
            return True
        named = named_themes(request.user) if right is Right.EDIT else frozenset()
        return bool(named) if obj is None else theme_key(obj, self.theme_paths) in named

    def may_in_plan(self, request: HttpRequest, right: Right, obj: Any) -> bool:
        """Whether the person may do it to every row of the municipality."""
        return super().may(request, right, obj)

    def choices(self, request: HttpRequest, right: Right) -> QuerySet[Any]:
        rows = super().choices(request, right)
        if right is not Right.EDIT or not named_themes(request.user):
            return rows
        whole = Q(pk__in=rows.order_by().values("pk"))
        found = self.get_queryset(request).filter(whole | of_named_themes(request.user, self.theme_paths))
        related = self.get_list_select_related(request)
        return found.select_related(*related) if isinstance(related, list | tuple) else found

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = super().get_readonly_fields(request, obj)
        if obj and not self.may_in_plan(request, Right.EDIT, obj):
            fields += self.plan_fields
        return fields


def plan_added_to(request: HttpRequest) -> Plan | None:
    """The plan that a page for adding was opened from: its address names it, or a theme of it."""
    plan, theme = (whole_number(request.GET.get(name, "")) for name in ("plan", "theme"))
    if plan is None and theme is None:
        return None
    plans = within(Plan.objects.standing(), request.user, Right.VIEW, ["municipality"])
    named = Q(pk=plan) if theme is None else Q(themes=theme)
    found: Plan | None = plans.select_related("municipality").filter(named).first()
    return found
