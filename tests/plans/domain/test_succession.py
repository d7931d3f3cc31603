from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.domain.succession import Pairs, makes_circle, reached, successors_of, turned
from tests.factories import IndicatorFactory, TargetGroupFactory

keys = st.integers(0, 6)
pair_sets = st.dictionaries(keys, st.frozensets(keys, max_size=3), max_size=7)


@given(pair_sets, keys, keys)
def test_what_is_reached_onwards_reaches_back(pairs: Pairs, first: int, last: int) -> None:
    assert (last in reached(pairs, [first])) == (first in reached(turned(pairs), [last]))


@given(pair_sets, st.frozensets(keys))
def test_reached_holds_its_starts_and_nothing_leads_out_of_it(pairs: Pairs, starts: frozenset[int]) -> None:
    found = reached(pairs, starts)
    assert starts <= found
    assert all(pairs.get(key, frozenset()) <= found for key in found)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [TargetGroupFactory, IndicatorFactory])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(links=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8))
def test_links_that_make_no_circle_never_lead_back(factory: Any, links: Sequence[tuple[int, int]]) -> None:
    rows = factory.create_batch(4)
    for before, after in links:
        if not makes_circle(rows[before], [rows[after]]):
            rows[before].successors.add(rows[after])
    pairs = successors_of(type(rows[0]))
    for row in rows:
        assert row.pk not in reached(pairs, pairs.get(row.pk, ()))
