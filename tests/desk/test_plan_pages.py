from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.domain.next_year import copy_plan
from desk.domain.parts import name_of
from desk.domain.plan_outline import all_lines, outline_of
from desk.models import Mark, PartMark
from plans.enums import PlanState, Role, SectionKind
from plans.models import Municipality, Plan
from tests.desk.forms import send
from tests.factories import (
    AnnualGoalFactory,
    DroppedGoalFactory,
    DroppedThemeFactory,
    MembershipFactory,
    PartMarkFactory,
    PlanFactory,
    SectionFactory,
    StrategyFactory,
    ThemeEditorFactory,
    ThemeFactory,
)
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = PlanFactory(municipality=municipality, year=2019)
    return plan


def open_page(client: Client, plan: Plan) -> Any:
    return client.get(reverse("desk-plan", args=[plan.pk]))


def states(plan: Plan) -> dict[str, str]:
    return {line.title: line.state for line in all_lines(outline_of(plan))}


@pytest.mark.parametrize(("themes", "goals"), [(1, 1), (12, 5)])
def test_outline_makes_the_same_queries_whatever_it_holds(
    editor: Client, plan: Plan, themes: int, goals: int
) -> None:
    """At most 21 for 12 themes and 60 goals."""
    for number in range(1, themes + 1):
        theme = ThemeFactory(plan=plan, number=number)
        AnnualGoalFactory.create_batch(goals, theme=theme)
        PartMarkFactory(plan=plan, section=None, theme=theme)
    SectionFactory.create_batch(themes, plan=plan)
    StrategyFactory.create_batch(themes, theme=None, plan=plan)
    DroppedGoalFactory(plan=plan)
    DroppedThemeFactory(plan=plan)
    with CaptureQueriesContext(connection) as queries:
        response = open_page(editor, plan)
    lines = list(all_lines(response.context["lines"]))
    assert (len(lines), len(queries)) == (themes * (goals + 3), 21)


def test_outline_follows_the_public_order(plan: Plan) -> None:
    SectionFactory(plan=plan, position=0, title="Forord", kind=SectionKind.FOREWORD)
    chapter = SectionFactory(plan=plan, position=1, title="Temaerne", kind=SectionKind.THEMES)
    SectionFactory(plan=plan, position=0, parent=chapter, title="Om temaerne")
    SectionFactory(plan=plan, position=2, title="Bilag", kind=SectionKind.ANNEX)
    AnnualGoalFactory(theme=ThemeFactory(plan=plan, number=1, title="Unge"), number=1, text="Flere i job")
    assert [line.title for line in all_lines(outline_of(plan))] == [
        "Forord",
        "Temaerne",
        "Om temaerne",
        "Unge",
        "Flere i job",
        "Bilag",
    ]


def test_numbers_are_as_printed(plan: Plan) -> None:
    theme = ThemeFactory(plan=plan, number=7, label="A.1")
    AnnualGoalFactory(theme=theme, number=1)
    labels = [line.label for line in all_lines(outline_of(plan))]
    assert labels[labels.index("A.1") :][:2] == ["A.1", "A.1.1"]


def test_goals_of_the_whole_plan_stand_below_a_heading_of_their_own(plan: Plan) -> None:
    AnnualGoalFactory(theme=None, plan=plan, number=1, text="Flere i job")
    (heading,) = outline_of(plan)
    assert (heading.title, heading.name, [line.title for line in heading.children]) == (
        plan.goal_label,
        "",
        ["Flere i job"],
    )


def test_state_follows_the_content_and_the_mark(plan: Plan) -> None:
    for title, body, mark in [
        ("tom", "", None),
        ("under arbejde", "Tekst", None),
        ("klar", "Tekst", Mark.READY),
        ("klar, men tømt", "", Mark.READY),
        ("kopieret", "Tekst", Mark.UNREVIEWED),
    ]:
        section = SectionFactory(plan=plan, title=title, body=body)
        if mark:
            PartMarkFactory(plan=plan, section=section, mark=mark)
    assert states(plan) == {
        "tom": "empty",
        "under arbejde": "in_work",
        "klar": "ready",
        "klar, men tømt": "empty",
        "kopieret": "unreviewed",
    }


