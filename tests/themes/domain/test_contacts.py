import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import MunicipalityFactory, TargetGroupContactFactory
from themes.domain.contacts import Contact, contact_for, contacts_of

pytestmark = pytest.mark.django_db


def test_the_group_s_own_contact_comes_first_and_the_municipality_s_last() -> None:
    town = MunicipalityFactory(email="kommunen@eksempel.dk")
    row = TargetGroupContactFactory(municipality=town, target_group__slug="unge")
    TargetGroupContactFactory(target_group__slug="sygemeldte")  # of another municipality
    contacts = contacts_of(town.slug)
    young = contact_for(contacts, ["unge"])
    assert young == Contact(row.who, row.phone, group="unge")
    assert contact_for(contacts, ["gamle-unge", "unge"]) == young
    assert contact_for(contacts, ["sygemeldte"]) == Contact(town.name, email="kommunen@eksempel.dk")


def test_nobody_is_named_where_nobody_can_be_reached() -> None:
    assert contact_for(contacts_of(MunicipalityFactory().slug), ["unge"]) is None


@pytest.mark.parametrize("phone", ["ring til os", "1", "12 34 56 78; rm", "+", "12345678\n"])
def test_a_telephone_number_is_digits_and_spaces(phone: str) -> None:
    row = TargetGroupContactFactory.build(municipality=MunicipalityFactory(), phone=phone)
    with pytest.raises(ValidationError) as raised:
        row.full_clean(exclude=["target_group"])
    assert set(raised.value.error_dict) == {"phone"}


def test_a_contact_can_be_reached_and_each_group_has_one() -> None:
    row = TargetGroupContactFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetGroupContactFactory(municipality=row.municipality, target_group=row.target_group)
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetGroupContactFactory(phone="")
