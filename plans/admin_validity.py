"""How the admin shows and asks for what holds for a time and is replaced."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.admin_filters import along
from plans.admin_forms import ModelForm, narrow
from plans.admin_policy import policies
from plans.domain.succession import makes_circle
from plans.models import Plan
from plans.models.plan import MAX_YEARS
from plans.models.validity import valid_between
from plans.number_input import whole_number

VALIDITY: Any = (gettext_lazy("Validity"), {"fields": [("valid_from", "valid_until"), "successors"]})


class ReplaceableForm(ModelForm):
    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and makes_circle(self.instance, data.get("successors") or ()):
            self.add_error("successors", _("It cannot be replaced by itself, nor by what it has replaced."))
        return data


class ValidityFilter(admin.SimpleListFilter):
    title = gettext_lazy("validity")
    parameter_name = "gyldighed"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[Any, str]]:
        return [("gaeldende", _("valid")), ("ophoert", _("no longer valid"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        if self.value() == "gaeldende":
            return queryset.filter(valid_between(today, today))
        return queryset.filter(valid_until__lt=today) if self.value() == "ophoert" else queryset


def valid_in(plan: Plan) -> Q:
    """On some day of the plan's period."""
    return valid_between(plan.first_day, plan.last_day)


def plan_begun(request: HttpRequest) -> Plan | None:
    """A plan that is being added, with the period that is sent; None where that is no period."""
    first, last = (whole_number(request.POST.get(name, "")) for name in ("year", "last_year"))
    plan = Plan(year=first or 0, last_year=None if "open_ended" in request.POST else last or first)
    try:
        plan.clean_fields(exclude={field.name for field in Plan._meta.fields} - {"year", "last_year"})
    except ValidationError:
        return None
    return plan if plan.last_year is None or 0 <= plan.last_year - plan.year < MAX_YEARS else None


def narrow_target_groups(form: Any, plan: Plan | None) -> None:
    """Those that are valid in the plan's period, and what rows of this kind in it have chosen already."""
    if plan is None:
        return
    model = form._meta.model
    rows = model._default_manager.filter(along(policies[model].scope.paths, "pk", plan.pk)).order_by()
    chosen = Q(pk__in=rows.values("target_groups")) if plan.pk else Q(pk__in=[])
    narrow(form, "target_groups", lambda groups: groups.filter(valid_in(plan) | chosen))
