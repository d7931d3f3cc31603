"""The first part of a municipality's public addresses."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from plans.models import Municipality
from plans.validators import not_an_address_of_the_portal, portal_addresses
from tests.desk.forms import send
from tests.factories import MunicipalityFactory


def test_addresses_of_the_portal_are_those_of_the_url_configuration() -> None:
    known = {"admin", "sprog", "udkast", "healthz", "farve", "media", "static", "ministermaal", "sammenlign"}
    assert known - portal_addresses() == set()
    assert {"", "herning", "<slug:municipality>"} & portal_addresses() == set()


@pytest.mark.parametrize("slug", ["udkast", "Admin", "static"])
def test_municipality_cannot_take_an_address_of_the_portal(slug: str) -> None:
    with pytest.raises(ValidationError):
        not_an_address_of_the_portal(slug)


@pytest.mark.django_db
def test_model_refuses_it() -> None:
    municipality: Municipality = MunicipalityFactory.build(slug="sammenlign")
    with pytest.raises(ValidationError) as refused:
        municipality.full_clean()
    assert list(refused.value.message_dict) == ["slug"]


@pytest.mark.django_db
def test_form_says_so_in_danish(superuser: Client) -> None:
    municipality = MunicipalityFactory(slug="proeve")
    with override("da"):
        response = send(
            superuser, reverse("admin:plans_municipality_change", args=[municipality.pk]), slug="udkast"
        )
    errors = response.context["adminform"].form.errors
    assert (list(errors), "Adressen bruges af portalen selv" in str(errors)) == (["slug"], True)


def test_switch_that_lets_one_person_do_both_is_in_the_history(
    manager: Client, municipality: Municipality
) -> None:
    send(
        manager,
        reverse("admin:plans_municipality_change", args=[municipality.pk]),
        author_may_approve="on",
    )
    municipality.refresh_from_db()
    assert municipality.author_may_approve
    page = manager.get(reverse("admin:plans_municipality_history", args=[municipality.pk])).content.decode()
    assert page.count("Ændrede én person må både sende og godkende.") == 1
