"""What holds for a time and is replaced: in the database, in the admin's forms, lists and choices."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals.models import AnnualGoal, Indicator
from plans.enums import Role
from plans.models import Municipality, Plan
from plans.models.validity import valid_between
from tests.desk.forms import send
from tests.desk.rows import address
from tests.factories import (
    AnnualGoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    MembershipFactory,
    MunicipalityFactory,
    PlanFactory,
    StrategyFactory,
    TargetFactory,
    TargetGroupFactory,
    ThemeFactory,
)
from themes.models import TargetGroup

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("factory", [TargetGroupFactory, IndicatorFactory])
days = st.none() | st.dates(date(2024, 1, 1), date(2026, 1, 1))
OLD, LAW = date(2026, 12, 31), date(2027, 1, 1)


def page(name: str, row: Any) -> str:
    viewname, args = address(name, row)
    return reverse(viewname, args=args)


def errors(response: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = response.context["adminform"].form.errors
    return found


@BOTH
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(first=days, last=days, begins=st.dates(date(2024, 1, 1), date(2026, 1, 1)), ends=days)
def test_validity_is_in_order_and_has_a_day_in_the_period_or_not(
    factory: Any, first: date | None, last: date | None, begins: date, ends: date | None
) -> None:
    row = factory.build(valid_from=first, valid_until=last)
    if first and last and last < first:
        with pytest.raises(ValidationError, match="Slutdatoen ligger før startdatoen"):
            row.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
        return
    row.full_clean()
    row.save()
    ends = ends if ends is None or ends >= begins else begins
    shared = max(first or date.min, begins) <= min(last or date.max, ends or date.max)
    assert type(row).objects.filter(valid_between(begins, ends), pk=row.pk).exists() == shared
    row.delete()


@BOTH
def test_nothing_is_replaced_by_itself_nor_in_a_circle(superuser: Client, factory: Any) -> None:
    first, second, third = factory.create_batch(3)
    first.successors.add(second)
    second.successors.add(third)
    for successor in (third, first):
        found = errors(send(superuser, page("change", third), successors=[successor.pk]))
        assert found == {
            "successors": ["Den kan ikke afløses af sig selv eller af noget, den selv har afløst."]
        }
    assert third.successors.count() == 0
    send(superuser, page("change", first), successors=[third.pk], valid_until="2026-12-31")
    first.refresh_from_db()
    assert (list(first.successors.all()), first.valid_until) == ([third], OLD)


def test_indicator_is_replaced_by_one_of_its_owner_or_of_the_country(
    superuser: Client, municipality: Municipality
) -> None:
    country, own = IndicatorFactory(), IndicatorFactory(owner=municipality, unit="persons")
    foreign = IndicatorFactory(owner=MunicipalityFactory())
    old = IndicatorFactory(owner=municipality)
    send(superuser, page("change", old), successors=[country.pk, own.pk])
    assert set(old.successors.all()) == {country, own}
    wrong = {"successors": ["Den hører hverken til samme ejer eller til hele landet."]}
    assert errors(send(superuser, page("change", old), successors=[foreign.pk])) == wrong
    assert errors(send(superuser, page("change", country), successors=[own.pk])) == wrong


@BOTH
def test_list_is_filtered_by_what_is_valid_today(superuser: Client, factory: Any) -> None:
    today = timezone.localdate()
    day = timedelta(days=1)
    valid = [factory(), factory(valid_from=today), factory(valid_until=today)]
    ended, to_come = factory(valid_until=today - day), factory(valid_from=today + day)

    def listed(value: str) -> set[Any]:
        response = superuser.get(reverse(*address("changelist", type(ended))[:1]), {"gyldighed": value})
        return set(response.context["cl"].queryset)

    assert listed("gaeldende") == set(valid)
    assert listed("ophoert") == {ended}
    assert listed("") == {*valid, ended, to_come}


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    found: Plan = PlanFactory(municipality=municipality, year=2027, last_year=2028)
    return found


@pytest.fixture
def groups() -> list[TargetGroup]:
    return [
        TargetGroupFactory(name="Gammel", valid_until=OLD),
        TargetGroupFactory(name="Ny", valid_from=LAW),
        TargetGroupFactory(name="Fremtidig", valid_from=date(2029, 1, 1)),
        TargetGroupFactory(name="Altid"),
    ]


@pytest.mark.parametrize("factory", [ThemeFactory, AnnualGoalFactory, StrategyFactory, InitiativeFactory])
def test_plan_is_offered_the_groups_of_its_period_and_keeps_what_it_chose(
    superuser: Client, plan: Plan, groups: list[TargetGroup], factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = {"plan": plan} if factory is ThemeFactory else {"theme": ThemeFactory(plan=plan)}
    row = factory(**of)

    def offered() -> list[str]:
        form = superuser.get(page("change", row)).context["adminform"].form
        return [str(label) for _key, label in form.fields["target_groups"].choices]

    assert set(offered()) == {"Ny", "Altid"}
    assert "target_groups" in errors(send(superuser, page("change", row), target_groups=[groups[0].pk]))
    row.target_groups.add(groups[0])
    monkeypatch.setattr("plans.models.validity.today", lambda: date(2027, 2, 1))
    assert set(offered()) == {"Gammel (ophørt 31.12.2026)", "Ny", "Altid"}
    send(superuser, page("change", row), target_groups=[groups[0].pk, groups[1].pk])
    assert set(row.target_groups.all()) == {groups[0], groups[1]}


def test_rows_on_a_theme_s_page_are_offered_the_groups_of_the_period(
    superuser: Client, plan: Plan, groups: list[TargetGroup]
) -> None:
    theme = ThemeFactory(plan=plan)
    AnnualGoalFactory(theme=theme)
    formsets = superuser.get(page("change", theme)).context["inline_admin_formsets"]
    fields = [form.fields for found in formsets for form in found.formset.forms]
    offered = [fields["target_groups"].choices for fields in fields if "target_groups" in fields]
    assert len(offered) >= 1
    assert all({str(label) for _key, label in choices} == {"Ny", "Altid"} for choices in offered)


def test_target_is_offered_the_indicators_of_its_plan_s_period(
    municipality: Municipality, plan: Plan
) -> None:
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=Role.EDITOR).person)
    goal = AnnualGoalFactory(theme__plan=plan)
    old, new = IndicatorFactory(valid_until=OLD), IndicatorFactory(valid_from=LAW)
    query = {"app_label": "goals", "model_name": "target", "field_name": "indicator"}

    def offered(**more: Any) -> set[str]:
        results = client.get("/admin/autocomplete/", {**query, **more}).json()["results"]
        return {row["text"] for row in results}

    assert offered(plan=plan.pk) == {str(new)}
    hidden = PlanFactory(municipality=MunicipalityFactory(), year=2020)
    assert offered(plan=hidden.pk) == offered() == {str(old), str(new)}
    assert indicators_on(client, goal) == {new}
    TargetFactory(goal=goal, indicator=old)
    assert indicators_on(client, goal) == {old, new}


def indicators_on(client: Client, goal: AnnualGoal) -> set[Indicator]:
    found = client.get(page("change", goal)).context["inline_admin_formsets"][0]
    return set(found.formset.empty_form.fields["indicator"].queryset)
