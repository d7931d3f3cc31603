"""A number with decimals is typed and shown as in Danish, in every form of the admin."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from goals.models import Observation
from tests.desk.forms import send, shown
from tests.factories import ObservationFactory, UserFactory

pytestmark = pytest.mark.django_db


def forms_of(model_admin: Any, request: Any) -> list[Any]:
    inlines = [inline.get_formset(request).form for inline in model_admin.get_inline_instances(request)]
    return [model_admin.get_form(request), *inlines]


def test_no_form_leaves_a_decimal_to_the_browser() -> None:
    """Whose number field reads "2,5" as 25 where it is set to English."""
    request = RequestFactory().get("/")
    request.user = UserFactory(is_superuser=True, is_staff=True)
    found = [
        field
        for model_admin in admin.site._registry.values()
        if model_admin.has_add_permission(request)
        for form in forms_of(model_admin, request)
        for field in form.base_fields.values()
        if isinstance(field, forms.DecimalField)
    ]
    assert {(field.widget.input_type, field.widget.attrs["inputmode"]) for field in found} == {
        ("text", "decimal")
    }
    assert len(found) >= 3


def test_figure_is_shown_and_read_in_danish(admin_client: Client) -> None:
    figure: Observation = ObservationFactory(value=Decimal("1234.5"), decimals=1)
    address = reverse("admin:goals_observation_change", args=[figure.pk])
    assert shown(admin_client.get(address))["value"] == "1234,5"
    assert send(admin_client, address, value="2,5").status_code == 302
    figure.refresh_from_db()
    assert figure.value == Decimal("2.5")
    refused = send(admin_client, address, value="2.5")
    assert refused.context["adminform"].form.errors["value"] == [
        "Skriv tallet med komma før decimalerne, fx 2,5."
    ]
    assert 'value="2.5"' in refused.content.decode()
