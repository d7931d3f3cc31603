"""Texts have a greatest length: said by the form, held by the database, never cut."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from plans.models import Section
from plans.text_length import LONGEST_TEXT, TextLength, not_too_long
from tests.factories import SectionFactory

ROOMS = ("plans", "themes", "goals")


def texts() -> list[models.Field]:  # type: ignore[type-arg]
    return [
        field
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.TextField)
    ]


def test_every_text_of_a_plan_has_a_greatest_length() -> None:
    assert [str(field) for field in texts() if not_too_long not in field.validators] == []
    assert len(texts()) > 20


def test_every_such_length_is_held_by_the_database() -> None:
    held = {
        (model._meta.label_lower, constraint.condition.lhs.source_expressions[0].name)
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, TextLength)
    }
    assert {(text.model._meta.label_lower, text.name) for text in texts()} == held


def test_no_text_is_cut_by_its_form_field() -> None:
    assert [str(field) for field in texts() if "maxlength" in field.formfield().widget.attrs] == []  # type: ignore[union-attr]


def test_text_that_is_too_long_is_told_how_long_it_is_and_may_be() -> None:
    section = SectionFactory.build(body="å" * (LONGEST_TEXT + 1))
    with pytest.raises(ValidationError) as raised:
        section.clean_fields(exclude=["plan"])
    assert raised.value.message_dict == {
        "body": ["Teksten er på 100.001 tegn. Der er plads til højst 100.000. Del den op."]
    }


@pytest.mark.django_db
def test_database_refuses_a_text_that_is_too_long_and_takes_the_longest() -> None:
    section = SectionFactory(body="å" * LONGEST_TEXT)
    for change in (
        lambda: Section.objects.filter(pk=section.pk).update(body="å" * (LONGEST_TEXT + 1)),
        lambda: SectionFactory(body="å" * (LONGEST_TEXT + 1)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
