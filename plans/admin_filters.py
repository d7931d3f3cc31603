"""Filters that show a person's own municipalities, and nothing of the others'."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from plans.admin_policy import label_in_plan, policies
from plans.domain.access import Permission, municipalities_of
from plans.number_input import whole_number


def along(paths: Iterable[str], last: str, value: Any) -> Q:
    """`plan__municipality` → `plan__<last>`; for each of the paths, whichever the row has."""
    condition = Q()
    for path in paths:
        condition |= Q(**{path.removesuffix("municipality") + last: value})
    return condition


class MunicipalityFilter(admin.SimpleListFilter):
    title = _("municipality")
    parameter_name = "kommune"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        policy = policies[model_admin.model]
        self.paths = policy.scope.paths
        municipalities = municipalities_of(request.user, policy.permissions.view)
        return list(municipalities.values_list("slug", "short_name"))

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        return queryset.filter(reduce(or_, (Q(**{f"{path}__slug": self.value()}) for path in self.paths)))


class YearFilter(admin.SimpleListFilter):
    title = _("year")
    parameter_name = "aar"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        self.paths = policies[model_admin.model].scope.paths
        columns = [path.removesuffix("municipality") + "year" for path in self.paths]
        rows = model_admin.get_queryset(request).order_by().values_list(*columns).distinct()
        years = {year for row in rows for year in row if year}
        return [(str(year), str(year)) for year in sorted(years, reverse=True)]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        year = whole_number(self.value() or "")
        return queryset if year is None else queryset.filter(along(self.paths, "year", year))


class SeenRowsFilter(admin.RelatedFieldListFilter):
    """By a row that is named, among those that the person may see."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:  # noqa: ARG002
        model = field.related_model
        rows = policies[model].scope.choices(model._default_manager.all(), request.user, Permission.VIEW)
        return [(row.pk, label_in_plan(row)) for row in rows]
