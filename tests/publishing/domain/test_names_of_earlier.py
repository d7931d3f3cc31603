"""What a published plan says of other plans, and of what all plans share, stays as it was published in its
corrections, and is no difference when its draft is discarded."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.domain.discarding import discard, draft_seen
from documents.codec import to_json
from goals.models import AnnualGoal, Area, Indicator, NationalGoal
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Municipality, Plan
from publishing.domain.correcting import corrected
from publishing.domain.texts import freeze
from publishing.models import Edition
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    DroppedGoalFactory,
    DroppedThemeFactory,
    EditionFactory,
    IndicatorFactory,
    InitiativeFactory,
    NationalGoalFactory,
    PlanFactory,
    SectionFactory,
    StrategyFactory,
    TargetFactory,
    TargetGroupFactory,
    ThemeFactory,
    WithdrawalFactory,
)
from tests.plans.people import editor_of
from tests.steps import publish
from themes.models import Initiative, Strategy, TargetGroup, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


def publish_quickly(plan: Plan) -> Edition:
    """Without a PDF."""
    text = freeze(plan, None)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.PUBLISHED)
    number = plan.editions.count() + 1
    edition: Edition = EditionFactory(
        plan=plan, number=number, published_at=timezone.now(), document_json=text.document_json
    )
    return edition


@pytest.fixture
def earlier() -> Plan:
    plan: Plan = PlanFactory(year=2019)
    unge = ThemeFactory(plan=plan, number=1, slug="unge", title="Unge")
    ThemeFactory(plan=plan, number=2, slug="aeldre", title="Ældre")
    for number, text in enumerate(("Flere unge i job.", "Færre unge på gaden.", "Flere i lære."), start=1):
        AnnualGoalFactory(theme=unge, number=number, text=text)
    InitiativeFactory(theme=None, strategy=StrategyFactory(theme=unge, title="Mentorer"), title="Kaffe")
    SectionFactory(plan=plan, slug="forord")
    publish_quickly(plan)
    return plan


@pytest.fixture
def plan(earlier: Plan) -> Plan:
    """Published; it refers to whatever a plan can refer to."""
    plan: Plan = PlanFactory(municipality=earlier.municipality, year=2020, predecessor=earlier)
    unge, aeldre = earlier.themes.order_by("number")
    first, second, third = unge.goals.order_by("number")
    theme = ThemeFactory(
        plan=plan, number=1, slug="unge", predecessor=unge, ambition="Fler i arbejde, ogsaa de unge."
    )
    goal = AnnualGoalFactory(theme=theme, number=1, predecessor=first)
    goal.also_continues.set([third])
    goal.answers.set([NationalGoalFactory(year=2020, number=n, title=f"Ministermål {n}") for n in (1, 2)])
    TargetFactory(
        goal=goal,
        indicator=IndicatorFactory(slug="ledighed", name="Ledighed"),
        comparator=AreaFactory(name="Klyngen"),
        operator="below",
        value=None,
        unit="",
    )
    DroppedGoalFactory(plan=plan, goal=second)
    DroppedThemeFactory(plan=plan, theme=aeldre)
    strategy = StrategyFactory(theme=theme, predecessor=Strategy.objects.get(title="Mentorer"))
    initiative = InitiativeFactory(
        theme=None, strategy=strategy, predecessor=Initiative.objects.get(title="Kaffe")
    )
    groups = [TargetGroupFactory(slug=name, name=name.title()) for name in ("borgere", "unge")]
    for part in (theme, goal, strategy, initiative):
        part.target_groups.set(groups)
    SectionFactory(plan=plan, slug="forord", predecessor=earlier.sections.get())
    publish_quickly(plan)
    return plan


def renumber(earlier: Plan, *order: int) -> None:
    """The goals' numbers of now, in their new order."""
    goals = {goal.number: goal for goal in AnnualGoal.objects.filter(theme__plan=earlier)}
    for aside in (100, 0):
        for place, number in enumerate(order, start=1):
            goals[number].number = aside + place
            goals[number].save()


def rename(earlier: Plan) -> None:
    Theme.objects.filter(plan=earlier, slug="unge").update(title="Omdøbt", number=9)
    Strategy.objects.filter(theme__plan=earlier).update(title="Omdøbt")
    Initiative.objects.filter(strategy__theme__plan=earlier).update(title="Omdøbt også")


def renumbered_and_renamed(earlier: Plan) -> None:
    renumber(earlier, 2, 3, 1)
    rename(earlier)
    publish_quickly(earlier)


