"""Numbers that are left open, and numbers that change places, through the pages themselves."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from goals.models import AnnualGoal
from plans.models import Plan, Section
from tests.desk.forms import send, shown
from tests.factories import (
    AnnualGoalFactory,
    InitiativeFactory,
    PlanFactory,
    SectionFactory,
    StrategyFactory,
    ThemeFactory,
)
from themes.models import Strategy, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> Theme:
    theme: Theme = ThemeFactory(number=1)
    for number, text in enumerate(["a", "b", "c"], start=1):
        AnnualGoalFactory(theme=theme, number=number, text=text)
    return theme


def save(client: Client, row: Theme | Plan, **changes: Any) -> HttpResponse:
    page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return send(client, page, **changes)


def order(theme: Theme) -> list[tuple[int, str]]:
    return list(AnnualGoal.objects.filter(theme=theme).order_by("number").values_list("number", "text"))


def new_goal(index: int, **fields: Any) -> dict[str, Any]:
    row = {"text": "ny", "number": "", "scope": "local", "quality": "qualitative", **fields}
    return {f"goals-{index}-{name}": value for name, value in row.items()}


def faults(response: Any) -> list[str]:
    inlines = response.context["inline_admin_formsets"]
    return [str(fault) for inline in inlines for fault in inline.formset.non_form_errors()]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["2", "1", "3"], [(1, "b"), (2, "a"), (3, "c")]),
        (["2", "3", "1"], [(1, "c"), (2, "a"), (3, "b")]),
        (["4", "3", "2"], [(2, "c"), (3, "b"), (4, "a")]),
        (["", "2", "3"], [(2, "b"), (3, "c"), (4, "a")]),
    ],
)
def test_goals_change_places_in_one_save(
    superuser: Client, theme: Theme, numbers: list[str], expected: list[tuple[int, str]]
) -> None:
    changes = {f"goals-{index}-number": number for index, number in enumerate(numbers)}
    assert save(superuser, theme, **changes).status_code == 302
    assert order(theme) == expected


def test_a_goal_takes_the_number_of_one_that_is_deleted(superuser: Client, theme: Theme) -> None:
    changes = {"goals-1-DELETE": "on", "goals-0-number": "2"}
    assert save(superuser, theme, **changes).status_code == 302
    assert order(theme) == [(2, "a"), (3, "c")]


def test_new_goals_get_the_next_free_numbers(superuser: Client, theme: Theme) -> None:
    rows = {"goals-TOTAL_FORMS": 5, **new_goal(3), **new_goal(4, text="nyere")}
    assert save(superuser, theme, **rows).status_code == 302
    assert order(theme)[3:] == [(4, "ny"), (5, "nyere")]


def test_a_new_goal_takes_the_number_that_another_leaves(superuser: Client, theme: Theme) -> None:
    rows = {"goals-TOTAL_FORMS": 4, **new_goal(3, number="1"), "goals-0-number": "7"}
    assert save(superuser, theme, **rows).status_code == 302
    assert order(theme) == [(1, "ny"), (2, "b"), (3, "c"), (7, "a")]


def test_the_same_number_twice_is_refused_and_nothing_moves(superuser: Client, theme: Theme) -> None:
    response = save(superuser, theme, **{"goals-0-number": "2"})
    assert response.status_code == 200
    assert len(faults(response)) == 1
    assert order(theme) == [(1, "a"), (2, "b"), (3, "c")]


def test_a_number_that_a_colleague_has_just_used_is_refused(superuser: Client, theme: Theme) -> None:
    page = reverse("admin:themes_theme_change", args=[theme.pk])
    data = shown(superuser.get(page)) | {"goals-TOTAL_FORMS": 4, **new_goal(3, number="4")}
    AnnualGoalFactory(theme=theme, number=4, text="kollegas")
    response = superuser.post(page, data)
    assert len(faults(response)) == 1
    assert order(theme)[3:] == [(4, "kollegas")]


def test_number_zero_is_refused(superuser: Client, theme: Theme) -> None:
    assert save(superuser, theme, **{"goals-0-number": "0"}).status_code == 200
    assert order(theme)[0] == (1, "a")


def test_themes_change_places_on_the_plans_page(superuser: Client) -> None:
    plan = PlanFactory()
    first, second = ThemeFactory(plan=plan, number=1), ThemeFactory(plan=plan, number=2)
    changes = {"themes-0-number": "2", "themes-1-number": "1"}
    assert save(superuser, plan, **changes).status_code == 302
    assert list(plan.themes.order_by("number")) == [second, first]


def test_new_rows_on_the_plans_page_get_number_and_address(superuser: Client) -> None:
    plan = PlanFactory()
    ThemeFactory(plan=plan, number=1, slug="unge-paa-vej")
    rows = {"themes-TOTAL_FORMS": 3, "sections-TOTAL_FORMS": 1}
    rows |= {f"themes-{index}-title": "Unge på vej" for index in (1, 2)}
    rows |= {"sections-0-title": "Økonomi", "sections-0-kind": "budget"}
    assert save(superuser, plan, **rows).status_code == 302
    assert list(plan.themes.values_list("number", "slug")) == [
        (1, "unge-paa-vej"),
        (2, "unge-paa-vej-2"),
        (3, "unge-paa-vej-3"),
    ]
    assert list(plan.sections.values_list("position", "slug")) == [(1, "oekonomi")]


def test_new_plan_with_its_first_themes_in_one_save(superuser: Client) -> None:
    municipality = PlanFactory().municipality
    page = reverse("admin:plans_plan_add")
    fields = {"municipality": municipality.pk, "title": "Plan 2030", "year": 2030, "last_year": 2030}
    rows = {"themes-TOTAL_FORMS": 2, "themes-0-title": "Unge", "themes-1-title": "Ældre"}
    assert send(superuser, page, **fields, **rows).status_code == 302
    plan = Plan.objects.get(year=2030, municipality=municipality)
    assert list(plan.themes.values_list("number", "slug")) == [(1, "unge"), (2, "aeldre")]


def test_row_added_to_a_theme_is_shown_without_a_place(superuser: Client) -> None:
    page = superuser.get(reverse("admin:themes_theme_change", args=[InitiativeFactory().theme_id]))
    blank = [inline.formset.empty_form for inline in page.context["inline_admin_formsets"]]
    assert [form["position"].value() for form in blank if "position" in form.fields] == [None] * 3


def test_new_theme_on_its_own_page_gets_number_and_address(superuser: Client) -> None:
    before = ThemeFactory(number=4)
    page = reverse("admin:themes_theme_add")
    data = {"plan": before.plan_id, "title": "Færre på kanten", "number": "", "slug": ""}
    assert send(superuser, page, **data).status_code == 302
    theme = Theme.objects.exclude(pk=before.pk).get()
    assert (theme.number, theme.slug) == (5, "faerre-paa-kanten")


def test_new_section_on_its_own_page_stands_last(superuser: Client) -> None:
    """Sent as it was shown: the field for its place is empty, and not at 0."""
    before = SectionFactory(position=8)
    page = reverse("admin:plans_section_add") + f"?plan={before.plan_id}"
    response = superuser.get(page)
    assert list(response.context["adminform"].form.fields["parent"].queryset) == [before]
    assert response.context["adminform"].form["position"].value() is None
    data = {"title": "Bilag", "kind": "annex", "parent": before.pk, "position": "", "slug": ""}
    assert send(superuser, page, **data).status_code == 302
    section = Section.objects.exclude(pk=before.pk).get()
    assert (section.position, section.slug, section.parent) == (9, "bilag", before)


def test_sections_stand_in_reading_order_on_the_plans_page(superuser: Client) -> None:
    plan = PlanFactory()
    last = SectionFactory(plan=plan, position=1)
    first = SectionFactory(plan=plan, position=0)
    part = SectionFactory(plan=plan, parent=first, position=0)
    parts_part = SectionFactory(plan=plan, parent=part, position=5)
    later_part = SectionFactory(plan=plan, parent=first, position=1)
    response = superuser.get(reverse("admin:plans_plan_change", args=[plan.pk]))
    formset = response.context["inline_admin_formsets"][0].formset
    assert [form.instance for form in formset.initial_forms] == [first, part, parts_part, later_part, last]


def test_parts_of_a_strategy_follow_it_on_the_themes_page(superuser: Client) -> None:
    theme = ThemeFactory()
    whole, other = StrategyFactory(theme=theme, position=0), StrategyFactory(theme=theme, position=1)
    part = StrategyFactory(theme=theme, parent=whole, position=3)
    InitiativeFactory(theme=None, strategy=part)
    response = superuser.get(reverse("admin:themes_theme_change", args=[theme.pk]))
    formset = response.context["inline_admin_formsets"][1].formset
    assert [form.instance for form in formset.initial_forms] == [whole, part, other]
    wholes = formset.empty_form.fields["parent"].queryset
    assert list(wholes) == [whole, other]


def test_two_sections_cannot_become_parts_of_each_other_in_one_save(superuser: Client) -> None:
    plan = PlanFactory()
    one, other = SectionFactory(plan=plan, position=1), SectionFactory(plan=plan, position=2)
    response = save(superuser, plan, **{"sections-0-parent": other.pk, "sections-1-parent": one.pk})
    assert response.status_code == 200
    assert list(plan.sections.values_list("parent", flat=True)) == [None, None]


def test_two_strategies_cannot_become_parts_of_each_other_in_one_save(superuser: Client) -> None:
    theme = ThemeFactory()
    one, other = StrategyFactory(theme=theme, position=1), StrategyFactory(theme=theme, position=2)
    response = save(superuser, theme, **{"strategies-0-parent": other.pk, "strategies-1-parent": one.pk})
    assert response.status_code == 200
    assert list(theme.strategies.values_list("parent", flat=True)) == [None, None]


def test_strategy_that_has_parts_cannot_become_a_part(superuser: Client) -> None:
    theme = ThemeFactory()
    whole, other = StrategyFactory(theme=theme, position=1), StrategyFactory(theme=theme, position=3)
    StrategyFactory(theme=theme, position=2, parent=whole)
    with pytest.raises(ValidationError):
        Strategy(pk=whole.pk, plan=theme.plan, theme=theme, title="Helheden", parent=other).clean()


def test_last_year_fills_itself_and_a_plan_without_an_end_says_so(superuser: Client) -> None:
    municipality = PlanFactory().municipality
    page = reverse("admin:plans_plan_add")
    fields = {"municipality": municipality.pk, "title": "Plan", "year": 2030, "last_year": ""}
    assert send(superuser, page, **fields).status_code == 302
    assert Plan.objects.get(year=2030).last_year == 2030
    asked = superuser.get(page).context["adminform"].form.fields["last_year"].help_text
    assert (str(asked), Plan._meta.get_field("last_year").help_text) == ("Tomt for en plan på ét år.", "")
    assert send(superuser, page, **{**fields, "year": 2031, "open_ended": "on"}).status_code == 302
    open_ended = Plan.objects.get(year=2031)
    assert open_ended.last_year is None
    change = reverse("admin:plans_plan_change", args=[open_ended.pk])
    assert superuser.get(change).context["adminform"].form["open_ended"].value() is True
    assert send(superuser, change, title="Vision").status_code == 302
    assert Plan.objects.get(year=2031).last_year is None
    response = send(superuser, page, **{**fields, "year": 2032, "last_year": 2033, "open_ended": "on"})
    assert list(response.context["adminform"].form.errors) == ["last_year"]
