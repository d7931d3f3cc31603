"""The pages of placing make the same number of queries however much there is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.enums import PlacingState
from intake.models import Placing
from plans.models import Municipality
from tests.factories import PlacingFactory, PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]

THEME = "\n## Tema {number}: Unge {number}\n\n**Mål**\n\n1. Mindst {number} % i job.\n\n**Indsatser**\n\n- Mentor {number}\n"


def text(themes: int) -> str:
    return "# Beskæftigelsesplan 2026\n" + "".join(THEME.format(number=n) for n in range(1, themes + 1))


def queries(client: Client, name: str, *args: int) -> int:
    client.get(reverse(name, args=args))
    with CaptureQueriesContext(connection) as found:
        answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return len(found)


@pytest.mark.parametrize("size", [1, 3])
def test_placing_pages(editor: Client, municipality: Municipality, size: int) -> None:
    placing = PlacingFactory(municipality=municipality, text=text(size))
    for _number in range(size - 1):
        PlacingFactory(municipality=municipality)
    assert {
        "upload": queries(editor, "intake-upload"),
        "place": queries(editor, "intake-place", placing.pk),
        "draft": queries(editor, "intake-draft", placing.pk),
    } == {"upload": 6, "place": 6, "draft": 6}


@pytest.mark.parametrize("size", [1, 3])
def test_a_draft_that_is_there_and_its_proof(editor: Client, municipality: Municipality, size: int) -> None:
    placing = PlacingFactory(municipality=municipality, text=text(size))
    editor.post(reverse("intake-draft", args=[placing.pk]), {"make": "1"})
    again = PlacingFactory(municipality=municipality, text=text(size))
    assert Placing.objects.get(pk=placing.pk).state == PlacingState.DRAFTED
    assert {
        "draft": queries(editor, "intake-draft", again.pk),
        "proof": queries(editor, "intake-proof", placing.pk),
    } == {"draft": 26, "proof": 25}


def test_another_municipality_s_document_is_not_there(editor: Client, municipality: Municipality) -> None:
    theirs = PlacingFactory(plan=PlanFactory(), state=PlacingState.DRAFTED)
    for name in ("intake-place", "intake-draft", "intake-proof"):
        assert editor.get(reverse(name, args=[theirs.pk])).status_code == 404
    for name in ("intake-change", "intake-discard", "intake-draft"):
        assert editor.post(reverse(name, args=[theirs.pk]), {"do": "undo"}).status_code == 404
