from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.domain.periods import Period
from website.converters import Span

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(days, days)
def test_every_period_has_one_address_and_can_be_read_from_it(one: date, other: date) -> None:
    period = Period(*sorted((one, other)))
    assert Span().to_python(Span().to_url(period)) == period


@pytest.mark.parametrize(
    ("period", "address"),
    [
        (Period(date(2020, 1, 1), date(2020, 12, 31)), "2020"),
        (Period(date(2019, 7, 1), date(2020, 6, 30)), "2019-07-01-til-2020-06-30"),
    ],
)
def test_calendar_year_is_written_short(period: Period, address: str) -> None:
    assert Span().to_url(period) == address


@pytest.mark.parametrize(
    "address", ["2020-01-01-til-2020-12-31", "2020-02-30-til-2020-03-31", "2020-06-30-til-2020-01-01"]
)
def test_period_that_is_written_otherwise_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Span().to_python(address)
