"""The desk's pages of a level above the themes: adding, moving, next year's copy, restoring."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.domain.next_year import copy_plan
from desk.domain.restoring import restore
from desk.models import Mark, PartMark
from documents.from_rows import document_of
from plans.models import Municipality, Plan
from tests.desk.forms import send
from tests.factories import AnnualGoalFactory, PlanFactory, SectionFactory, ThemeFactory, ThemeGroupFactory
from themes.models import Theme, ThemeGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = PlanFactory(
        municipality=municipality, year=2019, theme_group_label="Pejlemærke", theme_label="Fokusområde"
    )
    return plan


def added(client: Client, model: str, plan: Plan, **data: Any) -> Any:
    address = reverse(f"admin:{model}_add") + f"?plan={plan.pk}"
    return send(client, address, plan=str(plan.pk), **data)


def test_level_is_added_in_the_municipalitys_word_and_a_theme_below_it(editor: Client, plan: Plan) -> None:
    page = editor.get(reverse("desk-plan", args=[plan.pk])).content.decode()
    assert "Tilføj: pejlemærke" in page
    assert added(editor, "themes_themegroup", plan, title="Borgere", label="A").status_code == 302
    group = ThemeGroup.objects.get()
    assert (str(group), group.slug) == ("A Borgere", "borgere")
    form = editor.get(reverse("admin:themes_theme_add") + f"?plan={plan.pk}&group={group.pk}")
    assert "Pejlemærke" in form.content.decode()
    assert added(editor, "themes_theme", plan, title="Unge", group=str(group.pk)).status_code == 302
    assert document_of(plan).themes[0].group == "borgere"
    below = ThemeGroupFactory(plan=plan, label="B", position=group.position + 1)
    ThemeFactory(plan=plan, group=below, number=2, title="Job")
    assert added(editor, "themes_theme", plan, title="Ældre", group=str(group.pk)).status_code == 302
    found = [(theme.number, theme.title) for theme in document_of(plan).themes]
    assert found == [(1, "Unge"), (2, "Ældre"), (3, "Job")]
    foreign = ThemeGroupFactory()
    refused = added(editor, "themes_theme", plan, title="Syge", group=str(foreign.pk))
    assert refused.status_code == 200
    assert not plan.themes.filter(title="Syge").exists()


def test_plan_without_the_level_asks_for_none(editor: Client, plan: Plan) -> None:
    ThemeGroupFactory()
    form = editor.get(reverse("admin:themes_theme_add") + f"?plan={plan.pk}").content.decode()
    assert 'name="group"' not in form


@pytest.mark.parametrize(
    ("model", "factory"),
    [
        ("plans_section", SectionFactory),
        ("themes_theme", ThemeFactory),
        ("themes_themegroup", ThemeGroupFactory),
    ],
)
def test_second_part_of_one_title_gets_an_address_by_itself(
    editor: Client, plan: Plan, model: str, factory: Any
) -> None:
    """The page fills the address in while the title is typed, and does not know of the others. One that a
    person has chosen is not changed."""
    factory(plan=plan, title="Økonomi", slug="oekonomi")
    assert added(editor, model, plan, title="Økonomi", slug="oekonomi").status_code == 302
    rows = factory._meta.model.objects.filter(plan=plan).order_by("pk")
    assert [row.slug for row in rows] == ["oekonomi", "oekonomi-2"]
    assert added(editor, model, plan, title="Noget andet", slug="oekonomi").status_code == 200


def test_move_page_moves_and_says_where(editor: Client, plan: Plan) -> None:
    group = ThemeGroupFactory(plan=plan, title="Borgere", label="A")
    row = ThemeFactory(plan=plan, title="Unge", number=1)
    address = reverse("desk-move-to", args=[plan.pk, "tema", row.pk])
    assert address in editor.get(reverse("desk-plan", args=[plan.pk])).content.decode()
    assert editor.post(address, {"to": "themegroup-0"}).status_code == 200
    response = editor.post(address, {"to": f"themegroup-{group.pk}"})
    assert response["Location"].endswith(f"#theme-{row.pk}")
    told = [str(message) for message in get_messages(response.wsgi_request)]
    assert told == ["»1 Unge« er flyttet til »Pejlemærke A Borgere«."]
    assert document_of(plan).themes[0].group == group.slug
    for kind, key in (("maal", AnnualGoalFactory().pk), ("tema", 0), ("afsnit", row.pk)):
        assert editor.get(reverse("desk-move-to", args=[plan.pk, kind, key])).status_code == 404


def test_next_years_copy_knows_what_it_continues_and_is_to_be_looked_through(plan: Plan) -> None:
    group = ThemeGroupFactory(plan=plan, slug="borgere", label="A")
    ThemeFactory(plan=plan, group=group)
    copy = copy_plan(plan, 2020)
    again = copy.theme_groups.get()
    assert (again.predecessor, again.label, copy.theme_group_label) == (group, "A", "Pejlemærke")
    assert copy.themes.get().group == again
    assert PartMark.objects.get(theme_group=again).mark == Mark.UNREVIEWED


def test_plan_is_restored_with_the_level_and_what_belonged_to_it(plan: Plan) -> None:
    group = ThemeGroupFactory(plan=plan, slug="borgere")
    ThemeFactory(plan=plan, group=group, title="Unge")
    before, then = document_of(plan), timezone.now()
    group.delete()
    ThemeGroupFactory(plan=plan)
    assert Theme.objects.get(plan=plan).group is None
    restore(plan, then)
    assert document_of(plan) == before
