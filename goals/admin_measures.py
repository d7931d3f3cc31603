"""Choosing an indicator, and what it is compared with: the country's, or one municipality's own."""

from typing import Any

from django.http import HttpRequest

from goals.models.indicator import for_municipality
from plans.admin_base import LimitedChoices
from plans.admin_forms import DOES_NOT_FIT
from plans.models import Plan
from plans.widgets import ChoiceOfMunicipality

MEASURES = ("indicator", "comparator")


class ChoosesMeasures(LimitedChoices):
    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in MEASURES:
            kwargs["widget"] = ChoiceOfMunicipality(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def narrow_to_municipality(form: Any, municipality: int | None, plan: Plan | None = None) -> None:
    """`plan`: the one in whose period what is offered is valid, and which a refusal speaks of."""
    for name in MEASURES:
        if municipality is None or not (field := form.base_fields.get(name)):
            continue
        field.queryset = field.queryset.filter(for_municipality(municipality))
        if plan:
            field.error_messages = {**field.error_messages, "invalid_choice": DOES_NOT_FIT}
        widget = getattr(field.widget, "widget", field.widget)
        widget.municipality, widget.plan = municipality, plan and plan.pk
