"""Two people save one page. Whoever comes second overwrites nothing and loses nothing."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from goals.models import AnnualGoal
from plans.models import Attachment, Municipality
from tests.desk.forms import shown
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    AttachmentFactory,
    FollowUpFactory,
    PlanFactory,
    SectionFactory,
    StrategyFactory,
    ThemeFactory,
)
from themes.models import Strategy, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(municipality: Municipality) -> Theme:
    theme: Theme = ThemeFactory(plan__municipality=municipality, number=1, ambition="Et.", actions="To.")
    AnnualGoalFactory(theme=theme, number=1, text="Mål et")
    AnnualGoalFactory(theme=theme, number=2, text="Mål to")
    return theme


@pytest.fixture
def address(theme: Theme) -> str:
    return reverse("admin:themes_theme_change", args=[theme.pk])


def opened(client: Client, address: str) -> dict[str, Any]:
    data = shown(client.get(address))
    return {name: value for name, value in data.items() if value is not None}


def questions(response: Any) -> list[tuple[str, bool]]:
    assert response.status_code == 409
    return [(question.name, question.both) for question in response.context["merge"].questions]


def choose(client: Client, address: str, response: Any, **choices: str) -> Any:
    data: dict[str, Any] = {"seen": response.context["seen"]}
    for name, value in response.context["sent"]:
        data.setdefault(name, []).append(value)
    return client.post(address, data | {name.replace("__", "."): value for name, value in choices.items()})


def added_row(data: dict[str, Any], prefix: str, **values: str) -> dict[str, Any]:
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data | row | {f"{prefix}-TOTAL_FORMS": number + 1}


def test_page_that_nobody_else_changed_is_saved(editor: Client, theme: Theme, address: str) -> None:
    assert editor.post(address, opened(editor, address) | {"ambition": "Mit"}).status_code == 302
    theme.refresh_from_db()
    assert theme.ambition == "Mit"


def test_second_saver_of_one_field_is_asked_and_nothing_is_written(
    editor: Client, approver: Client, theme: Theme, address: str
) -> None:
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"ambition": "Den enes"})
    response = approver.post(address, second | {"ambition": "Den andens", "actions": "Mine"})
    assert questions(response) == [("ambition", True)]
    theme.refresh_from_db()
    assert (theme.ambition, theme.actions) == ("Den enes", "To.")


@pytest.mark.parametrize(
    ("choice", "expected"), [("mine", "Den andens"), ("theirs", "Den enes"), ("edited", "Begges")]
)
def test_choice_is_saved_together_with_what_only_one_had_changed(
    editor: Client, approver: Client, theme: Theme, address: str, choice: str, expected: str
) -> None:
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"ambition": "Den enes"})
    asked = approver.post(address, second | {"ambition": "Den andens", "actions": "Mine"})
    saved = choose(approver, address, asked, choice__ambition=choice, edited__ambition="Begges")
    assert saved.status_code == 302
    theme.refresh_from_db()
    assert (theme.ambition, theme.actions) == (expected, "Mine")


def test_field_that_one_has_not_touched_is_shown_and_taken_from_the_other(
    editor: Client, approver: Client, theme: Theme, address: str
) -> None:
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"ambition": "Den enes"})
    asked = approver.post(address, second | {"actions": "Mine"})
    assert questions(asked) == [("ambition", False)]
    choose(approver, address, asked, choice__ambition="theirs")
    theme.refresh_from_db()
    assert (theme.ambition, theme.actions) == ("Den enes", "Mine")


def test_question_without_an_answer_is_asked_again(
    editor: Client, approver: Client, theme: Theme, address: str
) -> None:
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"ambition": "Den enes"})
    asked = approver.post(address, second | {"ambition": "Den andens"})
    assert questions(choose(approver, address, asked)) == [("ambition", True)]


def test_third_change_while_one_chooses_is_asked_about_too(
    editor: Client, approver: Client, theme: Theme, address: str
) -> None:
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"ambition": "Den enes"})
    asked = approver.post(address, second | {"ambition": "Den andens"})
    editor.post(address, opened(editor, address) | {"ambition": "Den tredje"})
    again = choose(approver, address, asked, choice__ambition="mine")
    assert [(q.theirs, q.mine) for q in again.context["merge"].questions] == [("Den tredje", "Den andens")]
    choose(approver, address, again, choice__ambition="mine")
    theme.refresh_from_db()
    assert theme.ambition == "Den andens"


def test_row_that_both_changed_is_asked_about(
    editor: Client, approver: Client, theme: Theme, address: str
) -> None:
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"goals-0-text": "Den enes mål"})
    asked = approver.post(address, second | {"goals-0-text": "Den andens mål", "goals-1-text": "Mål to, mit"})
    goal = theme.goals.get(number=1)
    assert questions(asked) == [(f"goals.{goal.pk}.text", True)]
    choose(approver, address, asked, **{f"choice__goals__{goal.pk}__text": "theirs"})
    assert list(theme.goals.values_list("text", flat=True)) == ["Den enes mål", "Mål to, mit"]


def test_row_changed_on_its_own_page_is_asked_about_on_its_themes(
    editor: Client, approver: Client, theme: Theme, address: str
) -> None:
    goal = theme.goals.get(number=1)
    own_page = reverse("admin:goals_annualgoal_change", args=[goal.pk])
    second = opened(approver, address)
    editor.post(own_page, opened(editor, own_page) | {"text": "Fra egen side"})
    assert questions(approver.post(address, second)) == [(f"goals.{goal.pk}.text", False)]
    goal.refresh_from_db()
    assert goal.text == "Fra egen side"


def test_rows_that_both_added_are_both_kept(
    editor: Client, approver: Client, theme: Theme, address: str
) -> None:
    first, second = opened(editor, address), opened(approver, address)
    row = {"scope": "local", "quality": "qualitative"}
    editor.post(address, added_row(first, "goals", text="Den enes nye", **row))
    merged = approver.post(address, added_row(second, "goals", text="Den andens nye", **row))
    told = [str(message) for message in get_messages(merged.wsgi_request)]
    assert (merged.status_code, len([text for text in told if "Den enes nye" in text])) == (302, 1)
    assert list(theme.goals.values_list("number", "text")) == [
        (1, "Mål et"),
        (2, "Mål to"),
        (3, "Den enes nye"),
        (4, "Den andens nye"),
    ]


def test_row_that_was_added_is_not_added_again_by_the_back_button(
    editor: Client, theme: Theme, address: str
) -> None:
    data = added_row(opened(editor, address), "strategies", title="Ny strategi", body="Tekst")
    editor.post(address, data)
    editor.post(address, data)
    assert list(Strategy.objects.filter(theme=theme).values_list("title", flat=True)) == ["Ny strategi"]


def test_own_earlier_save_is_not_overwritten_from_the_back_button(
    editor: Client, theme: Theme, address: str
) -> None:
    before = opened(editor, address)
    editor.post(address, before | {"ambition": "Gemt"})
    assert questions(editor.post(address, before | {"actions": "Siden"})) == [("ambition", False)]


@pytest.mark.parametrize(("choice", "texts"), [("theirs", ["Mål to"]), ("mine", ["Mål to", "Min udgave"])])
def test_row_deleted_by_one_and_changed_by_the_other_is_asked_about(
    editor: Client, approver: Client, theme: Theme, address: str, choice: str, texts: list[str]
) -> None:
    goal = theme.goals.get(number=1)
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"goals-0-DELETE": "on"})
    asked = approver.post(address, second | {"goals-0-text": "Min udgave", "goals-0-number": ""})
    assert questions(asked) == [(f"goals.{goal.pk}", True)]
    choose(approver, address, asked, **{f"choice__goals__{goal.pk}": choice})
    assert sorted(AnnualGoal.objects.filter(theme=theme).values_list("text", flat=True)) == sorted(texts)


@pytest.mark.parametrize(("choice", "left"), [("theirs", 2), ("mine", 1)])
def test_row_changed_by_one_and_deleted_by_the_other_is_asked_about(
    editor: Client, approver: Client, theme: Theme, address: str, choice: str, left: int
) -> None:
    goal = theme.goals.get(number=1)
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"goals-0-text": "Ændret"})
    asked = approver.post(address, second | {"goals-0-DELETE": "on"})
    assert questions(asked) == [(f"goals.{goal.pk}", True)]
    choose(approver, address, asked, **{f"choice__goals__{goal.pk}": choice})
    assert theme.goals.count() == left


def test_row_deleted_meanwhile_and_not_touched_stays_deleted(
    editor: Client, approver: Client, theme: Theme, address: str
) -> None:
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"goals-0-DELETE": "on"})
    assert approver.post(address, second | {"actions": "Mine"}).status_code == 302
    theme.refresh_from_db()
    assert (list(theme.goals.values_list("text", flat=True)), theme.actions) == (["Mål to"], "Mine")


def test_page_sent_without_what_it_was_opened_with_overwrites_nothing(
    editor: Client, theme: Theme, address: str
) -> None:
    data = opened(editor, address) | {"ambition": "Uden mærke"}
    del data["opened_state"]
    assert questions(editor.post(address, data)) == [("ambition", True)]
    theme.refresh_from_db()
    assert theme.ambition == "Et."


def test_new_page_sent_twice_makes_one_row(editor: Client, municipality: Municipality) -> None:
    plan = PlanFactory(municipality=municipality)
    address = reverse("admin:themes_theme_add")
    data = opened(editor, address) | {"plan": plan.pk, "title": "Nyt tema"}
    editor.post(address, data)
    editor.post(address, data)
    assert list(plan.themes.values_list("number", "title")) == [(1, "Nyt tema")]


def test_assessment_that_both_made_of_one_goal_is_one_row(
    editor: Client, approver: Client, municipality: Municipality
) -> None:
    follow_up = FollowUpFactory(plan__municipality=municipality)
    goal = AnnualGoalFactory(theme__plan=follow_up.plan)
    address = reverse("admin:goals_followup_change", args=[follow_up.pk])
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {"assessments-0-verdict": "met", "assessments-0-text": "Nået"})
    asked = approver.post(
        address, second | {"assessments-0-verdict": "partly", "assessments-0-text": "Delvist"}
    )
    row = follow_up.assessments.get(goal=goal)
    assert questions(asked) == [(f"assessments.{row.pk}.verdict", True), (f"assessments.{row.pk}.text", True)]
    choices = {f"choice__assessments__{row.pk}__{name}": "mine" for name in ("verdict", "text")}
    choose(approver, address, asked, **choices)
    assert list(follow_up.assessments.values_list("verdict", "text")) == [("partly", "Delvist")]


@pytest.mark.parametrize("page", ["plans_plan", "plans_section", "goals_annualgoal", "goals_followup"])
def test_every_editing_page_asks(
    editor: Client, approver: Client, municipality: Municipality, page: str
) -> None:
    plan = PlanFactory(municipality=municipality)
    rows = {
        "plans_plan": (plan, "title"),
        "plans_section": (SectionFactory(plan=plan), "title"),
        "goals_annualgoal": (AnnualGoalFactory(theme__plan=plan), "text"),
        "goals_followup": (FollowUpFactory(plan=plan), "title"),
    }
    row, field = rows[page]
    address = reverse(f"admin:{page}_change", args=[row.pk])
    first, second = opened(editor, address), opened(approver, address)
    editor.post(address, first | {field: "Den enes"})
    assert questions(approver.post(address, second | {field: "Den andens"})) == [(field, True)]
    row.refresh_from_db()
    assert getattr(row, field) == "Den enes"


def test_page_names_who_saved_first(editor: Client, approver: Client, theme: Theme, address: str) -> None:
    first, second = opened(editor, address), opened(approver, address)
    saved = editor.post(address, first | {"ambition": "Den enes"})
    response = approver.post(address, second | {"ambition": "Den andens"})
    assert response.context["changed"].user == saved.wsgi_request.user


def test_line_ends_and_spellings_of_a_date_are_no_change(
    editor: Client, theme: Theme, address: str, municipality: Municipality
) -> None:
    Theme.objects.filter(pk=theme.pk).update(ambition="Et\nto", actions="Tre\r\nfire")
    StrategyFactory(theme=theme)
    AssessmentFactory(follow_up__plan=theme.plan)
    data = opened(editor, address) | {"ambition": "Et\r\nto", "title": "Ny titel"}
    assert editor.post(address, data).status_code == 302


def test_same_text_in_other_signs_is_no_change(editor: Client, theme: Theme, address: str) -> None:
    """Both write the same list; what is stored of either is the same text."""
    mine = opened(editor, address) | {"ambition": "– Ring\r\n– Skriv", "title": "Unge pa\u030a vej"}
    theirs = opened(editor, address) | {"ambition": "• Ring\n• Skriv", "title": "Unge på ve\u00adj"}
    assert editor.post(address, theirs).status_code == 302
    assert editor.post(address, mine).status_code == 302
    theme.refresh_from_db()
    assert (theme.ambition, theme.title) == ("- Ring\n- Skriv", "Unge på vej")


def test_file_is_never_put_on_another_row(editor: Client, municipality: Municipality) -> None:
    """A colleague deletes the first annex while a new file is sent for the second: rows move, files cannot."""
    plan = PlanFactory(municipality=municipality)
    first, second, third = [
        AttachmentFactory(
            plan=plan, title=title, position=number, file=ContentFile(title.encode(), f"{title}.txt")
        )
        for number, title in enumerate("ABC", 1)
    ]
    address = reverse("admin:plans_plan_change", args=[plan.pk])
    data = opened(editor, address)
    first.delete()
    response = editor.post(address, data | {"attachments-1-file": SimpleUploadedFile("ny.txt", b"ny")})
    assert response.status_code == 409
    names = dict(Attachment.objects.values_list("title", "file"))
    assert names == {"B": second.file.name, "C": third.file.name}


def test_file_over_another_that_came_meanwhile_is_not_stored(
    editor: Client, municipality: Municipality
) -> None:
    plan = PlanFactory(municipality=municipality)
    annex = AttachmentFactory(plan=plan, title="A", file=ContentFile(b"A", "A.txt"))
    address = reverse("admin:plans_attachment_change", args=[annex.pk])
    data = opened(editor, address)
    annex.file.save("kollega.txt", ContentFile(b"kollegas"))
    response = editor.post(address, data | {"file": SimpleUploadedFile("min.txt", b"min")})
    assert response.status_code == 409
    assert Attachment.objects.get().file.name == annex.file.name
    assert choose(editor, address, response).status_code == 302
    assert Attachment.objects.get().file.name == annex.file.name
