"""Tables of key figures: the municipality's own list, and the rows of a plan's parts that show them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from goals.admin_measures import ChoosesMeasures, narrow_to_municipality
from goals.models import KeyFigureRow, KeyFigureTable, ShownKeyFigures
from plans.admin_base import PortalAdmin, TabularRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import PositionedRows
from plans.admin_policy import KEPT_BY_MUNICIPALITY, OF_NO_PLAN, Policy, Scope, policies
from plans.domain.owning_plan import plan_around
from themes.admin_base import ThemeScope, plan_added_to

policies[KeyFigureTable] = Policy(Scope(("municipality",)), KEPT_BY_MUNICIPALITY, OF_NO_PLAN)
policies[KeyFigureRow] = Policy(Scope(("table__municipality",)), KEPT_BY_MUNICIPALITY, OF_NO_PLAN)
policies[ShownKeyFigures] = Policy(
    ThemeScope(("section__plan__municipality", "theme__plan__municipality"), theme_paths=("theme",))
)


class KeyFigureRowInline(ChoosesMeasures, TabularRows):
    model = KeyFigureRow
    formset = PositionedRows
    fields = ["position", "indicator", "label"]
    autocomplete_fields = ["indicator"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        narrow_to_municipality(formset.form, obj.municipality_id if obj else None)
        return formset


@admin.register(KeyFigureTable)
class KeyFigureTableAdmin(ChoosesMeasures, PortalAdmin):
    municipality_field = "municipality"
    fixed_fields = ["municipality"]
    list_display = ["title", "municipality", "frequency", "periods", "comparator"]
    list_select_related = ["municipality", "comparator"]
    list_filter = [MunicipalityFilter, "frequency"]
    search_fields = ["title", "note"]
    autocomplete_fields = ["comparator"]
    fields = ["municipality", "title", ("frequency", "periods"), "comparator", "note"]
    inlines = [KeyFigureRowInline]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:  # noqa: ARG002
        narrow_to_municipality(form, obj.municipality_id if obj else None)


@admin.register(KeyFigureRow)
class KeyFigureRowAdmin(ChoosesMeasures, PortalAdmin):
    fixed_fields = ["table"]
    list_display = ["__str__", "table", "position"]
    list_select_related = ["table", "indicator"]
    list_filter = [MunicipalityFilter]
    search_fields = ["label", "indicator__name", "table__title"]
    autocomplete_fields = ["table", "indicator"]
    fields = ["table", "position", "indicator", "label"]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:  # noqa: ARG002
        narrow_to_municipality(form, obj.table.municipality_id if obj else None)


@admin.register(ShownKeyFigures)
class ShownKeyFiguresAdmin(PortalAdmin):
    fixed_fields = ["section", "theme"]
    list_display = ["table", "section", "theme"]
    list_select_related = ["table", "section", "theme"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["table__title", "section__title", "theme__title"]
    autocomplete_fields = ["section", "theme", "table"]
    fields = [("section", "theme"), "table", "position"]


class ShownKeyFiguresInline(TabularRows):
    """For the page of a section or a theme."""

    model = ShownKeyFigures
    formset = PositionedRows
    fields = ["position", "table"]
    verbose_name_plural = gettext_lazy("key figures")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        plan = plan_around(obj) or plan_added_to(request, self.parent_model)
        if plan and (field := formset.form.base_fields.get("table")):
            field.queryset = field.queryset.filter(municipality=plan.municipality_id)
        return formset


def key_figures_of(rows: Any) -> list[str]:
    """What keeps an indicator from being deleted."""
    count = KeyFigureRow.objects.filter(indicator__in=rows).count()
    text = ngettext(
        "%(count)d table of key figures has it.", "%(count)d tables of key figures have it.", count
    )
    return [text % {"count": count}] if count else []