def test_generated_section_and_theme_with_goals_are_not_empty(plan: Plan) -> None:
    SectionFactory(plan=plan, title="Oversigt", kind=SectionKind.GOAL_OVERVIEW, body="")
    AnnualGoalFactory(theme=ThemeFactory(plan=plan, title="Med mål", ambition="", actions=""), text="Mål")
    ThemeFactory(plan=plan, title="Uden alt", ambition=" ", actions="")
    assert states(plan) == {
        "Oversigt": "in_work",
        "Med mål": "in_work",
        "Mål": "in_work",
        "Uden alt": "empty",
    }


def test_line_tells_who_changed_the_part_last(editor: Client, plan: Plan) -> None:
    section = SectionFactory(plan=plan)
    (before,) = outline_of(plan)
    send(editor, reverse("admin:plans_section_change", args=[section.pk]), body="Ny tekst")
    (after,) = outline_of(plan)
    assert before.last_change is None
    assert after.last_change
    assert after.last_change.by.startswith("person")


@pytest.mark.parametrize(
    ("mark", "stored"),
    [("ready", [Mark.READY]), ("looked", []), ("back", [])],
    ids=["ready", "looked", "back"],
)
def test_buttons_set_the_mark(editor: Client, plan: Plan, mark: str, stored: list[str]) -> None:
    section = SectionFactory(plan=plan)
    PartMarkFactory(plan=plan, section=section, mark=Mark.UNREVIEWED)
    response = editor.post(reverse("desk-mark", args=[plan.pk]), {"part": name_of(section), "mark": mark})
    assert response.headers["Location"] == f"{reverse('desk-plan', args=[plan.pk])}#{name_of(section)}"
    assert list(PartMark.objects.values_list("mark", flat=True)) == stored


def named_editor(plan: Plan, theme: Theme) -> Client:
    membership = MembershipFactory(municipality=plan.municipality, role=Role.THEME_EDITOR)
    ThemeEditorFactory(membership=membership, theme=theme)
    client = Client()
    client.force_login(membership.person)
    return client


def parts_with(response: Any, what: str) -> set[str]:
    """Names of the parts whose line has it."""
    lines = response.content.decode().split('data-part="')[1:]
    return {line.partition('"')[0] for line in lines if what in line}


def test_editor_of_named_themes_marks_what_lies_in_them(plan: Plan) -> None:
    own, other = (ThemeFactory(plan=plan, number=number) for number in (1, 2))
    goal, foreign = AnnualGoalFactory(theme=own), AnnualGoalFactory(theme=other)
    section = SectionFactory(plan=plan)
    client = named_editor(plan, own)
    page = open_page(client, plan)
    assert parts_with(page, 'name="mark"') == {name_of(own), name_of(goal)}
    assert parts_with(page, "outline-delete") == {name_of(goal)}
    assert parts_with(page, 'name="to"') == set()
    assert page.content.decode().count("outline-add") == 1
    address = reverse("desk-mark", args=[plan.pk])
    answers = [
        client.post(address, {"part": name_of(part), "mark": "ready"}).status_code
        for part in (own, goal, other, foreign, section)
    ]
    assert answers == [302, 302, 403, 403, 403]
    assert PartMark.objects.count() == 2


def test_saving_a_copied_part_looks_it_through_and_leads_back(editor: Client, plan: Plan) -> None:
    theme = ThemeFactory(plan=plan)
    PartMarkFactory(plan=plan, section=None, theme=theme, mark=Mark.UNREVIEWED)
    response = send(editor, reverse("admin:themes_theme_change", args=[theme.pk]))
    assert response.headers["Location"] == f"{reverse('desk-plan', args=[plan.pk])}#{name_of(theme)}"
    assert not PartMark.objects.exists()


def test_deleting_a_part_leads_back(editor: Client, plan: Plan) -> None:
    section = SectionFactory(plan=plan)
    response = editor.post(reverse("admin:plans_section_delete", args=[section.pk]), {"post": "yes"})
    assert response.headers["Location"] == reverse("desk-plan", args=[plan.pk])


def test_arrows_move_a_part(editor: Client, plan: Plan) -> None:
    first, second = (ThemeFactory(plan=plan, number=number) for number in (1, 2))
    editor.post(reverse("desk-move", args=[plan.pk]), {"part": name_of(first), "to": "1"})
    assert list(plan.themes.order_by("number")) == [second, first]


def test_nothing_is_moved_while_the_plan_awaits_approval(editor: Client, plan: Plan) -> None:
    first, second = (ThemeFactory(plan=plan, number=number) for number in (1, 2))
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.SUBMITTED)
    response = editor.post(reverse("desk-move", args=[plan.pk]), {"part": name_of(first), "to": "1"})
    assert list(plan.themes.order_by("number")) == [first, second]
    assert len(list(get_messages(response.wsgi_request))) == 1
    page = open_page(editor, plan)
    assert (page.context["may_edit"], page.context["may_change"]) == (True, False)


