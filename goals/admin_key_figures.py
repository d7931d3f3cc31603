"""Tables of key figures: the municipality's own list, and the rows of a plan's parts that show them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from goals.models import KeyFigureRow, KeyFigureTable, ShownKeyFigures
from goals.models.indicator import for_municipality
from plans.admin_base import LimitedChoices, PortalAdmin, TabularRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import PositionedRows
from plans.admin_policy import OF_NO_PLAN, Permissions, Policy, Scope, policies
from plans.domain.access import Permission, is_superuser, municipalities_of
from plans.domain.owning_plan import plan_around
from plans.widgets import ChoiceOfMunicipality
from themes.admin_base import ThemeScope, plan_added_to

KEEPING = Permissions(
    add=Permission.KEEP_FIGURES, change=Permission.KEEP_FIGURES, delete=(Permission.KEEP_FIGURES,)
)
policies[KeyFigureTable] = Policy(Scope(("municipality",)), KEEPING, OF_NO_PLAN)
policies[KeyFigureRow] = Policy(Scope(("table__municipality",)), KEEPING, OF_NO_PLAN)
policies[ShownKeyFigures] = Policy(
    ThemeScope(("section__plan__municipality", "theme__plan__municipality"), theme_paths=("theme",))
)
MEASURES = ("indicator", "comparator")


class ChoosesOwnMeasures(LimitedChoices):
    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in MEASURES:
            kwargs["widget"] = ChoiceOfMunicipality(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def narrow_to_municipality(form: Any, municipality: int | None) -> None:
    """What is chosen is the country's or the municipality's own."""
    for name in MEASURES:
        if municipality is not None and (field := form.base_fields.get(name)):
            field.queryset = field.queryset.filter(for_municipality(municipality))
            widget = getattr(field.widget, "widget", field.widget)
            widget.municipality, widget.plan = municipality, None


class KeyFigureRowInline(ChoosesOwnMeasures, TabularRows):
    model = KeyFigureRow
    formset = PositionedRows
    fields = ["position", "indicator", "label"]
    autocomplete_fields = ["indicator"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        narrow_to_municipality(formset.form, obj.municipality_id if obj else None)
        return formset


@admin.register(KeyFigureTable)
class KeyFigureTableAdmin(ChoosesOwnMeasures, PortalAdmin):
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

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever keeps the figures of one municipality is not asked which."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        if is_superuser(request.user):
            return given
        own = list(municipalities_of(request.user, Permission.KEEP_FIGURES).values_list("pk", flat=True)[:2])
        return {**({"municipality": own[0]} if len(own) == 1 else {}), **given}


@admin.register(KeyFigureRow)
class KeyFigureRowAdmin(ChoosesOwnMeasures, PortalAdmin):
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
