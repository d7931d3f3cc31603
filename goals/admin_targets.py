"""Targets: on the page of their goal or strategy, and alone. With the sentence that citizens will read."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import modelform_factory
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBadRequest
from django.urls import URLPattern, path
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from goals.admin_measures import ChoosesMeasures
from goals.models import AnnualGoal, Target
from goals.target_forms import (
    OF_YEAR,
    TargetForm,
    TargetRows,
    form_with_years,
    narrow_measures,
    sentence_of,
    steps_of,
    years_of,
)
from plans.admin_base import PortalAdmin, StackedRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_policy import Policy, policies
from plans.domain.access import Permission, accessible_to
from plans.domain.owning_plan import plan_of
from plans.models import Plan
from themes.admin_base import ThemeScope, plan_added_to

policies[Target] = Policy(
    ThemeScope(
        (
            "goal__plan__municipality",
            "goal__theme__plan__municipality",
            "strategy__plan__municipality",
            "strategy__theme__plan__municipality",
        ),
        theme_paths=("goal__theme", "strategy__theme"),
    )
)


@admin.display(description=_("as citizens read it"))
def sentence(row: Target) -> str:
    return sentence_of(row.__dict__.get("steps", (row,))) or gettext("Shown once the target is saved.")


SCRIPTS = ["js/target-sentence.js"]
FIELDS: list[Any] = [
    "indicator",
    ("operator", "value", "unit"),
    "comparator",
    ("baseline", "due", "each_year"),
]


class TargetInline(ChoosesMeasures, StackedRows):
    """For the page of a goal, or of a strategy whose own text states an aim."""

    model = Target
    form = TargetForm
    formset = TargetRows
    autocomplete_fields = ["indicator", "comparator"]
    readonly_fields: ClassVar[Any] = [sentence]

    class Media:
        js = SCRIPTS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Target]:
        rows: QuerySet[Target] = super().get_queryset(request)
        return rows.select_related("indicator__owner", "comparator__owner")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        plan = plan_of(obj) if obj else plan_added_to(request, self.parent_model)
        return self.formset_of(request, plan, self._years(request, obj), obj, **kwargs)

    def formset_of(
        self, request: HttpRequest, plan: Plan | None, years: Sequence[int], obj: Any = None, **kwargs: Any
    ) -> Any:
        formset = super().get_formset(request, obj, form=form_with_years(years), **kwargs)
        narrow_measures(formset.form, plan)
        return formset

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets_of(self._years(request, obj))

    def fieldsets_of(self, of_years: Sequence[int]) -> list[Any]:
        years = tuple(f"{OF_YEAR}{year}" for year in of_years)
        whole: list[Any] = [(None, {"fields": [*FIELDS, *([] if years else [sentence])]})]
        if not years:
            return whole
        told = _(
            "Instead of one value: one for each year. The due date then says the day of each year; left empty, it is the last."
        )
        return [
            *whole,
            (_("Values by year"), {"fields": [years, sentence], "description": told, "classes": ["years"]}),
        ]

    def _years(self, request: HttpRequest, obj: Any) -> list[int]:
        """Looked up once for a page."""
        key = f"_years_of_targets_{obj.pk if obj else ''}"
        known: list[int] | None = request.__dict__.get(key)
        if known is None:
            rows = obj.targets.order_by("pk") if obj else Target.objects.none()
            plan = plan_of(obj) if obj else plan_added_to(request, self.parent_model)
            known = request.__dict__[key] = years_of(plan, rows)
        return known


@admin.register(Target)
class TargetAdmin(ChoosesMeasures, PortalAdmin):
    form = TargetForm
    fixed_fields = ["goal", "strategy"]
    list_display = ["__str__", "goal", "strategy", "amount", "due"]
    list_select_related = ["goal__theme", "strategy", "indicator", "comparator"]
    list_filter = [MunicipalityFilter, YearFilter, "operator"]
    search_fields = ["goal__text", "strategy__title", "indicator__name"]
    date_hierarchy = "due"
    autocomplete_fields = ["goal", "strategy", "indicator", "comparator"]
    readonly_fields: ClassVar[Any] = [sentence]
    fields: ClassVar[Any] = ["goal", "strategy", *FIELDS, sentence]

    class Media:
        js = SCRIPTS

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:
        narrow_measures(form, plan_of(obj) if obj else plan_added_to(request, self.model))

    @admin.display(description=_("value"), ordering="value")
    def amount(self, target: Target) -> str:
        if target.value is None:
            return ""
        indicator = target.indicator
        own = (
            indicator.unit_name if indicator and indicator.unit == target.unit else target.get_unit_display()
        )
        return f"{number_format(target.value.normalize())} {own}"

    def get_urls(self) -> list[URLPattern]:
        return [*sentence_pages(self), *super().get_urls()]


TYPED = ("indicator", "operator", "value", "unit", "comparator", "baseline", "due", "each_year")
LONGEST = 2000
"""Characters that are sent; what is typed of one target is far below."""


def sentence_pages(owner: Any) -> list[URLPattern]:
    view = owner.admin_site.admin_view(partial(_sentence, owner=owner))
    return [path("saetning/<int:plan>/", view, name="goals_target_sentence")]


@never_cache
@require_GET
def _sentence(request: HttpRequest, plan: int, owner: Any) -> HttpResponse:
    """For who may see the plan: it names indicators and areas of its municipality."""
    plans = accessible_to(Plan.objects.active(), request.user, Permission.VIEW, ["municipality"])
    found = plans.filter(pk=plan).first()
    if found is None:
        raise Http404
    if len(request.META.get("QUERY_STRING", "")) > LONGEST:
        return HttpResponseBadRequest()
    if not request.GET.get("operator"):
        return JsonResponse({"sentence": "", "refused": ""})
    form = _form(request, found, owner)
    if form.is_valid():
        return JsonResponse({"sentence": sentence_of(steps_of(form)), "refused": ""})
    return JsonResponse({"sentence": "", "refused": _first_error(form)})


def _form(request: HttpRequest, plan: Plan, owner: Any) -> Any:
    made: Any = modelform_factory(
        Target,
        form_with_years(_years(request)),
        fields=TYPED,
        formfield_callback=partial(owner.formfield_for_dbfield, request=request),
    )
    narrow_measures(made, plan)
    return made(request.GET, instance=Target(goal=AnnualGoal(plan=plan)))


def _years(request: HttpRequest) -> list[int]:
    """Of years that are no years, nothing is said."""
    ends = (name.removeprefix(OF_YEAR) for name in request.GET if name.startswith(OF_YEAR))
    return [int(end) for end in ends if len(end) == 4 and end.isascii() and end.isdecimal() and int(end)]


def _first_error(form: Any) -> str:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{capfirst(label)}: {errors[0]}" if label else str(errors[0])
    return ""
