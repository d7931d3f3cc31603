"""Nobody meets what belongs to another municipality, in lists, choices and forms: generated from what is registered. That
its rows do not exist, by any address, as any role, is walked in `tests/test_access_walk.py`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from desk.models import PartMark, ShareLink
from goals.models import Assessment, DroppedGoal, FigureImport, FollowUpSection, ReportDecision
from plans.admin_filters import MunicipalityFilter
from plans.admin_policy import OwnedOrShared, policies
from plans.domain.access import municipality_key
from plans.enums import PlanState, Role
from plans.models import Membership, Municipality, Plan
from publishing.models import Edition
from tests import access_rules
from tests.desk.forms import send
from tests.desk.rows import FACTORIES, MODELS, OWNED, address, name_of, row_in
from tests.factories import (
    AnnualGoalFactory,
    EditionFactory,
    MembershipFactory,
    MunicipalityFactory,
    PlanFactory,
    SectionFactory,
    TargetFactory,
    ThemeFactory,
)
from themes.models import DroppedTheme, Theme, ThemeEditor
from website.models import Synonym

REFERENCE = [model for model in MODELS if model not in OWNED and model._meta.app_label != "auth"]
pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]


@pytest.fixture(params=list(Role))
def member(request: pytest.FixtureRequest, municipality: Municipality) -> Client:
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=request.param).person)
    return client


def owned(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.parametrize("model", OWNED, ids=name_of)(test)


def status(client: Client, page: str, row: Any, method: str = "get") -> int:
    name, args = address(page, row)
    return int(getattr(client, method)(reverse(name, args=args)).status_code)


@owned
def test_list_holds_own_rows_only(manager: Client, municipality: Municipality, model: type[Model]) -> None:
    own = row_in(model, municipality)
    foreign = row_in(model, MunicipalityFactory())
    response = manager.get(reverse(*address("changelist", model)[:1]), {"all": ""})
    rows = set(response.context["cl"].queryset)
    assert {own, foreign} & rows == {own}


@owned
def test_own_row_opens_for_a_manager(manager: Client, municipality: Municipality, model: type[Model]) -> None:
    assert status(manager, "change", row_in(model, municipality)) == 200


@owned
@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.MANAGER])
def test_bulk_delete_leaves_foreign_rows_and_what_is_not_the_roles_to_delete(
    municipality: Municipality, model: type[Model], role: Role
) -> None:
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=role).person)
    own, foreign = row_in(model, municipality), row_in(model, MunicipalityFactory())
    data = {"action": "delete_selected", "_selected_action": [own.pk, foreign.pk], "post": "yes"}
    client.post(reverse(*address("changelist", model)[:1]), data)
    left = {foreign} if role in access_rules.MODELS[model._meta.label].delete else {own, foreign}
    assert set(model._default_manager.filter(pk__in=[own.pk, foreign.pk])) == left


def choice_fields() -> Iterator[tuple[type[Model], str]]:
    for model in OWNED:
        for name in admin.site._registry[model].autocomplete_fields:
            related = model._meta.get_field(name).related_model
            if related in OWNED:
                yield model, name


@pytest.mark.parametrize(("model", "field"), list(choice_fields()))
def test_search_as_you_type_finds_own_rows_only(
    editor: Client, municipality: Municipality, model: type[Model], field: str
) -> None:
    related: Any = model._meta.get_field(field).related_model
    own, foreign = row_in(related, municipality), row_in(related, MunicipalityFactory())
    query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field}
    results = editor.get("/admin/autocomplete/", query).json()["results"]
    assert {result["id"] for result in results} & {str(own.pk), str(foreign.pk)} == {str(own.pk)}


def test_members_do_not_search_among_all_people(member: Client) -> None:
    query = {"app_label": "plans", "model_name": "membership", "field_name": "person"}
    assert member.get("/admin/autocomplete/", query).status_code == 403


@owned
def test_form_offers_own_rows_only(editor: Client, municipality: Municipality, model: type[Model]) -> None:
    if model in {
        Edition,
        Municipality,
        Membership,
        ThemeEditor,
        DroppedGoal,
        DroppedTheme,
        PartMark,
        ShareLink,
        Assessment,
        FollowUpSection,
        ReportDecision,
        FigureImport,
        Synonym,
    }:  # no editor adds these by themselves
        return
    for related in OWNED:
        row_in(related, municipality)
        row_in(related, MunicipalityFactory())
    response = editor.get(reverse(*address("add", model)[:1]))
    fields = [*response.context["adminform"].form.fields.values()]
    for inline in response.context["inline_admin_formsets"]:
        row = inline.formset.empty_form.fields
        fields += [field for name, field in row.items() if name != "id"]
    offered = [
        row
        for field in fields
        if isinstance(field, forms.ModelChoiceField) and field.queryset.model in OWNED
        for row in field.queryset
    ]
    foreign = [row for row in offered if municipality_of(row) != municipality.pk]
    assert [row for row in foreign if not is_shared(row)] == []


def is_shared(row: Any) -> bool:
    return isinstance(policies[type(row)].scope, OwnedOrShared) and municipality_of(row) is None


def municipality_of(row: Any) -> int | None:
    return municipality_key(row, policies[type(row)].scope.paths)


def test_foreign_row_sent_by_hand_in_an_inline_is_not_touched(
    editor: Client, municipality: Municipality
) -> None:
    theme = AnnualGoalFactory(theme__plan__municipality=municipality, number=1).theme
    foreign = AnnualGoalFactory(text="Urørt")
    name, args = address("change", theme)
    send(editor, reverse(name, args=args), **{"goals-0-id": foreign.pk, "goals-0-text": "Rørt"})
    foreign.refresh_from_db()
    assert foreign.text == "Urørt"


def test_foreign_plan_sent_by_hand_is_refused(editor: Client) -> None:
    foreign = PlanFactory()
    response = editor.post(reverse("admin:themes_theme_add"), {"plan": foreign.pk, "title": "Indsneget"})
    assert list(response.context["adminform"].form.errors) == ["plan"]
    assert not Theme.objects.exists()


@pytest.mark.parametrize("model", REFERENCE, ids=name_of)
def test_reference_data_is_read_by_members_and_kept_by_superusers(
    member: Client, superuser: Client, model: type[Model]
) -> None:
    row = FACTORIES[model]()
    assert [status(member, page, row) for page in ("change", "history")] == [200, 200]
    assert status(member, "change", row, "post") == 403
    assert status(member, "delete", row) == 403
    assert status(member, "add", model) == 403
    assert status(superuser, "delete", row) == 200


def test_municipality_filter_is_shown_to_those_with_several(editor: Client, superuser: Client) -> None:
    ThemeFactory.create_batch(2)

    def shown(client: Client) -> bool:
        response = client.get(reverse("admin:themes_theme_changelist"))
        return any(isinstance(spec, MunicipalityFilter) for spec in response.context["cl"].filter_specs)

    assert (shown(superuser), shown(editor)) == (True, False)


def test_filters_narrow_a_list(superuser: Client, municipality: Municipality) -> None:
    mine = ThemeFactory(plan__municipality=municipality, plan__year=2019)
    ThemeFactory(plan__municipality=municipality, plan__year=2020)
    ThemeFactory(plan__year=2019)
    query = {"kommune": municipality.slug, "aar": "2019"}
    response = superuser.get(reverse("admin:themes_theme_changelist"), query)
    assert list(response.context["cl"].queryset) == [mine]


@pytest.mark.parametrize(
    ("role", "expected"), [(Role.EDITOR, 403), (Role.APPROVER, 403), (Role.MANAGER, 200)]
)
def test_whole_plan_is_deleted_by_managers_only(
    municipality: Municipality, role: Role, expected: int
) -> None:
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=role).person)
    plan = SectionFactory(plan__municipality=municipality).plan
    assert status(client, "delete", plan) == expected
    name, args = address("delete", plan)
    client.post(reverse(name, args=args), {"post": "yes"})
    assert Plan.objects.filter(pk=plan.pk).exists() is (expected == 403)


def test_whole_plan_goes_with_all_that_is_in_it_unless_it_stands_still(municipality: Municipality) -> None:
    """Its manager may delete none of it alone."""
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=Role.MANAGER).person)
    before = ThemeFactory(plan__municipality=municipality)
    plan = PlanFactory(municipality=municipality, predecessor=before.plan)
    goal = AnnualGoalFactory(theme=ThemeFactory(plan=plan))
    TargetFactory(goal=goal)
    DroppedTheme.objects.create(plan=plan, theme=before, reason="Løst")
    PartMark.objects.create(plan=plan, goal=goal, mark="ready")
    for part in (goal, goal.theme):
        assert status(client, "delete", part) == 403
    name, args = address("delete", plan)
    for state, left in ((PlanState.SUBMITTED, 1), (PlanState.DRAFT, 0)):
        Plan.objects.filter(pk=plan.pk).update(state=state)
        asked = client.get(reverse(name, args=args)).context["perms_lacking"]
        assert bool(asked) is bool(left)  # nobody is asked about what would then be refused
        client.post(reverse(name, args=args), {"post": "yes"})
        assert Plan.objects.filter(pk=plan.pk).count() == left


def test_published_plan_is_deleted_by_nobody(superuser: Client) -> None:
    plan = EditionFactory().plan
    name, args = address("delete", plan)
    response = superuser.post(reverse(name, args=args), {"post": "yes"})
    assert response.url == reverse("desk-archive", args=[plan.pk])
    assert Plan.objects.filter(pk=plan.pk).exists()


@pytest.mark.parametrize(
    ("role", "expected"), [(Role.EDITOR, 302), (Role.APPROVER, 302), (Role.MANAGER, 403)]
)
def test_text_is_written_by_editors_and_approvers(
    municipality: Municipality, role: Role, expected: int
) -> None:
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=role).person)
    section = SectionFactory(plan__municipality=municipality, body="før")
    name, args = address("change", section)
    if expected == 302:
        assert send(client, reverse(name, args=args), body="efter").status_code == 302
    else:
        assert status(client, "change", section, "post") == 403
    section.refresh_from_db()
    assert section.body == ("efter" if expected == 302 else "før")


@pytest.mark.parametrize(
    ("role", "expected"), [(Role.EDITOR, 403), (Role.APPROVER, 403), (Role.MANAGER, 302)]
)
def test_settings_and_people_are_kept_by_managers(
    municipality: Municipality, role: Role, expected: int
) -> None:
    client = Client()
    person = MembershipFactory(municipality=municipality, role=role).person
    client.force_login(person)
    name, args = address("change", municipality)
    if expected == 302:
        assert send(client, reverse(name, args=args), phone="12345678").status_code == 302
    else:
        assert status(client, "change", municipality, "post") == 403
    assert status(client, "changelist", Membership) == (200 if expected == 302 else 403)
    municipality.refresh_from_db()
    assert municipality.phone == ("12345678" if expected == 302 else "")


@pytest.mark.parametrize(
    ("page", "fields"),
    [("plan", {"year"}), ("theme", {"slug"}), ("section", {"slug"}), ("municipality", {"slug"})],
)
@pytest.mark.parametrize("published", [False, True])
def test_address_cannot_change_once_published(
    superuser: Client, page: str, fields: set[str], published: bool
) -> None:
    plan = PlanFactory()
    rows = {"plan": plan, "municipality": plan.municipality}
    row = rows.get(page) or {"theme": ThemeFactory, "section": SectionFactory}[page](plan=plan)
    if published:
        EditionFactory(plan=plan)
    name, args = address("change", row)
    form = superuser.get(reverse(name, args=args)).context["adminform"].form
    assert fields - set(form.fields) == (fields if published else set())


def test_role_of_an_inactive_person_gives_nothing(editor: Client, municipality: Municipality) -> None:
    person = Membership.objects.get(municipality=municipality).person
    person.is_active = False
    person.save()
    assert status(editor, "changelist", Theme) == 302
