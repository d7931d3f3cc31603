"""What the list says of each address is held against the pages themselves in `tests/website/test_whole_site.py`."""

from dataclasses import replace

import pytest

from publishing.domain.published_editions import NotPublishedError
from tests.publishing.edition_factory import document_of, publish, report_of
from website.domain.addresses import of_municipality, shared

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries_is_the_same_however_much_there_is(
    django_assert_num_queries: object, items: int
) -> None:
    for year in range(2019, 2019 + items):
        for number in range(items):
            plan = replace(document_of(year=year, themes=items), summary=f"Udgave {number}")
            publish(plan)
            publish(report_of(plan))
    with django_assert_num_queries(4):  # type: ignore[operator]
        list(of_municipality("herning"))
    with django_assert_num_queries(6):  # type: ignore[operator]
        list(shared())


def test_a_municipality_that_has_published_nothing_has_no_address() -> None:
    with pytest.raises(NotPublishedError):
        list(of_municipality("herning"))
    assert list(shared()) == []
