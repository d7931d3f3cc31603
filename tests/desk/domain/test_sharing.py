from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from desk.domain.sharing import (
    TOKEN_BYTES,
    ClosedLinkError,
    UnknownLinkError,
    count_use,
    open_link,
    recall,
    share,
)
from desk.models import ShareLink
from tests.factories import PlanFactory, UserFactory

pytestmark = pytest.mark.django_db


def made() -> tuple[ShareLink, str]:
    return share(PlanFactory(), " Udvalget ", 30, UserFactory())


def test_link_opens_its_plan_and_the_token_is_not_stored() -> None:
    link, token = made()
    assert open_link(token).link == link
    with connection.cursor() as cursor:
        cursor.execute("select * from desk_sharelink")
        assert token not in str(cursor.fetchall())
    assert len(token) >= TOKEN_BYTES
    assert link.recipient == "Udvalget"


def test_each_link_has_a_token_of_its_own() -> None:
    assert made()[1] != made()[1]


@pytest.mark.parametrize("token", ["", "forkert", "ø"])
def test_token_that_was_never_given_is_unknown(token: str) -> None:
    made()
    with pytest.raises(UnknownLinkError):
        open_link(token)


def test_recalled_link_is_closed() -> None:
    link, token = made()
    recall(link)
    with pytest.raises(ClosedLinkError):
        open_link(token)


def test_expired_link_is_closed() -> None:
    link, token = made()
    ShareLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(ClosedLinkError):
        open_link(token)


def test_link_expires_when_it_was_said() -> None:
    link, _token = made()
    assert timedelta(days=29, hours=23) < link.expires_at - timezone.now() <= timedelta(days=30)


def test_recalling_twice_keeps_the_first_time() -> None:
    link, _token = made()
    recall(link)
    first = ShareLink.objects.get().recalled_at
    recall(link)
    assert ShareLink.objects.get().recalled_at == first


def test_uses_add_up() -> None:
    link, _token = made()
    for field in ("pages_read", "pages_read", "pdfs_read"):
        count_use(link, field)
    link.refresh_from_db()
    assert (link.pages_read, link.pdfs_read) == (2, 1)
    assert link.last_used_at is not None
