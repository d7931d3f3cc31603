"""Every page of the admin, generated from what is registered: a new model cannot be forgotten."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from desk.models import PartMark, ShareLink
from goals.models import (
    AnnualGoal,
    Area,
    Assessment,
    DroppedGoal,
    FigureImport,
    FollowUp,
    FollowUpSection,
    Indicator,
    KeyFigureRow,
    KeyFigureTable,
    NationalGoal,
    Observation,
    ReportDecision,
    ShownKeyFigures,
    Target,
    ThemeAnswer,
)
from plans.models import (
    AccountEvent,
    Attachment,
    Deadline,
    Decision,
    Membership,
    Municipality,
    Plan,
    Recipient,
    Section,
    Series,
)
from publishing.models import (
    CheckWaiver,
    Edition,
    EditionFile,
    FollowUpBasis,
    FrozenText,
    Job,
    ProofEntry,
    Rendition,
    ScheduledPublication,
    Suspension,
    TextPdf,
    Withdrawal,
    WorkflowStep,
)
from tests.desk.forms import send
from tests.desk.rows import FACTORIES, MODELS, address, name_of
from tests.factories import (
    AnnualGoalFactory,
    InitiativeFactory,
    MembershipFactory,
    MunicipalityFactory,
    PlanFactory,
    StrategyFactory,
    ThemeFactory,
)
from tests.test_consistency import is_history
from themes.models import (
    DroppedTheme,
    Initiative,
    Strategy,
    TargetGroup,
    TargetGroupContact,
    Theme,
    ThemeEditor,
    ThemeGroup,
)
from website.models import Synonym

LIST_QUERIES: dict[type[Model], int] = {
    AnnualGoal: 9,
    Area: 7,
    Assessment: 8,
    Attachment: 8,
    Deadline: 10,
    Decision: 9,
    DroppedGoal: 8,
    DroppedTheme: 8,
    Edition: 10,
    FigureImport: 7,
    FollowUp: 8,
    FollowUpSection: 8,
    Indicator: 7,
    Initiative: 11,
    KeyFigureRow: 7,
    KeyFigureTable: 7,
    Membership: 7,
    Municipality: 7,
    NationalGoal: 7,
    Observation: 10,
    PartMark: 8,
    Plan: 8,
    Recipient: 8,
    ReportDecision: 10,
    Series: 7,
    Section: 8,
    ShareLink: 8,
    ShownKeyFigures: 8,
    Strategy: 9,
    Synonym: 7,
    Target: 10,
    TargetGroup: 6,
    TargetGroupContact: 7,
    Theme: 9,
    ThemeAnswer: 8,
    ThemeEditor: 7,
    ThemeGroup: 8,
    User: 6,
}
READ_ONLY = {Edition, FigureImport}
MADE_ELSEWHERE = READ_ONLY | {DroppedGoal, DroppedTheme, Membership, PartMark, ShareLink, ThemeEditor}
"""By the desk's own pages; here they are read, and deleted."""


