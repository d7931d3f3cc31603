"""Indicators, groups and figures of the country and of municipalities, in the admin."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.enums import AreaKind, Operator
from goals.models import Area, Indicator, Observation, Target
from plans.enums import Role
from plans.models import Municipality
from tests.desk.forms import send
from tests.desk.rows import FACTORIES, address
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    IndicatorFactory,
    MembershipFactory,
    MunicipalityFactory,
    ObservationFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

OF_COUNTRY = {
    Indicator: "Landets indikator; kun portalens administrator kan rette den.",
    Area: "Landets område; kun portalens administrator kan rette det. En kommune kan oprette sine egne grupper.",
    Observation: "Landets tal; kun portalens administrator kan rette dem.",
}
INDICATOR = {"name": "Besøg i jobcafeen", "unit": "persons", "better": "higher", "slug": "besoeg"}


def page(name: str, row: Model | type[Model]) -> str:
    viewname, args = address(name, row)
    return reverse(viewname, args=args)


def member(municipality: Municipality, role: Role = Role.EDITOR) -> Client:
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=role).person)
    return client


def errors(response: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = response.context["adminform"].form.errors
    return found


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.MANAGER])
def test_municipality_makes_its_own_indicator_group_and_figure(
    municipality: Municipality, role: Role
) -> None:
    """Nobody who works for one municipality is asked which."""
    client, skive = member(municipality, role), AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive")
    send(client, page("add", Indicator), **INDICATOR)
    send(client, page("add", Area), name="Nabokommunerne", members=[skive.pk])
    indicator, group = Indicator.objects.get(), Area.objects.get(name="Nabokommunerne")
    assert (indicator.owner, group.owner, group.kind, group.code) == (
        municipality,
        municipality,
        "cluster",
        "",
    )
    figure = {"period_start": "2026-01-01", "period_end": "2026-12-31", "value": "12,5"}
    data = {"indicator": indicator.pk, "area": group.pk, **figure}
    assert list(errors(send(client, page("add", Observation), **data))) == ["source"]
    send(client, page("add", Observation), **data, source="Jobcenterets egen optælling")
    assert Observation.objects.get().indicator == indicator


def test_members_of_a_group_are_municipalities(municipality: Municipality, superuser: Client) -> None:
    """Not the own group of another municipality, though the person works there too."""
    membership = MembershipFactory(municipality=municipality, role=Role.EDITOR)
    other = MembershipFactory(person=membership.person, role=Role.EDITOR).municipality
    client = Client()
    client.force_login(membership.person)
    skive, region = (
        AreaFactory(kind=AreaKind.MUNICIPALITY),
        AreaFactory(kind=AreaKind.REGION, name="Regionen"),
    )
    groups = [
        AreaFactory(owner=owner, kind=AreaKind.CLUSTER, name="Naboerne") for owner in (other, municipality)
    ]
    for wrong in (region, *groups):
        said = {"owner": municipality.pk, "name": "Gruppen", "members": [skive.pk, wrong.pk]}
        text = f"Kun kommuner kan være medlemmer af en gruppe: Fjern {wrong.name}."
        assert errors(send(client, page("add", Area), **said)) == {"members": [text]}
    said = {"kind": "municipality", "name": "Øst", "members": [skive.pk]}
    assert errors(send(superuser, page("add", Area), **said)) == {
        "members": ["En kommune har ingen medlemmer."]
    }


@pytest.mark.parametrize("model", OF_COUNTRY)
@pytest.mark.parametrize("role", Role)
def test_what_is_the_country_s_is_only_read_and_says_so(
    municipality: Municipality, model: type[Model], role: Role
) -> None:
    client, row = member(municipality, role), FACTORIES[model]()
    response = client.get(page("change", row))
    assert (response.context["closed"], response.context["has_change_permission"]) == (
        OF_COUNTRY[model],
        False,
    )
    assert client.post(page("change", row), {}).status_code == 403
    assert client.post(page("delete", row), {"post": "yes"}).status_code == 403


def test_editor_of_named_themes_is_told_who_keeps_the_municipality_s_own(municipality: Municipality) -> None:
    row = IndicatorFactory(owner=municipality)
    response = member(municipality, Role.THEME_EDITOR).get(page("change", row))
    assert response.context["closed"] == (
        f"{municipality.name}s egne tal rettes af dens redaktører, godkendere og forvaltere."
    )


def test_superuser_keeps_the_country_s_and_sees_all(superuser: Client) -> None:
    send(superuser, page("add", Indicator), **INDICATOR)
    assert Indicator.objects.get().owner is None
    IndicatorFactory(owner=MunicipalityFactory())
    assert superuser.get(page("changelist", Indicator)).context["cl"].result_count == 2


def test_owner_must_be_one_of_the_person_s_own(editor: Client) -> None:
    response = editor.post(page("add", Indicator), {**INDICATOR, "owner": MunicipalityFactory().pk})
    assert list(errors(response)) == ["owner"]
    response = editor.post(page("add", Indicator), {**INDICATOR, "owner": ""})
    assert list(errors(response)) == ["owner"]
    assert not Indicator.objects.exists()


def test_two_municipalities_and_the_country_may_use_one_name(municipality: Municipality) -> None:
    for owner in (None, MunicipalityFactory()):
        IndicatorFactory(owner=owner, name=INDICATOR["name"], slug=INDICATOR["slug"])
        AreaFactory(owner=owner, kind=AreaKind.CLUSTER, name="Naboerne")
    client = member(municipality)
    assert send(client, page("add", Indicator), **INDICATOR).status_code == 302
    assert send(client, page("add", Area), name="Naboerne").status_code == 302
    again = send(client, page("add", Indicator), **INDICATOR)
    assert errors(again) == {
        "__all__": [
            "Der er allerede en indikator med det navn.",
            "Der er allerede en indikator med den webadresse.",
        ]
    }
    group = send(client, page("add", Area), name="Naboerne")
    assert errors(group) == {"__all__": ["Kommunen har allerede en gruppe med det navn."]}


def test_renamed_to_a_name_that_is_taken_is_told_so(municipality: Municipality) -> None:
    """The owner is not asked for again, and is looked at all the same."""
    IndicatorFactory(owner=municipality, name="Taget")
    row = IndicatorFactory(owner=municipality)
    response = send(member(municipality), page("change", row), name="Taget")
    assert errors(response) == {"__all__": ["Der er allerede en indikator med det navn."]}


def test_figure_of_the_country_s_indicator_is_not_offered(municipality: Municipality) -> None:
    data = {"period_start": "2026-01-01", "period_end": "2026-12-31", "value": "1", "source": "Os selv"}
    country = {"indicator": IndicatorFactory().pk, "area": AreaFactory().pk}
    response = send(member(municipality), page("add", Observation), **data, **country)
    assert list(errors(response)) == ["indicator"]


def test_figure_stays_its_indicator_s(municipality: Municipality) -> None:
    """Else it would come to another owner, with a history that names what was the first one's."""
    row = ObservationFactory(indicator=IndicatorFactory(owner=municipality))
    response = member(municipality).get(page("change", row))
    assert "indicator" not in response.context["adminform"].form.fields


