from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.domain.plan_outline import all_lines, outline_of
from desk.models import Remark
from desk.writing.remarks import OpenRemark, open_remarks, remarks_on
from documents.codec import to_json
from documents.from_rows import document_of
from plans.models import Municipality
from tests.factories import (
    AnnualGoalFactory,
    MunicipalityFactory,
    RemarkFactory,
    SectionFactory,
    ThemeFactory,
)
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(municipality: Municipality) -> Theme:
    theme: Theme = ThemeFactory(plan__municipality=municipality)
    return theme


def said(theme: Theme) -> str:
    return reverse("desk-remark", args=["themes", "theme", theme.pk])


def still_open(theme: Theme) -> list[OpenRemark]:
    return open_remarks(theme.plan, all_lines(outline_of(theme.plan)))


def test_remark_is_said_answered_and_resolved(editor: Client, manager: Client, theme: Theme) -> None:
    editor.post(said(theme), {"text": "Er tallet rigtigt?"})
    first = Remark.objects.get()
    response = manager.post(said(theme), {"text": "Ja.", "parent": first.pk})
    assert [(a.text, a.by) for a in first.answers.all()] == [("Ja.", response.wsgi_request.user)]
    assert [one.remark for one in still_open(theme)] == [first]
    editor.post(reverse("desk-resolve", args=[first.pk]))
    assert still_open(theme) == []
    editor.post(reverse("desk-resolve", args=[first.pk]))
    address = reverse("admin:themes_theme_change", args=[theme.pk]) + "#remarks"
    assert [(one.title, one.address) for one in still_open(theme)] == [(theme.title, address)]


def test_remarks_on_every_kind_of_part_are_on_the_plans_page(theme: Theme) -> None:
    plan = theme.plan
    gone = SectionFactory(plan=plan)
    parts = [plan, theme, SectionFactory(plan=plan), AnnualGoalFactory(theme=theme), gone]
    for part in parts:
        RemarkFactory(plan=plan, part=part)
    gone.delete()
    assert [one.remark.part for one in still_open(theme)] == parts[:4]


def test_remark_is_shown_on_its_part_only(editor: Client, theme: Theme) -> None:
    remark = RemarkFactory(plan=theme.plan, part=theme, text="Kun her")
    page = editor.get(reverse("admin:themes_theme_change", args=[theme.pk])).content.decode()
    assert "Kun her" in page
    other = ThemeFactory(plan=theme.plan)
    assert (list(remarks_on(theme)), list(remarks_on(other))) == ([remark], [])


def test_empty_remark_is_not_kept(editor: Client, theme: Theme) -> None:
    editor.post(said(theme), {"text": "  "})
    assert not Remark.objects.exists()


def test_foreign_parts_and_remarks_do_not_exist(editor: Client, theme: Theme) -> None:
    foreign = ThemeFactory(plan__municipality=MunicipalityFactory())
    remark = RemarkFactory(plan=foreign.plan, part=foreign)
    answers: list[Any] = [
        editor.post(said(foreign), {"text": "Hej"}),
        editor.post(said(theme), {"text": "Hej", "parent": remark.pk}),
        editor.post(reverse("desk-resolve", args=[remark.pk])),
        editor.post(reverse("desk-remark", args=["plans", "municipality", 1]), {"text": "Hej"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert list(Remark.objects.filter(resolved_at=None)) == [remark]


def test_remark_is_never_in_the_tree(theme: Theme) -> None:
    before = to_json(document_of(theme.plan))
    RemarkFactory(plan=theme.plan, part=theme)
    assert to_json(document_of(theme.plan)) == before
