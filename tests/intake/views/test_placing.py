"""From a file to a draft, as the pages do it."""

import re
from pathlib import Path
from time import process_time

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.from_rows import document_of
from intake.domain import reading
from intake.domain.placing_page import ROWS_ON_A_PAGE
from intake.enums import PlacingState
from intake.formats.errors import StoppedError
from intake.formats.worker import ReadFile
from intake.models import Placing
from plans.models import Municipality, Plan
from tests.factories import AnnualGoalFactory, MembershipFactory, MunicipalityFactory, PlanFactory
from tests.intake.texts import PLAN
from tests.timing import pace

pytestmark = pytest.mark.django_db
PLANS = Path(__file__).parents[1] / "plans"


def upload(client: Client, text: str = PLAN, name: str = "plan.md") -> Placing:
    client.post(reverse("intake-upload"), {"file": SimpleUploadedFile(name, text.encode())})
    list(reading.read_waiting())
    return Placing.objects.get()


def do(client: Client, placing: Placing, what: str, **more: str) -> Placing:
    answer = client.post(reverse("intake-change", args=[placing.pk]), {"do": what, **more})
    assert answer.status_code == 302
    placing.refresh_from_db()
    return placing


def piece(placing: Placing, text: str) -> int:
    return next(one.id for one in placing.read_recognised().pieces if text in one.text)


def test_a_file_becomes_a_draft(editor: Client, municipality: Municipality) -> None:
    placing = upload(editor)
    assert (placing.state, placing.refusal, placing.municipality) == (PlacingState.OPEN, "", municipality)
    page = editor.get(reverse("intake-place", args=[placing.pk])).content.decode()
    assert "Unge i uddannelse eller job" in page
    made = editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1"})
    plan = Plan.objects.get()
    assert made["Location"] == reverse("desk-plan", args=[plan.pk])
    document = document_of(plan)
    assert [theme.title for theme in document.themes] == [
        "Unge i uddannelse eller job",
        "Sygemeldte tilbage på arbejdspladsen",
    ]
    assert [len(theme.goals) for theme in document.themes] == [2, 1]
    proof = editor.get(reverse("intake-proof", args=[placing.pk])).content.decode()
    assert "Ingen ung skal stå alene." in proof
    assert "0 afsnit er omskrevet siden." in " ".join(proof.split())


def test_a_piece_becomes_something_else_and_back(editor: Client, municipality: Municipality) -> None:
    placing = upload(editor)
    mentor = piece(placing, "Mentor")
    before = placing.recognised
    placing = do(editor, placing, f"role:{mentor}:goal")
    assert placing.read_recognised().piece(mentor).role == "goal"
    assert placing.changes.count() == 1
    placing = do(editor, placing, "undo")
    assert placing.recognised == before
    assert placing.changes.get().undone_at


def test_all_that_are_alike_become_something_else_at_once(editor: Client, municipality: Municipality) -> None:
    placing = upload(editor)
    placing = do(editor, placing, f"alike:{piece(placing, 'Mentor')}:goal")
    roles = {one.text: one.role for one in placing.read_recognised().pieces}
    assert roles["Fritidsjob i butikkerne"] == roles["Samtale hos arbejdsgiveren"] == "goal"
    assert placing.changes.count() == 1


def test_pieces_are_split_and_joined(editor: Client, municipality: Municipality) -> None:
    placing = upload(editor)
    text = "Kommunen vil have flere i job. Planen viser vejen."
    first = piece(placing, text)
    placing = do(editor, placing, f"split:{first}", at=str(text.index("Planen")))
    assert [one.text for one in placing.read_recognised().pieces if one.id in (first, first + 1)] == [
        "Kommunen vil have flere i job.",
        "Planen viser vejen.",
    ]
    placing = do(editor, placing, f"merge:{first + 1}")
    assert placing.read_recognised().piece(first).text == text


def test_a_heading_that_becomes_a_theme_takes_what_follows(
    editor: Client, municipality: Municipality
) -> None:
    placing = upload(editor)
    foreword = piece(placing, "Forord")
    placing = do(editor, placing, f"role:{foreword}:theme")
    following = placing.read_recognised().piece(piece(placing, "Kommunen vil have"))
    assert following.parent == foreword
    editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1"})
    assert document_of(Plan.objects.get()).themes[0].title == "Forord"