def test_group_of_a_municipality_has_no_figure_of_the_country_s(superuser: Client) -> None:
    data = {"period_start": "2026-01-01", "period_end": "2026-12-31", "value": "1", "source": "Os selv"}
    group = AreaFactory(owner=MunicipalityFactory())
    response = send(
        superuser, page("add", Observation), **data, indicator=IndicatorFactory().pk, area=group.pk
    )
    assert errors(response) == {"area": ["Gruppen tilhører ikke den, som indikatoren tilhører."]}


@pytest.mark.parametrize("uses", [1, 3])
def test_what_is_in_use_is_not_deleted_and_says_why(municipality: Municipality, uses: int) -> None:
    indicator = IndicatorFactory(owner=municipality)
    for number in range(uses):
        ObservationFactory(indicator=indicator)
        TargetFactory(
            indicator=indicator, goal__theme__plan__municipality=municipality, goal__number=number + 1
        )
    client = member(municipality)
    client.get(page("delete", indicator))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page("delete", indicator))
    told = {
        1: ["1 tal: slet det først.", "1 resultatkrav i en plan bruger det."],
        3: ["3 tal: slet dem først.", "3 resultatkrav i planer bruger det."],
    }
    assert (response.context["protected"], len(queries)) == (told[uses], 8)
    client.post(page("delete", indicator), {"post": "yes"})
    data = {"action": "delete_selected", "_selected_action": [indicator.pk], "post": "yes"}
    client.post(page("changelist", Indicator), data)
    assert Indicator.objects.filter(pk=indicator.pk).exists()


