"""Moving a theme, a goal or an initiative to another place in its plan."""

import pytest
from django.contrib.auth.models import User

from desk.domain import parts
from desk.domain.moving import move_to, places_for
from desk.domain.past import changes
from desk.domain.plan_outline import outline_of
from documents.from_rows import document_of
from goals.models import AnnualGoal
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.basis import keys_by_ref
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    FollowUpFactory,
    InitiativeFactory,
    PlanFactory,
    StrategyFactory,
    ThemeFactory,
    ThemeGroupFactory,
    UserFactory,
)
from themes.models import Theme, ThemeGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> User:
    user: User = UserFactory(is_superuser=True)
    return user


@pytest.fixture
def plan(db: None) -> Plan:
    """Two levels above, A with two themes and B with one; a theme beside them."""
    plan: Plan = PlanFactory()
    for label, numbers in (("A", (1, 2)), ("B", (3,))):
        group = ThemeGroupFactory(plan=plan, label=label, title=label, slug=label.lower())
        for number in numbers:
            ThemeFactory(plan=plan, group=group, number=number, title=f"T{number}")
    ThemeFactory(plan=plan, number=4, title="T4")
    return plan


def order(plan: Plan) -> list[tuple[str, int, str]]:
    """As it is printed."""
    return [(theme.group, theme.number, theme.title) for theme in document_of(plan).themes]


def theme(plan: Plan, title: str) -> Theme:
    return plan.themes.get(title=title)


def key(group: ThemeGroup) -> str:
    return f"themegroup-{group.pk}"


@pytest.mark.parametrize(
    ("title", "to", "expected"),
    [
        ("T1", "b", [("a", 1, "T2"), ("b", 2, "T3"), ("b", 3, "T1"), ("", 4, "T4")]),
        ("T3", "a", [("a", 1, "T1"), ("a", 2, "T2"), ("a", 3, "T3"), ("", 4, "T4")]),
        ("T4", "a", [("a", 1, "T1"), ("a", 2, "T2"), ("a", 3, "T4"), ("b", 4, "T3")]),
        ("T1", "", [("a", 1, "T2"), ("b", 2, "T3"), ("", 3, "T4"), ("", 4, "T1")]),
    ],
)
def test_theme_moves_to_another_level_and_the_numbers_follow(
    plan: Plan, person: User, title: str, to: str, expected: list[tuple[str, int, str]]
) -> None:
    place = key(plan.theme_groups.get(slug=to)) if to else "plan"
    move_to(plan, theme(plan, title), place, person)
    assert order(plan) == expected


def test_level_moves_with_its_themes_and_what_is_beside_stays(plan: Plan, person: User) -> None:
    parts.move(plan, plan.theme_groups.get(slug="b"), 0, person)
    assert order(plan) == [("b", 1, "T3"), ("a", 2, "T1"), ("a", 3, "T2"), ("", 4, "T4")]
    parts.move(plan, theme(plan, "T2"), 0, person)
    assert order(plan)[1:3] == [("a", 2, "T2"), ("a", 3, "T1")]


def test_outline_has_the_themes_below_their_level(plan: Plan) -> None:
    lines = {line.title: line for line in outline_of(plan)}
    assert [(name, [child.title for child in line.children]) for name, line in lines.items()] == [
        ("A", ["T1", "T2"]),
        ("B", ["T3"]),
        ("T4", []),
    ]
    assert (lines["A"].sibling_count, lines["T4"].sibling_count) == (2, 1)


def test_goal_moves_with_its_history_lineage_and_verdicts(plan: Plan, person: User) -> None:
    """The follow-up on the edition from before names the goal as that edition does, and goes on meaning
    the same."""
    source, target = theme(plan, "T1"), theme(plan, "T3")
    first, moved, last = (
        AnnualGoalFactory(theme=source, number=number, text=f"Mål {number}.") for number in (1, 2, 3)
    )
    AnnualGoalFactory(theme=target, number=1)
    heir = AnnualGoalFactory(predecessor=moved)
    verdict = AssessmentFactory(follow_up=FollowUpFactory(plan=plan), goal=moved)
    published = document_of(plan)
    move_to(plan, moved, f"theme-{target.pk}", person)
    rows = {row.text: (row.theme_id, row.number) for row in AnnualGoal.objects.filter(theme__plan=plan)}
    assert [rows[f"Mål {n}."] for n in (1, 2, 3)] == [(source.pk, 1), (target.pk, 2), (source.pk, 2)]
    heir.refresh_from_db()
    verdict.refresh_from_db()
    assert (heir.predecessor_id, verdict.goal_id) == (moved.pk, moved.pk)
    assert keys_by_ref(plan, published)[published.ref.goal(source.slug, 2)] == moved.pk
    assert keys_by_ref(plan, published)[published.ref.goal(source.slug, 3)] == last.pk
    told = [field for change in changes(moved) for field in change.fields if field.label == "Tema"]
    assert next((field.before, field.after) for field in told) == (str(source), str(target))
    move_to(plan, first, "plan", person)
    assert [goal.text for goal in document_of(plan).goals] == ["Mål 1."]


def test_initiative_moves_to_another_theme_or_strategy(plan: Plan, person: User) -> None:
    source, target = theme(plan, "T1"), theme(plan, "T3")
    row = InitiativeFactory(theme=source, title="Mentor")
    strategy = StrategyFactory(theme=target, title="Sammen")
    InitiativeFactory(theme=None, strategy=strategy, position=4)
    assert f"theme-{source.pk}" not in [place.key for place in places_for(plan, row)]
    move_to(plan, row, f"strategy-{strategy.pk}", person)
    row.refresh_from_db()
    assert (row.theme_id, row.strategy_id, row.position) == (None, strategy.pk, 5)
    move_to(plan, row, f"theme-{target.pk}", person)
    assert [one.title for one in document_of(plan).themes[2].initiatives] == ["Mentor"]


@pytest.mark.parametrize("place", ["", "theme-0", "plan", "foreign", "here"])
def test_there_is_no_such_place(plan: Plan, person: User, place: str) -> None:
    row = theme(plan, "T4")
    foreign = {"foreign": key(ThemeGroupFactory()), "here": "plan"}
    before = order(plan)
    with pytest.raises(RefusedError):
        move_to(plan, row, foreign.get(place, place), person)
    assert order(plan) == before


def test_nothing_moves_while_the_plan_awaits_approval(plan: Plan, person: User) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.SUBMITTED)
    with pytest.raises(RefusedError):
        move_to(plan, theme(plan, "T4"), key(plan.theme_groups.get(slug="a")), person)