def test_another_municipalitys_name_is_asked_about(editor: Client, municipality: Municipality) -> None:
    placing = upload(
        editor,
        PLAN.replace("Kommunen vil", "Rebild Kommune vil").replace("# Besk", "Rebild Kommune\n\n# Besk", 1),
    )
    page = editor.get(reverse("intake-place", args=[placing.pk])).content.decode()
    assert "Dokumentet nævner Rebild" in page
    editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1"})
    assert not Plan.objects.exists()
    do(editor, placing, "town")
    editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1"})
    assert Plan.objects.get().municipality == municipality


def test_a_document_is_moved_to_the_municipality_that_it_names(
    editor: Client, municipality: Municipality
) -> None:
    placing = upload(editor, "Rebild Kommune\n\n" + PLAN)
    rebild = MunicipalityFactory(short_name="Rebild", name="Rebild Kommune")
    answer = editor.post(reverse("intake-change", args=[placing.pk]), {"do": "move"})
    assert answer.status_code == 404
    MembershipFactory(person=User.objects.get(memberships__municipality=municipality), municipality=rebild)
    page = editor.get(reverse("intake-place", args=[placing.pk])).content.decode()
    assert "Nej, det hører til Rebild Kommune" in page
    assert do(editor, placing, "move").municipality == rebild
    assert "Dokumentet nævner" not in editor.get(reverse("intake-place", args=[placing.pk])).content.decode()


def test_while_a_file_is_read_the_page_waits(editor: Client, municipality: Municipality) -> None:
    file = SimpleUploadedFile("plan.md", PLAN.encode())
    answer = editor.post(reverse("intake-upload"), {"file": file}, follow=True)
    assert "Dokumentet læses." in answer.content.decode()
    assert 'http-equiv="refresh"' in answer.content.decode()


def test_an_old_word_file_is_refused_with_what_to_do(editor: Client, municipality: Municipality) -> None:
    file = SimpleUploadedFile("plan.doc", b"\xd0\xcf\x11\xe0" + b"x" * 100)
    editor.post(reverse("intake-upload"), {"file": file})
    list(reading.read_waiting())
    placing = Placing.objects.get()
    assert placing.state == PlacingState.REFUSED
    page = editor.get(reverse("intake-place", args=[placing.pk])).content.decode()
    assert ".docx" in page
    editor.post(reverse("intake-discard", args=[placing.pk]))
    assert not Placing.objects.exists()


def test_onto_a_draft_that_is_there_it_shows_what_changes_and_keeps_the_rows(
    editor: Client, municipality: Municipality
) -> None:
    editor.post(reverse("intake-draft", args=[upload(editor).pk]), {"make": "1"})
    plan = Plan.objects.get()
    goals = dict(plan.themes.get(number=1).goals.values_list("number", "pk"))
    Placing.objects.all().delete()
    changed = PLAN.replace("inden for 3 måneder", "inden for 2 måneder").replace(
        "- Fritidsjob i butikkerne\n", ""
    )
    placing = upload(editor, changed)
    page = editor.get(reverse("intake-draft", args=[placing.pk])).content.decode()
    assert "Fritidsjob i butikkerne" in page
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert seen
    editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1", "seen": seen[1]})
    theme = plan.themes.get(number=1)
    assert dict(theme.goals.values_list("number", "pk")) == goals
    assert theme.goals.get(number=1).text.endswith("inden for 2 måneder.")
    assert [one.title for one in theme.initiatives.all()] == ["Mentor til alle unge"]


def test_a_draft_that_somebody_changed_meanwhile_is_shown_anew(
    editor: Client, municipality: Municipality
) -> None:
    editor.post(reverse("intake-draft", args=[upload(editor).pk]), {"make": "1"})
    Placing.objects.all().delete()
    placing = upload(editor)
    answer = editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1", "seen": "0" * 64})
    assert answer.status_code == 200
    assert placing.state == PlacingState.OPEN


def test_the_uploaded_file_is_deleted_after_a_month(editor: Client, municipality: Municipality) -> None:
    placing = upload(editor)
    assert list(reading.delete_old_files()) == []
    Placing.objects.update(begun_at=placing.begun_at - reading.KEPT)
    assert len(list(reading.delete_old_files())) == 1
    placing.refresh_from_db()
    assert not placing.file
    assert placing.file_deleted_at
    assert placing.outline


