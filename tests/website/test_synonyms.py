"""Synonyms in the administration: the country's are superusers', a municipality's its managers'."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from plans.models import Municipality
from tests.factories import SynonymFactory
from tests.website.domain.search.real import load_synonyms
from website.models import Synonym

pytestmark = pytest.mark.django_db

ADD = "/admin/website/synonym/add/"


def test_a_manager_adds_one_for_the_own_municipality(manager: Client, municipality: Municipality) -> None:
    response = manager.post(
        ADD, {"owner": municipality.pk, "expressions": "bistand, kontanthjælp", "note": ""}
    )
    assert response.status_code == 302
    assert [(row.owner, row.expressions) for row in Synonym.objects.all()] == [
        (municipality, "bistand, kontanthjælp")
    ]


def test_a_manager_reads_the_countrys_and_is_told_whose_they_are(manager: Client) -> None:
    row = SynonymFactory(expressions="bistand, kontanthjælp")
    page = manager.get(f"/admin/website/synonym/{row.pk}/change/").content.decode()
    assert "Kun portalens administrator kan ændre dem." in page
    assert 'name="expressions"' not in page


@pytest.mark.parametrize("text", ["bistand", " , ,", ",".join("abcdefghijklm")])
def test_there_are_between_two_and_twelve(text: str) -> None:
    with pytest.raises(ValidationError):
        SynonymFactory.build(expressions=text).full_clean()


def test_the_countrys_are_valid_and_say_why() -> None:
    load_synonyms()
    for row in Synonym.objects.all():
        row.full_clean()
        assert row.note


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_many_queries_for_many_as_for_one(
    rows: int, superuser: Client, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        SynonymFactory()
    with django_assert_num_queries(7):  # type: ignore[operator]
        superuser.get("/admin/website/synonym/")
