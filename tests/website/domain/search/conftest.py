from collections.abc import Iterator

import pytest

from tests.website.domain.search.real import published


@pytest.fixture(scope="module")
def real_plans(shared_rows: None) -> Iterator[None]:
    """Published once for all tests of a module, which change nothing."""
    with published():
        yield