def test_a_review_of_results_becomes_a_plan_with_a_follow_up(
    editor: Client, municipality: Municipality
) -> None:
    file = PLANS / "aarhus-2010.docx"
    editor.post(reverse("intake-upload"), {"file": SimpleUploadedFile(file.name, file.read_bytes())})
    list(reading.read_waiting())
    placing = Placing.objects.get()
    page = editor.get(reverse("intake-place", args=[placing.pk])).content.decode()
    assert "resultatrevision" in page
    do(editor, placing, "town")
    editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1"})
    report = Plan.objects.get().follow_ups.get()
    assert report.assessments.count() == 3
    proof = editor.get(reverse("intake-proof", args=[placing.pk])).content.decode()
    assert "0 afsnit er omskrevet siden." in " ".join(proof.split())


def test_a_review_of_a_plan_that_is_there_becomes_a_follow_up_on_it(
    editor: Client, municipality: Municipality
) -> None:
    file = PLANS / "aarhus-2010.docx"
    plan = PlanFactory(municipality=municipality, year=2010, last_year=2010)
    for number, text in enumerate(
        ("Arbejdskraftreserven", "Permanente forsørgelsesordninger", "Unge under 30 år"), 1
    ):
        AnnualGoalFactory(theme=None, plan=plan, number=number, text=f"{text}.")
    before = document_of(plan)
    editor.post(reverse("intake-upload"), {"file": SimpleUploadedFile(file.name, file.read_bytes())})
    list(reading.read_waiting())
    placing = Placing.objects.get()
    do(editor, placing, "town")
    page = editor.get(reverse("intake-draft", args=[placing.pk])).content.decode()
    assert "Selve planen ændres ikke." in page
    editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1", "seen": ""})
    assert plan.follow_ups.get().kind == "review"
    assert document_of(plan) == before


def test_every_plan_in_every_form_becomes_a_draft(editor: Client, municipality: Municipality) -> None:
    """Of each of the nine plans, one form: what a person would bring, without a hand laid on it."""
    for name in ("favrskov-2024.odt", "holstebro-2019.plain.docx", "lejre-2015.pdf", "odder-2020.word.txt"):
        Plan.objects.all().delete()
        Placing.objects.all().delete()
        editor.post(reverse("intake-upload"), {"file": SimpleUploadedFile(name, (PLANS / name).read_bytes())})
        list(reading.read_waiting())
        placing = Placing.objects.get()
        do(editor, placing, "town")
        answer = editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1"})
        assert "/plan/" in answer["Location"], name
        assert document_of(Plan.objects.get()).themes, name
        proof = editor.get(reverse("intake-proof", args=[placing.pk])).content.decode()
        assert "0 afsnit er omskrevet siden." in " ".join(proof.split()), name


def test_pasted_text_keeps_its_headings_and_lists(editor: Client, municipality: Municipality) -> None:
    markup = "<h1>Plan 2026</h1><h2>Tema 1: Unge</h2><p><b>Mål</b></p><ol><li>Flere i job.</li></ol>"
    editor.post(reverse("intake-upload"), {"text": "Plan 2026 Tema 1", "markup": markup})
    list(reading.read_waiting())
    roles = [(one.role, one.text) for one in Placing.objects.get().read_recognised().pieces]
    assert ("theme", "Unge") in roles
    assert ("goal", "Flere i job.") in roles


def test_a_file_and_a_text_or_neither_is_told(editor: Client, municipality: Municipality) -> None:
    answer = editor.post(reverse("intake-upload"), {})
    assert "Vælg en fil, eller indsæt teksten." in answer.content.decode()
    assert not Placing.objects.exists()


def test_work_can_be_taken_up_again_when_its_draft_has_been_deleted(
    editor: Client, municipality: Municipality
) -> None:
    placing = upload(editor)
    editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1"})
    assert editor.get(reverse("intake-place", args=[placing.pk])).status_code == 302
    Plan.objects.all().delete()
    assert placing.file_name in editor.get(reverse("desk-front")).content.decode()
    assert editor.get(reverse("intake-place", args=[placing.pk])).status_code == 200
    editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1"})
    assert Plan.objects.count() == 1


def test_a_change_from_a_page_that_somebody_has_overtaken_is_refused(
    editor: Client, municipality: Municipality
) -> None:
    placing = upload(editor)
    old, number = placing.version, piece(placing, "Ingen ung skal stå alene.")
    page = editor.get(reverse("intake-place", args=[placing.pk])).content.decode()
    assert page.count(f'name="seen" value="{old}"') > 1
    do(editor, placing, f"role:{number}:goal", seen=old)
    assert placing.version != old
    before = placing.recognised
    for what in (f"role:{number}:left_out", "undo"):
        answer = editor.post(
            reverse("intake-change", args=[placing.pk]), {"do": what, "seen": old}, follow=True
        )
        assert "Dokumentet er ændret, siden du så det." in answer.content.decode()
    placing.refresh_from_db()
    assert placing.recognised == before