def every_model(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.django_db(pytest.mark.parametrize("model", MODELS, ids=name_of)(test))


def test_every_model_of_ours_is_in_the_admin() -> None:
    rooms = ("plans", "themes", "goals", "publishing")
    all_of_them = {model for room in rooms for model in apps.get_app_config(room).get_models()}
    ours = {model for model in all_of_them if not is_history(model)}
    # These are shown on the pages of their edition or their plan; an account's events with an approval.
    steps = {AccountEvent, WorkflowStep, CheckWaiver, ScheduledPublication, FrozenText, TextPdf, Job}
    assert ours - set(MODELS) == {
        *steps,
        *(Withdrawal, Rendition, EditionFile, ProofEntry, FollowUpBasis, Suspension),
    }


@every_model
def test_list_makes_the_same_queries_for_one_and_for_three(superuser: Client, model: type[Model]) -> None:
    for more in (1, 2):
        FACTORIES[model].create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            response = superuser.get(reverse(*address("changelist", model)[:1]))
        shown = response.context["cl"].result_count
        assert (len(queries), shown) == (LIST_QUERIES[model], model._default_manager.count())


@every_model
def test_list_is_searched_and_filtered(superuser: Client, model: type[Model]) -> None:
    FACTORIES[model]()
    owner = admin.site._registry[model]
    response = superuser.get(reverse(*address("changelist", model)[:1]), {"q": "findes-ikke-nogen-steder"})
    assert response.context["cl"].result_count == 0
    assert owner.search_fields != ()
    assert owner.list_filter != () or model is TargetGroup


@every_model
def test_change_page_shows_the_row(superuser: Client, model: type[Model]) -> None:
    row = FACTORIES[model]()
    name, args = address("change", row)
    response = superuser.get(reverse(name, args=args))
    assert response.status_code == 200
    assert response.context["original"] == row
    row.refresh_from_db()
    assert response.context["subtitle"] == str(row)


@every_model
def test_change_page_saves_as_it_stands(superuser: Client, model: type[Model]) -> None:
    """A page that cannot be saved untouched has a field that asks for what is already there."""
    if model in MADE_ELSEWHERE:
        return
    row = FACTORIES[model]()
    before = model._default_manager.filter(pk=row.pk).values().get()
    name, args = address("change", row)
    response = send(superuser, reverse(name, args=args))
    assert response.status_code == 302
    assert model._default_manager.filter(pk=row.pk).values().get() == before


@every_model
def test_add_page_opens_unless_the_model_is_read_only(superuser: Client, model: type[Model]) -> None:
    response = superuser.get(reverse(*address("add", model)[:1]))
    if model in MADE_ELSEWHERE | {Assessment, FollowUpSection, ReportDecision}:
        assert response.status_code == 403
    else:
        assert response.context["add"] is True


@every_model
def test_delete_asks_first(superuser: Client, model: type[Model]) -> None:
    row = FACTORIES[model]()
    name, args = address("delete", row)
    response = superuser.get(reverse(name, args=args))
    if model in READ_ONLY:
        assert response.status_code == 403
    else:
        assert response.context["object"] == row
    assert model._default_manager.filter(pk=row.pk).exists()


@every_model
@pytest.mark.parametrize("page", ["changelist", "add", "change", "delete", "history"])
def test_stranger_is_asked_to_sign_in(client: Client, model: type[Model], page: str) -> None:
    row = FACTORIES[model]()
    name, args = address(page, row if page in {"change", "delete", "history"} else model)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/?next=")


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_theme_page_makes_the_same_queries_whatever_it_holds(superuser: Client, rows: int) -> None:
    ContentType.objects.get_for_models(Theme, Plan)  # read once for each process
    theme = ThemeFactory()
    FACTORIES[AnnualGoal].create_batch(rows, theme=theme)
    StrategyFactory.create_batch(rows, theme=theme)
    InitiativeFactory.create_batch(rows, theme=theme)
    with CaptureQueriesContext(connection) as queries:
        response = superuser.get(reverse("admin:themes_theme_change", args=[theme.pk]))
    shown = [len(inline.formset.initial_forms) for inline in response.context["inline_admin_formsets"]]
    assert (shown, len(queries)) == ([*[rows] * 3, 0], 29)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_plan_page_makes_the_same_queries_whatever_it_holds(superuser: Client, rows: int) -> None:
    ContentType.objects.get_for_models(Theme, Plan)
    plan = FACTORIES[Plan]()
    for model in (Section, Theme, Decision, Attachment):
        FACTORIES[model].create_batch(rows, plan=plan)
    with CaptureQueriesContext(connection) as queries:
        superuser.get(reverse("admin:plans_plan_change", args=[plan.pk]))
    assert len(queries) == 26


@pytest.mark.django_db
def test_admin_speaks_danish_and_switches_to_english_and_back(superuser: Client) -> None:
    def title() -> Any:
        return superuser.get("/admin/").content.decode().partition('<html lang="')[2][:2]

    assert title() == "da"
    superuser.post("/sprog/", {"language": "en", "next": "/admin/"})
    assert title() == "en"
    superuser.post("/sprog/", {"language": "da", "next": "/admin/"})
    assert title() == "da"


@pytest.mark.django_db
def test_site_is_named_and_leads_to_the_public_front_page(superuser: Client) -> None:
    with translation.override("en"):
        assert str(admin.site.site_header) == "Employment plans"
    content = superuser.get("/admin/").content.decode()
    assert '<a href="/">' in content


@pytest.mark.django_db
def test_member_without_a_membership_sees_no_model(client: Client) -> None:
    client.force_login(FACTORIES[User]())
    assert client.get(reverse("desk-tables")).context["app_list"] == []


@pytest.mark.django_db
def test_editor_sees_the_models_that_editors_use(editor: Client) -> None:
    shown = {
        model["model"]
        for app in editor.get(reverse("desk-tables")).context["app_list"]
        for model in app["models"]
    }
    assert shown == set(MODELS) - {Membership, ThemeEditor, User}


@pytest.mark.parametrize("kind", ["theme", "goal", "plan"])
def test_part_continues_only_one_of_an_earlier_year_of_its_municipality(
    editor: Client, municipality: Municipality, kind: str
) -> None:
    """Else the lines through the years lead in circles, or to another municipality."""
    plan, later = (PlanFactory(municipality=municipality, year=year) for year in (2019, 2020))
    MembershipFactory(
        person_id=editor.session["_auth_user_id"], municipality=(other := MunicipalityFactory())
    )
    befores = [later, plan, PlanFactory(municipality=other, year=2018)]
    theme = ThemeFactory(plan=plan)
    if kind != "plan":
        befores = [ThemeFactory(plan=before) for before in befores]
    if kind == "goal":
        befores = [AnnualGoalFactory(theme=before, text="Samme") for before in befores]
    new: dict[str, dict[str, Any]] = {
        "theme": {"plan": plan.pk, "title": "Nyt"},
        "goal": {"theme": theme.pk, "text": "Samme"},
        "plan": {"municipality": municipality.pk, "title": "Ny", "year": 2017, "last_year": 2017},
    }
    name = {"theme": "themes_theme", "goal": "goals_annualgoal", "plan": "plans_plan"}[kind]
    for before in befores:
        response: Any = send(editor, reverse(f"admin:{name}_add"), predecessor=before.pk, **new[kind])
        assert list(response.context["adminform"].form.errors) == ["predecessor"]


def test_second_plan_of_a_series_for_a_year_is_refused(editor: Client, municipality: Municipality) -> None:
    PlanFactory(municipality=municipality, year=2026)
    new = {"municipality": municipality.pk, "title": "Plan", "year": "2026", "last_year": "2026"}
    response: Any = send(editor, reverse("admin:plans_plan_add"), **new)
    assert "Der er allerede en plan i serien for det år." in response.content.decode()


def test_plan_without_a_year_is_asked_for_it(editor: Client, municipality: Municipality) -> None:
    before = PlanFactory(municipality=municipality)
    new = {"municipality": municipality.pk, "title": "Ny", "year": "", "predecessor": before.pk}
    response: Any = send(editor, reverse("admin:plans_plan_add"), **new)
    assert "year" in response.context["adminform"].form.errors