def test_group_in_use_is_not_deleted(municipality: Municipality) -> None:
    group = AreaFactory(owner=municipality)
    TargetFactory(
        goal__theme__plan__municipality=municipality,
        comparator=group,
        value=None,
        operator=Operator.BELOW,
        unit="",
    )
    response = member(municipality).get(page("delete", group))
    assert response.context["protected"] == ["1 resultatkrav i en plan bruger det."]


def test_list_and_its_filter_name_nothing_of_another_municipality(municipality: Municipality) -> None:
    for owner, name in ((None, "Landets"), (municipality, "Vores"), (MunicipalityFactory(), "Fremmed")):
        ObservationFactory(indicator=IndicatorFactory(owner=owner, name=name), source="Optælling")
    client = member(municipality)
    content = client.get(page("changelist", Observation)).content.decode()
    assert [name in content for name in ("Landets", "Vores", "Fremmed")] == [True, True, False]
    foreign = Indicator.objects.get(name="Fremmed")
    response = client.get(page("changelist", Observation), {"indicator__id__exact": foreign.pk})
    assert response.context["cl"].result_count == 0


def measure(client: Client, goal: Any, **row: Any) -> Any:
    values = {"operator": Operator.BELOW, "value": "3", "unit": "percent", **row}
    data = {f"targets-0-{name}": value for name, value in values.items()}
    return send(client, page("change", goal), **{"targets-TOTAL_FORMS": 1, **data})


def test_target_is_measured_by_the_country_s_or_by_the_own_of_its_plan(municipality: Municipality) -> None:
    """Also where the person works for both municipalities."""
    other = MunicipalityFactory()
    client = member(municipality)
    MembershipFactory(person_id=client.session["_auth_user_id"], municipality=other, role=Role.EDITOR)
    goal = AnnualGoalFactory(theme__plan__municipality=municipality)
    refused = measure(client, goal, indicator=IndicatorFactory(owner=other).pk)
    assert refused.status_code == 200
    assert not Target.objects.exists()
    own = IndicatorFactory(owner=municipality)
    assert measure(client, goal, indicator=own.pk).status_code == 302
    assert Target.objects.get().indicator == own


def test_row_itself_refuses_what_is_another_municipality_s(municipality: Municipality) -> None:
    target = TargetFactory.build(
        goal=AnnualGoalFactory(theme__plan__municipality=municipality),
        indicator=IndicatorFactory(owner=MunicipalityFactory()),
    )
    with pytest.raises(ValidationError, match="Det tilhører en anden kommune"):
        target.full_clean()


def test_choices_of_a_target_are_those_of_its_plan_s_municipality(municipality: Municipality) -> None:
    other = MunicipalityFactory(short_name="Naboby")
    client = member(municipality)
    MembershipFactory(person_id=client.session["_auth_user_id"], municipality=other, role=Role.EDITOR)
    goal = AnnualGoalFactory(theme__plan__municipality=municipality)
    country, own, foreign = (IndicatorFactory(owner=owner) for owner in (None, municipality, other))
    content = client.get(page("change", goal)).content.decode()
    plan = goal.theme.plan_id
    assert f'data-ajax--url="/admin/autocomplete/?kommune={municipality.pk}&amp;plan={plan}"' in content
    query = {"app_label": "goals", "model_name": "target", "field_name": "indicator"}

    def offered(**more: Any) -> set[str]:
        results = client.get("/admin/autocomplete/", {**query, **more}).json()["results"]
        return {row["text"] for row in results}

    names = {str(country), f"{municipality.short_name}: {own}"}
    assert offered(kommune=municipality.pk) == names
    assert offered() == names | {f"Naboby: {foreign}"}


def test_address_that_names_another_municipality_s_row_tells_nothing_of_it(
    municipality: Municipality,
) -> None:
    """Fields of a page for adding are filled from its address."""
    other = MunicipalityFactory()
    indicator, group = (
        IndicatorFactory(owner=other, name="Fremmed"),
        AreaFactory(owner=other, name="Fremmede"),
    )
    given = {"indicator": indicator.pk, "area": group.pk, "comparator": group.pk}
    for model in (Observation, Target):
        assert "Fremmed" not in member(municipality).get(page("add", model), given).content.decode()
