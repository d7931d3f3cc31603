from random import Random

import pytest

from plans.danish import alphabetical
from plans.models import Membership, Municipality
from tests.factories import MembershipFactory, MunicipalityFactory

NAMES = ["Allerød", "Billund", "Herning", "Odder", "Samsø", "Ærø", "Øster Å", "Aabenraa", "Aalborg", "Årslev"]


def test_danish_letters_come_last_and_aa_is_one_of_them() -> None:
    assert sorted(Random(1).sample(NAMES, len(NAMES)), key=alphabetical) == NAMES
    assert sorted(["Zoo", "Éa", "ea", "Ea", "Eb"], key=alphabetical) == ["Ea", "ea", "Éa", "Eb", "Zoo"]


@pytest.mark.django_db
def test_database_sorts_as_the_portal_does() -> None:
    for name in reversed(NAMES):
        MunicipalityFactory(short_name=name)
    assert list(Municipality.objects.values_list("short_name", flat=True)) == NAMES
    MembershipFactory.create_batch(2, municipality=Municipality.objects.get(short_name="Aalborg"))
    MembershipFactory(municipality=Municipality.objects.get(short_name="Odder"))
    held = Membership.objects.values_list("municipality__short_name", flat=True)
    assert list(held) == ["Odder", "Aalborg", "Aalborg"]
