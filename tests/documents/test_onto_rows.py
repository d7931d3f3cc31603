"""A tree written onto the rows of a draft: any tree onto any draft gives that tree, and what goes on keeps its row."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from desk.models.history import HISTORY_MODELS, history_model
from documents import tree
from documents.from_rows import document_of
from documents.onto_rows import store_onto
from documents.to_rows import store
from goals.models import AnnualGoal
from plans.errors import RefusedError
from plans.models import Municipality, Plan
from tests.documents.test_rows import SMALL, before, municipality, theme
from tests.documents.trees import BEFORE, NATIONAL, documents
from tests.factories import AssessmentFactory, FollowUpFactory

pytestmark = pytest.mark.on_sqlite

__all__ = ["before", "municipality"]


def told(document: tree.PlanDocument) -> tree.PlanDocument:
    """The plan's own text: a report on it is not its."""
    return replace(document, follow_up=None, series=tree.Series())


def versions() -> int:
    return sum(history_model(model).objects.count() for model in HISTORY_MODELS)


GENERATED = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # two whole plans take many minutes to shrink
)


@GENERATED
@given(one=documents(), other=documents())
def test_any_tree_onto_any_draft_gives_that_tree(
    before: Plan, one: tree.PlanDocument, other: tree.PlanDocument
) -> None:
    with transaction.atomic():
        plan = store(told(one))
        wanted = told(other)
        store_onto(wanted, plan)
        # The portal keeps the names and the figures that it has: both texts are of one world of rows.
        assert words(document_of(plan)) == words(wanted)
        transaction.set_rollback(True)


def words(document: tree.PlanDocument) -> object:
    """Without the figures, which are the portal's and may be of either text."""

    def bare(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(bare, value))
        if isinstance(value, tree.Target):
            return replace(value, figures=())
        if isinstance(value, tree.Goal):
            return replace(value, targets=bare(value.targets))
        if isinstance(value, tree.Strategy):
            return replace(value, targets=bare(value.targets), children=bare(value.children))
        if isinstance(value, tree.Theme):
            return replace(value, goals=bare(value.goals), strategies=bare(value.strategies))
        return value

    return replace(
        document,
        goals=bare(document.goals),
        strategies=bare(document.strategies),
        themes=bare(document.themes),
    )


@GENERATED
@given(document=documents())
def test_a_drafts_own_tree_onto_it_writes_nothing(before: Plan, document: tree.PlanDocument) -> None:
    with transaction.atomic():
        plan = store(told(document))
        count, now = versions(), document_of(plan)
        store_onto(now, plan)
        assert versions() == count
        assert document_of(plan) == now
        transaction.set_rollback(True)


def test_parts_that_change_places_keep_their_rows(municipality: Municipality) -> None:
    plan = store(replace(SMALL, themes=(theme(1), theme(2))))
    old = document_of(plan)
    first, second = old.themes
    moved = replace(
        old,
        themes=(
            replace(second, number=1, goals=()),
            replace(first, number=2, goals=(*first.goals, replace(second.goals[0], number=3))),
        ),
    )
    keys = dict(plan.themes.values_list("slug", "pk"))
    goals = dict(AnnualGoal.objects.filter(theme=keys["tema-1"]).values_list("number", "pk"))
    store_onto(moved, plan)
    assert document_of(plan) == moved
    assert dict(plan.themes.values_list("slug", "pk")) == keys
    now = dict(AnnualGoal.objects.filter(theme=keys["tema-1"]).values_list("number", "pk"))
    assert {number: now[number] for number in goals} == goals
    assert len(now) == 3


def test_a_goal_that_is_reworded_keeps_its_row_and_has_a_version_with_the_reason(
    municipality: Municipality,
) -> None:
    goal = tree.Goal(1, "Andelen af unge uden uddannelse skal falde")
    plan = store(replace(SMALL, themes=(replace(theme(1), goals=(goal,)),)))
    row = AnnualGoal.objects.get()
    old = document_of(plan)
    reworded = replace(goal, text="Andelen af unge uden job eller uddannelse skal falde")
    store_onto(
        replace(old, themes=(replace(old.themes[0], goals=(reworded,)),)), plan, "Indlæst fra plan.docx"
    )
    assert AnnualGoal.objects.get().pk == row.pk
    newest = row.history.latest()  # type: ignore[attr-defined]
    assert (newest.text, newest.history_change_reason) == (reworded.text, "Indlæst fra plan.docx")


def test_what_has_been_assessed_cannot_be_taken_away(municipality: Municipality) -> None:
    plan = store(replace(SMALL, themes=(theme(1),), national_goals=NATIONAL))
    AssessmentFactory(follow_up=FollowUpFactory(plan=plan), goal=AnnualGoal.objects.first())
    old = document_of(plan)
    with pytest.raises(RefusedError, match="målopfølgning"):
        store_onto(replace(old, themes=()), plan)
    assert document_of(plan) == old


def test_a_text_of_another_year_is_refused(municipality: Municipality) -> None:
    plan = store(SMALL)
    with pytest.raises(RefusedError):
        store_onto(BEFORE, plan)
    assert document_of(plan) == document_of(plan)