def test_what_is_discarded_while_it_is_read_stays_gone(
    editor: Client, municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reading.read_limited

    def discarded_meanwhile(content: bytes, name: str) -> ReadFile:
        Placing.objects.all().delete()
        return read(content, name)

    monkeypatch.setattr(reading, "read_limited", discarded_meanwhile)
    editor.post(reverse("intake-upload"), {"file": SimpleUploadedFile("plan.md", PLAN.encode())})
    assert list(reading.read_waiting()) == []
    assert not Placing.objects.exists()


def test_a_fault_of_ours_refuses_the_document_and_the_next_has_its_turn(
    editor: Client, municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reading.read_limited

    def stumbling(content: bytes, name: str) -> ReadFile:
        if b"snubler" in content:
            raise ZeroDivisionError
        return read(content, name)

    monkeypatch.setattr(reading, "read_limited", stumbling)
    for text in (PLAN.replace("# ", "# snubler ", 1), PLAN):
        editor.post(reverse("intake-upload"), {"file": SimpleUploadedFile("plan.md", text.encode())})
    assert len(list(reading.read_waiting())) == 2
    first, second = Placing.objects.order_by("pk")
    assert (first.state, first.refusal) == (
        PlacingState.REFUSED,
        "En uventet fejl. Se mere i serverens log.",
    )
    assert second.state == PlacingState.OPEN


def test_what_a_restart_interrupted_is_read_by_the_next_timer(
    editor: Client, municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reading.read_limited

    def stopped(_content: bytes, _name: str) -> ReadFile:
        raise StoppedError

    editor.post(reverse("intake-upload"), {"file": SimpleUploadedFile("plan.md", PLAN.encode())})
    monkeypatch.setattr(reading, "read_limited", stopped)
    assert list(reading.read_waiting()) == []
    placing = Placing.objects.get()
    assert (placing.state, placing.refusal, placing.claimed_at) == (PlacingState.READING, "", None)
    monkeypatch.setattr(reading, "read_limited", read)
    assert len(list(reading.read_waiting())) == 1
    placing.refresh_from_db()
    assert placing.state == PlacingState.OPEN


def many(count: int) -> str:
    goals = "".join(f"- Mindst {number} % af de unge er i job i 2026\n" for number in range(count))
    return f"# Plan 2026\n\n## Tema 1: Unge\n\n**Mål**\n\n{goals}"


@pytest.mark.on_sqlite
def test_the_largest_document_that_is_taken_costs_a_second_a_page(
    editor: Client, municipality: Municipality
) -> None:
    """Of 150 pages and more: it is shown in parts."""
    placing = upload(editor, many(4900))
    assert placing.state == PlacingState.OPEN
    first = next(one for one in placing.read_recognised().pieces if one.role == "goal")
    begun = process_time()
    do(editor, placing, f"alike:{first.id}:section")
    changed = process_time()
    page = editor.get(reverse("intake-place", args=[placing.pk])).content.decode()
    shown = process_time()
    assert page.count('<li class="placing-row') == ROWS_ON_A_PAGE
    assert max(changed - begun, shown - changed) / pace() < 1.5


def test_a_long_document_is_shown_where_somebody_is_at_it(editor: Client, municipality: Municipality) -> None:
    placing = upload(editor, many(900))
    address = reverse("intake-place", args=[placing.pk])
    for number, words in ((30, "Mindst 10 %"), (850, "Mindst 820 %")):
        page = editor.get(f"{address}?p={number}").content.decode()
        assert f'id="p{number}"' in page
        assert words in page
    first, second, third = re.findall(r'<li><a href="\?p=(\d+)#p\1"', page)[:3]
    assert (first, second, third) == ("1", "401", "801")
    assert page.count(f'href="?p={third}#p{third}" aria-current="true"') == 2


def test_more_than_a_page_can_show_is_refused(editor: Client, municipality: Municipality) -> None:
    placing = upload(editor, many(5100))
    assert placing.state == PlacingState.REFUSED
    assert placing.refusal == "Teksten har mere end 5000 afsnit og er næppe en plan."


def test_a_megabyte_pasted_costs_the_server_nothing(editor: Client, municipality: Municipality) -> None:
    """It is unravelled where files are read."""
    begun = process_time()
    editor.post(reverse("intake-upload"), {"text": "Plan", "markup": f"<p>{'*_a_* ' * 160_000}</p>"})
    assert process_time() - begun < 1
    assert Placing.objects.get().state == PlacingState.READING