@pytest.mark.parametrize("page", ["desk-mark", "desk-move", "desk-next-year"])
def test_manager_reads_and_changes_nothing(manager: Client, plan: Plan, page: str) -> None:
    section = SectionFactory(plan=plan)
    assert open_page(manager, plan).context["may_edit"] is False
    data = {"part": name_of(section), "mark": "ready", "to": "0", "year": 2020}
    assert manager.post(reverse(page, args=[plan.pk]), data).status_code == 403
    assert (PartMark.objects.count(), Plan.objects.count()) == (0, 1)


@pytest.mark.parametrize("page", ["desk-plan", "desk-next-year"])
def test_foreign_plan_is_not_found(editor: Client, page: str) -> None:
    assert editor.get(reverse(page, args=[PlanFactory().pk])).status_code == 404


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("desk-mark", {"mark": "noget"}),
        ("desk-move", {"to": "op"}),
        ("desk-move", {"to": "-1"}),
        ("desk-move", {"to": "²"}),
    ],
)
def test_what_no_button_sends_is_not_found(
    editor: Client, plan: Plan, page: str, data: dict[str, str]
) -> None:
    section = SectionFactory(plan=plan)
    response = editor.post(reverse(page, args=[plan.pk]), {"part": name_of(section), **data})
    assert response.status_code == 404


def test_copy_is_made_after_it_was_confirmed(editor: Client, plan: Plan) -> None:
    ThemeFactory(plan=plan)
    address = reverse("desk-next-year", args=[plan.pk])
    assert editor.get(address).context["form"]["year"].value() == 2020
    assert Plan.objects.count() == 1
    response = editor.post(address, {"year": 2020})
    copy = Plan.objects.get(year=2020)
    assert response.headers["Location"] == reverse("desk-plan", args=[copy.pk])
    assert open_page(editor, copy).context["counts"][0][0] == "unreviewed"


def test_copy_to_a_year_that_is_there_is_refused(editor: Client, plan: Plan) -> None:
    PlanFactory(municipality=plan.municipality, year=2020)
    address = reverse("desk-next-year", args=[plan.pk])
    assert editor.get(address).context["following"].year == 2020
    response = editor.post(address, {"year": 2020})
    assert list(response.context["form"].errors) == ["year"]
    assert Plan.objects.count() == 2


def test_copy_is_in_the_log(editor: Client, plan: Plan) -> None:
    editor.post(reverse("desk-next-year", args=[plan.pk]), {"year": 2020})
    entry = LogEntry.objects.get(content_type__model="plan")
    assert (entry.object_id, plan.title in entry.get_change_message()) == (
        str(Plan.objects.get(year=2020).pk),
        True,
    )


def test_empty_plan_says_how_to_begin(editor: Client, plan: Plan) -> None:
    assert 'class="desk-none"' in open_page(editor, plan).content.decode()
    assert outline_of(copy_plan(plan, 2020)) == ()


def test_marked_part_is_deleted_with_its_mark(editor: Client, plan: Plan) -> None:
    section = PartMarkFactory(plan=plan).section
    editor.post(reverse("admin:plans_section_delete", args=[section.pk]), {"post": "yes"})
    assert not PartMark.objects.exists()


def test_published_plan_waits_for_nothing_and_its_next_year_is_a_link(editor: Client, plan: Plan) -> None:
    section = SectionFactory(plan=plan)
    address = reverse("desk-plan", args=[plan.pk])
    mark = {"part": f"section-{section.pk}", "mark": "ready"}
    copies = f'href="{reverse("desk-next-year", args=[plan.pk])}"'
    page = editor.get(address).content.decode()
    assert (page.count('name="mark"'), page.count(">under arbejde<"), copies in page) == (1, 1, True)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.PUBLISHED)
    following = PlanFactory(municipality=plan.municipality, year=2020)
    editor.post(reverse("desk-mark", args=[plan.pk]), mark)
    assert not PartMark.objects.exists()
    for shown in (address, "/admin/"):
        page = editor.get(shown).content.decode()
        assert (page.count('name="mark"'), copies in page) == (0, False)
        assert f'href="{reverse("desk-plan", args=[following.pk])}"' in page
    assert "under arbejde" not in editor.get(address).content.decode()
