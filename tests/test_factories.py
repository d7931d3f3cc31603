"""A factory that makes what the database or a form would refuse misleads every test that uses it."""

import pytest
from django.apps import apps
from django.db.models import Model
from factory.django import DjangoModelFactory

from goals.models import Assessment
from tests import factories
from tests.factories import AssessmentFactory
from tests.test_consistency import is_history

FACTORIES = [
    value
    for value in vars(factories).values()
    if isinstance(value, type) and issubclass(value, DjangoModelFactory) and value is not DjangoModelFactory
]
MODELS = {
    model
    for app in ("plans", "themes", "goals", "publishing")
    for model in apps.get_app_config(app).get_models()
    if not is_history(model)
}


def test_every_model_of_the_rows_has_a_factory() -> None:
    assert MODELS - {factory._meta.model for factory in FACTORIES} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_what_a_factory_makes_is_valid_twice(factory: type[DjangoModelFactory]) -> None:
    for _ in range(2):
        row: Model = factory()
        row.full_clean()


@pytest.mark.django_db
def test_an_assessment_judges_a_goal_of_its_own_plan() -> None:
    assessment: Assessment = AssessmentFactory()
    assert assessment.goal.theme is not None
    assert assessment.goal.theme.plan_id == assessment.follow_up.plan_id
