import re
from collections import Counter
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client

from publishing.domain.published_editions import NotPublishedError
from tests.publishing.edition_factory import document_of, publish, report_of
from tests.website.pages import body
from tests.website.whole_site import crawl, publish_whole_site
from website.domain.addresses import Kind, PublicAddress, municipalities, of_municipality, shared

pytestmark = pytest.mark.django_db

ON_DEMAND = re.compile(
    "|".join(
        [
            r"/herning/2016/",  # withdrawn: 410
            r"/herning/2017/",  # leads on to the follow-up
            r"/beviskaede\.txt",  # another with everything that is published
            r"/api/v1/.+",  # lists in pages, and what filters leave
        ]
    )
)


def everything() -> list[PublicAddress]:
    return [*shared(), *(one for slug in municipalities() for one in of_municipality(slug))]


def test_every_address_is_there_and_named_once(client: Client) -> None:
    publish_whole_site()
    found = everything()
    assert [path for path, times in Counter(one.path for one in found).items() if times > 1] == []
    statuses = {}
    for one in found:
        response = client.get(one.path)
        body(response)
        statuses[one.path] = response.status_code
    assert {path: status for path, status in statuses.items() if status != 200} == {}


def test_a_walk_through_the_site_finds_no_other_address(client: Client) -> None:
    publish_whole_site()
    known = {one.path for one in everything()}
    walked = {address for _source, address, _status, _page in crawl(client, "/")}
    assert sorted(one for one in walked - known if not ON_DEMAND.fullmatch(one)) == []


def test_pages_that_search_engines_shall_leave_out_are_not_listed(client: Client) -> None:
    publish_whole_site()
    for one in everything():
        if one.kind != Kind.FILE:
            response = client.get(one.path)
            hidden = b'name="robots" content="noindex"' in response.content
            assert not (one.listed and (hidden or "X-Robots-Tag" in response)), one.path
            elsewhere = (
                f'rel="canonical" href="{settings.SITE_URL}{one.path}"'.encode() not in response.content
            )
            assert one.listed or elsewhere or "X-Robots-Tag" in response or one.path in NOT_LISTED, one.path


NOT_LISTED = {"/herning/2021/", "/herning/2022/"}
"""They show a proposal, which has an address of its own."""


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
    with django_assert_num_queries(5):  # type: ignore[operator]
        list(shared())


def test_a_municipality_that_has_published_nothing_has_no_address() -> None:
    with pytest.raises(NotPublishedError):
        list(of_municipality("herning"))
    assert list(shared()) == []
