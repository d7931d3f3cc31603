"""The sentence of a target while it is typed, as citizens will read it. Nothing is stored."""

from functools import partial
from typing import Any

from django.forms import modelform_factory
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBadRequest
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from goals.models import AnnualGoal, Target
from goals.target_forms import OF_YEAR, form_with_years, narrow_measures, sentence_of, steps_of
from plans.domain.access import Permission, accessible_to
from plans.models import Plan

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