def renumbered_then_reworded(earlier: Plan) -> None:
    renumber(earlier, 3, 1, 2)
    publish_quickly(earlier)
    for goal in AnnualGoal.objects.filter(theme__plan=earlier):
        goal.text = f"Helt andre ord om nummer {goal.number}."
        goal.save()
    publish_quickly(earlier)


def new_goal_in_front(earlier: Plan) -> None:
    renumber(earlier, 1, 2, 3)
    for goal in AnnualGoal.objects.filter(theme__plan=earlier).order_by("-number"):
        goal.number += 1
        goal.save()
    AnnualGoalFactory(theme=earlier.themes.get(slug="unge"), number=1, text="Et nyt mål.")
    publish_quickly(earlier)


def withdrawn(earlier: Plan) -> None:
    WithdrawalFactory(edition=earlier.editions.get(), withdrawn_at=timezone.now())
    Plan.objects.filter(pk=earlier.pk).update(state=PlanState.DRAFT)
    renumber(earlier, 2, 1, 3)
    rename(earlier)


def withdrawn_for_the_one_before(earlier: Plan) -> None:
    first = earlier.editions.get()
    renumber(earlier, 2, 1, 3)
    second = publish_quickly(earlier)
    WithdrawalFactory(edition=second, withdrawn_at=timezone.now(), in_force=first)
    Plan.objects.filter(pk=earlier.pk).update(state=PlanState.DRAFT)


def parts_deleted(earlier: Plan) -> None:
    Plan.objects.filter(pk=earlier.pk).update(state=PlanState.DRAFT)
    earlier.sections.get().delete()
    for theme in earlier.themes.all():
        theme.delete()


def parts_deleted_and_published(earlier: Plan) -> None:
    earlier.themes.get(slug="aeldre").delete()
    AnnualGoal.objects.get(text="Flere i lære.").delete()
    AnnualGoal.objects.get(text="Færre unge på gaden.").delete()
    Strategy.objects.get(title="Mentorer").delete()
    publish_quickly(earlier)


def national_goals_edited(earlier: Plan) -> None:
    NationalGoal.objects.filter(number=1).update(number=9, text="Andre ord.")
    NationalGoal.objects.filter(number=2).update(number=1)
    NationalGoalFactory(year=2020, number=2, title="Et nyt")


def national_goal_deleted(earlier: Plan) -> None:
    NationalGoal.objects.get(number=1).delete()


def target_groups_renamed(earlier: Plan) -> None:
    TargetGroup.objects.filter(slug="borgere").update(name="Voksne borgere")


def target_groups_get_another_address(earlier: Plan) -> None:
    TargetGroup.objects.filter(slug="borgere").update(slug="voksne")


def target_group_deleted(earlier: Plan) -> None:
    TargetGroup.objects.get(slug="borgere").delete()


def municipality_renamed(earlier: Plan) -> None:
    Municipality.objects.update(name="Ny Kommune", short_name="Ny", crest="vaaben/1/nyt.svg")


def area_renamed(earlier: Plan) -> None:
    Area.objects.filter(name="Klyngen").update(name="Gruppen")


def indicator_gets_another_address(earlier: Plan) -> None:
    Indicator.objects.filter(slug="ledighed").update(slug="arbejdsloeshed")


SINCE: list[Callable[[Plan], None]] = [
    renumbered_and_renamed,
    renumbered_then_reworded,
    new_goal_in_front,
    withdrawn,
    withdrawn_for_the_one_before,
    parts_deleted,
    parts_deleted_and_published,
    national_goals_edited,
    national_goal_deleted,
    target_groups_renamed,
    target_groups_get_another_address,
    target_group_deleted,
    municipality_renamed,
    area_renamed,
    indicator_gets_another_address,
]


def begin_draft(plan: Plan, words: str) -> None:
    theme = plan.themes.get()
    theme.ambition = words
    theme.save()
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.DRAFT)
    plan.refresh_from_db()


@pytest.mark.parametrize("happens", SINCE)
def test_word_is_corrected_whatever_has_happened_elsewhere(
    plan: Plan, earlier: Plan, happens: Callable[[Plan], None]
) -> None:
    happens(earlier)
    begin_draft(plan, "Flere i arbejde, ogsaa de unge.")
    document = corrected(plan, freeze(plan, None))
    assert to_json(document) == plan.editions.get().document_json.replace("Fler ", "Flere ")


