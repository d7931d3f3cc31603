"""The admin's search-as-you-type choices, limited to rows that the person may use."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model, Q, QuerySet

from plans.admin_base import policy_of_rows
from plans.admin_policy import OwnedOrShared, label_in_plan, policies
from plans.admin_validity import valid_in
from plans.domain.access import Permission, accessible_to
from plans.models import Plan
from plans.models.validity import Replaceable
from plans.number_input import whole_number
from plans.widgets import ChoiceOfMunicipality


class ChoiceView(AutocompleteJsonView):
    """Stands before Django's own view at the same address (`config/urls.py`). That one offers what
    the person may see; a choice must be what they may edit, and must say which plan it is of."""

    def get_queryset(self) -> QuerySet[Any]:
        policy = policy_of_rows(self.model_admin.model)
        if policy is None:
            return super().get_queryset()
        asks = policies.get(self.source_field.model)
        permission = asks.permission_to_choose(self.source_field.name) if asks else Permission.EDIT
        rows = self.model_admin.get_queryset(self.request)
        municipality = whole_number(self.request.GET.get(ChoiceOfMunicipality.parameter, ""))
        if isinstance(policy.scope, OwnedOrShared) and municipality is not None:
            rows = policy.scope.narrowed(rows, municipality)
        if issubclass(rows.model, Replaceable):
            rows = rows.filter(self._validity())
        found, _may_repeat = self.model_admin.get_search_results(
            self.request, policy.scope.choices(rows, self.request.user, permission), self.term
        )
        return asks.without_closed(self.source_field.name, found) if asks else found

    def _validity(self) -> Q:
        """Of what is chosen for a plan. An indicator of any time is found for a list of successors."""
        key = whole_number(self.request.GET.get(ChoiceOfMunicipality.of_plan, ""))
        plans = accessible_to(Plan.objects.active(), self.request.user, Permission.VIEW, ["municipality"])
        plan = None if key is None else plans.filter(pk=key).first()
        return valid_in(plan) if plan else Q()

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        return {**result, "text": label_in_plan(obj)}
