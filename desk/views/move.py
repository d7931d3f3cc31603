"""The page that asks where a part of a plan is to be moved to."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.domain.moving import Movable, movable_in, move_to, name_of, places_for
from desk.domain.parts import name_of as anchor_of
from desk.pages import page_of_plan, plan_for
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission
from plans.errors import RefusedError
from plans.models import Plan
from themes.models import Initiative

MODELS = {"tema": "theme", "maal": "goal", "initiativ": "initiative"}


class MoveForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("Move to"), widget=forms.RadioSelect)


def move_page(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    plan = plan_for(request, pk, Permission.EDIT)
    row = movable_in(plan, MODELS[kind], part) if kind in MODELS else None
    if row is None:
        raise Http404
    places = places_for(plan, row)
    form = MoveForm(request.POST or None)
    field = form.fields["to"]
    field.choices = [(place.key, place.name) for place in places]  # type: ignore[attr-defined]
    if form.is_valid():
        name = name_of(row)
        try:
            place = move_to(plan, row, form.cleaned_data["to"], signed_in_user(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            admin.site.get_model_admin(type(row)).log_change(request, row, _("Moved."))
            text = _("“%(part)s” has been moved to “%(place)s”.")
            messages.success(request, text % {"part": name, "place": place.name})
            return redirect(_back(plan, row))
    context = {"name": name_of(row), "places": places, "form": form}
    return page_of_plan(request, "desk/move.html", plan, _("Move"), context)


def _back(plan: Plan, row: Movable) -> str:
    if isinstance(row, Initiative):
        return reverse("admin:themes_initiative_change", args=[row.pk])
    return f"{reverse('desk-plan', args=[plan.pk])}#{anchor_of(row)}"
