import pytest
from django.contrib.auth.models import User
from django.http import Http404

from desk.domain import parts
from desk.models import Mark, PartMark
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Plan
from tests.factories import AnnualGoalFactory, PlanFactory, SectionFactory, ThemeFactory, UserFactory
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> User:
    user: User = UserFactory(is_superuser=True)
    return user


@pytest.fixture
def plan(db: None) -> Plan:
    plan: Plan = PlanFactory()
    for number in (1, 2, 4):
        ThemeFactory(plan=plan, number=number, title=f"Tema {number}")
    return plan


def titles(plan: Plan) -> list[tuple[int, str]]:
    return list(plan.themes.order_by("number").values_list("number", "title"))


@pytest.mark.parametrize(
    ("number", "to", "expected"),
    [
        (1, 1, ["Tema 2", "Tema 1", "Tema 4"]),
        (4, 0, ["Tema 4", "Tema 1", "Tema 2"]),
        (1, 99, ["Tema 2", "Tema 4", "Tema 1"]),
        (2, 1, ["Tema 1", "Tema 2", "Tema 4"]),
    ],
)
def test_theme_moves_and_the_numbers_change_owners(
    plan: Plan, person: User, number: int, to: int, expected: list[str]
) -> None:
    parts.move(plan, plan.themes.get(number=number), to, person)
    assert titles(plan) == list(zip((1, 2, 4), expected, strict=True))


def test_section_moves_among_its_siblings_only(person: User) -> None:
    plan = PlanFactory()
    outer, other = SectionFactory.create_batch(2, plan=plan)
    inner = [SectionFactory(plan=plan, parent=outer, position=0, title=title) for title in "ab"]
    parts.move(plan, inner[1], 0, person)
    assert [row.title for row in parts.siblings(inner[0])] == ["b", "a"]
    assert list(parts.siblings(outer)) == [outer, other]


def test_goal_moves_within_its_theme(person: User) -> None:
    theme = ThemeFactory()
    first, second = (AnnualGoalFactory(theme=theme, number=number) for number in (1, 2))
    parts.move(theme.plan, second, 0, person)
    assert list(parts.siblings(first)) == [second, first]


def test_nothing_moves_while_the_plan_awaits_approval(plan: Plan, person: User) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.SUBMITTED)
    before = titles(plan)
    with pytest.raises(RefusedError):
        parts.move(plan, plan.themes.get(number=1), 1, person)
    assert titles(plan) == before


@pytest.mark.parametrize("name", ["", "theme", "theme-", "theme-x", "plan-1", "theme-999999"])
def test_what_names_no_part_is_not_found(plan: Plan, name: str) -> None:
    with pytest.raises(Http404):
        parts.part_named(plan, name)


def test_part_of_another_plan_is_not_found(plan: Plan) -> None:
    with pytest.raises(Http404):
        parts.part_named(plan, parts.name_of(AnnualGoalFactory()))
    own = plan.themes.get(number=1)
    assert parts.part_named(plan, parts.name_of(own)) == own


def test_mark_is_set_changed_and_taken_away(plan: Plan, person: User) -> None:
    theme: Theme = plan.themes.get(number=1)
    for mark in (Mark.UNREVIEWED, Mark.READY):
        parts.set_mark(plan, theme, mark, person)
        assert PartMark.objects.get(theme=theme).mark == mark
    parts.set_mark(plan, theme, None, person)
    assert not PartMark.objects.exists()


def test_saving_takes_away_that_it_waits_but_not_that_it_is_ready(plan: Plan, person: User) -> None:
    first, second = plan.themes.get(number=1), plan.themes.get(number=2)
    parts.set_mark(plan, first, Mark.UNREVIEWED, person)
    parts.set_mark(plan, second, Mark.READY, person)
    parts.mark_reviewed([first, second, plan])
    assert list(PartMark.objects.values_list("theme", "mark")) == [(second.pk, Mark.READY)]
