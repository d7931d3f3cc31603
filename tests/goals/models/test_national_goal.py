import pytest

from documents.from_rows import document_of
from goals.admin import national_goals_for
from tests.factories import NationalGoalFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("last_year", "years"), [(2021, [2021]), (2023, [2021, 2022, 2023]), (None, [2021, 2022, 2023, 2024])]
)
def test_plan_has_the_national_goals_of_every_year_of_its_period(
    last_year: int | None, years: list[int]
) -> None:
    for year in range(2020, 2025):
        NationalGoalFactory(year=year, number=1)
    plan = PlanFactory(year=2021, last_year=last_year)
    assert [goal.year for goal in document_of(plan).national_goals] == years
    assert sorted(national_goals_for(plan).values_list("year", flat=True)) == years
