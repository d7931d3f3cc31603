from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.website.domain.search.real import published


@pytest.fixture(scope="module")
def real_plans(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Published once for all tests of a module, which change nothing."""
    with django_db_blocker.unblock(), published():
        yield
