"""Nobody who only reads is shown raw Markdown: not in any admin page, of whatever model."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from markdownx.models import MarkdownxField

from plans.enums import PlanState
from plans.models import Municipality, Plan
from tests.desk.rows import FACTORIES, OWNED, name_of, row_in
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    SectionFactory,
    StrategyFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
RAW = "Det er **vigtigt**<script>alert(1)</script> for [alle](https://example.dk/)."
WRITTEN = [
    model
    for model in FACTORIES
    if any(isinstance(field, MarkdownxField) for field in model._meta.fields)
    and model in admin.site._registry
]


def fill(row: Any) -> None:
    names = [field.name for field in row._meta.fields if isinstance(field, MarkdownxField)]
    type(row)._default_manager.filter(pk=row.pk).update(**dict.fromkeys(names, RAW))


@pytest.mark.parametrize("model", WRITTEN, ids=name_of)
def test_reader_sees_the_text_set(manager: Client, municipality: Municipality, model: type[Model]) -> None:
    row: Any = row_in(model, municipality) if model in OWNED else FACTORIES[model]()
    fill(row)
    page = manager.get(
        reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    ).content.decode()
    assert "**vigtigt**" not in page
    assert "<strong>vigtigt</strong>" in page
    assert "<script>alert" not in page


def test_approver_sees_a_text_that_stands_still_set(approver: Client, municipality: Municipality) -> None:
    """With everything that stands inside it."""
    ContentType.objects.clear_cache()
    theme = ThemeFactory(plan__municipality=municipality)
    goal = AnnualGoalFactory(theme=theme)
    rows = [
        theme,
        goal,
        StrategyFactory(theme=theme),
        SectionFactory(plan=theme.plan),
        AssessmentFactory(goal=goal, follow_up__plan=theme.plan),
    ]
    for row in rows:
        fill(row)
    Plan.objects.filter(pk=theme.plan_id).update(state=PlanState.SUBMITTED)
    for row in [theme.plan, *rows[:4]]:
        page = approver.get(
            reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        )
        assert (page.status_code, "**vigtigt**" in page.content.decode()) == (200, False)