@pytest.mark.parametrize("happens", SINCE)
def test_text_that_was_approved_before_it_happened_is_a_correction_too(
    plan: Plan, earlier: Plan, happens: Callable[[Plan], None]
) -> None:
    begin_draft(plan, "Flere i arbejde, ogsaa de unge.")
    text = freeze(plan, None)
    happens(earlier)
    assert to_json(corrected(plan, text)) == plan.editions.get().document_json.replace("Fler ", "Flere ")


@pytest.mark.parametrize("happens", SINCE)
def test_draft_is_discarded_whatever_has_happened_elsewhere(
    plan: Plan, earlier: Plan, happens: Callable[[Plan], None]
) -> None:
    begin_draft(plan, "Noget andet.")
    happens(earlier)
    discard(plan, by=editor_of(plan), seen=draft_seen(plan))
    plan.refresh_from_db()
    assert (plan.state, plan.themes.get().ambition) == (
        PlanState.PUBLISHED,
        "Fler i arbejde, ogsaa de unge.",
    )


@pytest.mark.parametrize("happens", SINCE)
def test_published_plan_stays_published_whatever_happens_elsewhere(
    plan: Plan, earlier: Plan, happens: Callable[[Plan], None]
) -> None:
    happens(earlier)
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED


def test_draft_is_discarded_where_the_goals_that_it_continues_were_moved_and_reworded_at_once(
    plan: Plan, earlier: Plan
) -> None:
    """The rows tell which goal it is, although no word does."""
    begin_draft(plan, "Noget andet.")
    renumber(earlier, 2, 3, 1)
    AnnualGoal.objects.filter(text="Flere unge i job.").update(text="Ganske andre ord.")
    publish_quickly(earlier)
    discard(plan, by=editor_of(plan), seen=draft_seen(plan))
    assert plan.state == PlanState.PUBLISHED


def continue_another(goal: AnnualGoal, earlier: Plan) -> None:
    goal.predecessor = AnnualGoal.objects.get(text="Færre unge på gaden.")
    goal.save()


def change_places(goal: AnnualGoal, earlier: Plan) -> None:
    goal.also_continues.set([goal.predecessor])
    goal.predecessor = AnnualGoal.objects.get(text="Flere i lære.")
    goal.save()


def continue_what_has_its_number_now(goal: AnnualGoal, earlier: Plan) -> None:
    goal.predecessor = AnnualGoal.objects.get(theme__plan=earlier, number=1)
    goal.save()


def continue_nothing(goal: AnnualGoal, earlier: Plan) -> None:
    goal.predecessor = None
    goal.save()


def no_merger(goal: AnnualGoal, earlier: Plan) -> None:
    goal.also_continues.clear()


def answer_less(goal: AnnualGoal, earlier: Plan) -> None:
    goal.answers.remove(goal.answers.all()[0])


@pytest.mark.parametrize(
    "change",
    [
        continue_another,
        change_places,
        continue_what_has_its_number_now,
        continue_nothing,
        no_merger,
        answer_less,
    ],
)
@pytest.mark.parametrize("happens", [renumbered_and_renamed, new_goal_in_front])
def test_what_the_plan_itself_continues_and_answers_is_no_matter_of_words(
    plan: Plan, earlier: Plan, happens: Callable[[Plan], None], change: Callable[[AnnualGoal, Plan], None]
) -> None:
    """Also where the number of a goal in the earlier plan is by now another goal's."""
    happens(earlier)
    national_goals_edited(earlier)
    goal = AnnualGoal.objects.get(theme__plan=plan)
    begin_draft(plan, "Flere i arbejde, ogsaa de unge.")
    change(goal, earlier)
    with pytest.raises(RefusedError):
        corrected(plan, freeze(plan, None))


def test_correction_of_a_correction_has_the_names_of_the_full_edition(plan: Plan, earlier: Plan) -> None:
    first = plan.editions.get()
    renumber(earlier, 2, 3, 1)
    publish_quickly(earlier)
    for words in ("Flere i arbejde, ogsaa de unge.", "Flere i arbejde, også de unge."):
        begin_draft(plan, words)
        publish(plan, by=None, correction=True)
        renumber(earlier, 3, 1, 2)
        publish_quickly(earlier)
    last = Edition.objects.get(plan=plan, correction=2)
    assert last.document_json == first.document_json.replace("Fler ", "Flere ").replace("ogsaa", "også")


def test_names_cost_nothing_where_other_plans_are_called_what_they_were(
    plan: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    begin_draft(plan, "Flere i arbejde, ogsaa de unge.")
    text = freeze(plan, None)
    with django_assert_num_queries(1):
        corrected(plan, text)
