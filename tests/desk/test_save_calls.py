"""How far a theme's save goes through the code. It grows unseen: each layer more asks all that lie below it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from plans.models import Municipality
from tests.desk.forms import send, shown
from tests.factories import AnnualGoalFactory, InitiativeFactory, StrategyFactory, ThemeFactory
from themes.models import Theme

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
OTHERS = tuple(str(ROOT / folder) for folder in ("tests", ".venv"))

MOST = {
    "calls": 2450,
    "functions": 300,
    "files": 48,
    "changes of file": 1170,
    "questions who is a superuser": 26,
}
"""Measured with a goal, a strategy and an initiative in the theme, and a little rounded up. Of the calls some 600
make the texts standard, and 260 are of the goal's targets."""
Call = tuple[str, str]
"""The file and the name of a function of ours."""


@contextmanager
def recorded() -> Iterator[list[Call]]:
    calls: list[Call] = []

    def note(frame: FrameType, event: str, _value: Any) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file.startswith(str(ROOT)) and not file.startswith(OTHERS):
            calls.append((file.removeprefix(f"{ROOT}/"), frame.f_code.co_qualname))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(before)


@pytest.fixture
def theme(municipality: Municipality) -> Theme:
    theme: Theme = ThemeFactory(plan__municipality=municipality, ambition="Før")
    AnnualGoalFactory(theme=theme)
    StrategyFactory(theme=theme)
    InitiativeFactory(theme=theme)
    return theme


@pytest.fixture
def calls(editor: Client, theme: Theme) -> list[Call]:
    """Of a second save, when what is read once for each process has been read."""
    address = reverse("admin:themes_theme_change", args=[theme.pk])
    assert send(editor, address, ambition="Imens").status_code == 302
    data = {**shown(editor.get(address)), "ambition": "Nyt"}
    with recorded() as calls:
        assert editor.post(address, data).status_code == 302
    theme.refresh_from_db()
    assert theme.ambition == "Nyt"
    return calls


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the rows are locked by hand elsewhere")
def test_save_of_a_theme_goes_through_few_functions(calls: list[Call]) -> None:
    counts = {
        "calls": len(calls),
        "functions": len(set(calls)),
        "files": len({file for file, _name in calls}),
        "changes of file": sum(one[0] != after[0] for one, after in pairwise(calls)),
        "questions who is a superuser": calls.count(("plans/domain/access.py", "is_superuser")),
    }
    assert {name: count for name, count in counts.items() if count > MOST[name]} == {}


def test_save_of_a_theme_builds_its_form_once(calls: list[Call]) -> None:
    assert calls.count(("plans/admin_base.py", "PortalAdmin.get_form.<locals>.make")) == 1
