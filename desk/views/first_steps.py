"""*Opret kommune*: a municipality with its look, contact and people on one page, and what comes after it. The page
makes a municipality and invites its people, and so belongs to no single room below."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.domain import people
from desk.domain.first_steps import begin_plan, first_steps_of, first_title, make_municipality, next_plan_year
from desk.new_municipality_form import NewMunicipalityForm, people_forms, with_one_more
from plans.admin_pages import page, signed_in_user
from plans.domain.access import Permission, has_permission, is_superuser, municipalities_of
from plans.domain.country import KnownMunicipality, known_as, known_municipalities
from plans.errors import RefusedError
from plans.fields import LineFormField
from plans.models import Municipality, Plan


@require_http_methods(["GET", "HEAD", "POST"])
def new_municipality_page(request: HttpRequest) -> HttpResponse:
    """Which one is in the address, so that choosing needs no script and what is known is filled in."""
    if not is_superuser(request.user):
        raise PermissionDenied
    asked = request.GET.get("kommune", "")
    known = known_as(asked)
    there = Municipality.objects.filter(code=known.code).first() if known else None
    if known is None or there:
        return _choose(request, asked, there)
    if request.method != "POST":
        return _form(request, known, NewMunicipalityForm(known), people_forms())
    if "one-more" in request.POST:
        data = with_one_more(request.POST)
        form, rows = NewMunicipalityForm(known, data, request.FILES), people_forms(data)
        form.is_valid()
        return _form(request, known, form, rows, checked=False)
    return _make(request, known)


def _make(request: HttpRequest, known: KnownMunicipality) -> HttpResponse:
    form, rows = NewMunicipalityForm(known, request.POST, request.FILES), people_forms(request.POST)
    valid = [form.is_valid(), rows.is_valid()]
    if not all(valid):
        return _form(request, known, form, rows)
    by, crest = signed_in_user(request), form.cleaned_data["crest"]
    municipality = form.save(commit=False)
    municipality.crest = ""
    try:
        invitations = make_municipality(municipality, crest, rows.invited, by)
    except (IntegrityError, RefusedError):  # somebody else made it at the same moment
        form.add_error(None, _("The municipality, or its address, is in the portal already."))
        return _form(request, known, form, rows)
    admin.site.get_model_admin(Municipality).log_addition(request, municipality, [{"added": {}}])
    for invitation in invitations:
        people.send(invitation, by)
    messages.success(request, _("%(name)s is in the portal.") % {"name": municipality.name})
    return redirect("desk-first-steps", municipality.pk)


def _choose(request: HttpRequest, asked: str, there: Municipality | None) -> HttpResponse:
    taken = set(Municipality.objects.order_by().values_list("code", flat=True))
    context = {
        "title": _("New municipality"),
        "choices": [one for one in known_municipalities() if one.code not in taken],
        "asked": asked,
        "there": there,
        "back": reverse("admin:index"),
    }
    return page(request, "desk/choose_municipality.html", context)


def _form(
    request: HttpRequest,
    known: KnownMunicipality,
    form: NewMunicipalityForm,
    rows: Any,
    *,
    checked: bool = True,
) -> HttpResponse:
    """`checked`: whether to say what is wrong; not where only one more row was asked for."""
    context = {
        "title": _("New municipality"),
        "subtitle": known.name,
        "known": known,
        "form": form,
        "rows": rows,
        "checked": checked and form.is_bound,
        "back": reverse("admin:index"),
    }
    return page(request, "desk/new_municipality.html", context)


class FirstPlanForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Plan
        fields = ["title", "year"]
        field_classes = {"title": LineFormField}
        labels = {"year": gettext_lazy("Year")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["class"] = "vTextField"
        self.fields["year"].widget.attrs["class"] = "vIntegerField"


@require_http_methods(["GET", "HEAD", "POST"])
def first_steps_page(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for a municipality where the person has no role, 403 for who does not run the installation."""
    municipality = get_object_or_404(municipalities_of(request.user, Permission.VIEW), pk=pk)
    if not has_permission(request.user, Permission.OPERATE, municipality):
        raise PermissionDenied
    year = next_plan_year()
    initial = {"title": first_title(year), "year": year}
    form = FirstPlanForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            plan = begin_plan(municipality, form.cleaned_data["title"], form.cleaned_data["year"])
        except IntegrityError:
            form.add_error("year", _("There is a plan of this series for that year."))
        else:
            return redirect("desk-plan", plan.pk)
    context = {
        "title": _("First steps"),
        "subtitle": municipality.name,
        "municipality": municipality,
        "steps": first_steps_of(municipality),
        "form": form,
        "public_address": settings.SITE_URL + reverse("publishing:municipality", args=[municipality.slug]),
        "has_plans": Plan.objects.filter(municipality=municipality).exists(),
        "back": reverse("admin:index"),
    }
    return page(request, "desk/first_steps.html", context)
