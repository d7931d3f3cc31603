"""The admin's search-as-you-type choices, cut to where the person may use what is chosen."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model, QuerySet

from plans.admin_base import MunicipalityAdmin
from plans.admin_closing import ClosesWithPlan
from plans.domain.access import Right


class ChoiceView(AutocompleteJsonView):
    """Stands before Django's own view at the same address (`config/urls.py`). That one offers what
    the person may see; a choice must be what they may edit, and must say which plan it is of."""

    def get_queryset(self) -> QuerySet[Any]:
        if not isinstance(self.model_admin, MunicipalityAdmin):
            return super().get_queryset()
        rows, _may_repeat = self.model_admin.get_search_results(
            self.request, self.model_admin.choices(self.request, Right.EDIT), self.term
        )
        field, asks = self.source_field, self.model_admin.admin_site._registry.get(self.source_field.model)
        return asks.leave_out_closed(field.name, rows) if isinstance(asks, ClosesWithPlan) else rows

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        if isinstance(self.model_admin, MunicipalityAdmin):
            result["text"] = self.model_admin.choice_label(obj)
        return result
