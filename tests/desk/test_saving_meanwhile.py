"""No editor waits while somebody else publishes: on SQLite, which has one lock for all writers."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from plans.enums import PlanState
from plans.models import Municipality, Plan
from publishing.enums import Step
from publishing.models import Edition, WorkflowStep
from tests import real_plans
from tests.desk.forms import send, shown
from tests.factories import MembershipFactory, PlanFactory, SectionFactory, ThemeFactory, UserFactory
from themes.models import Theme

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not os.environ.get("LONG"), reason="takes minutes, and the whole machine: `make long`"
    ),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one lock for all writers"),
]
PAGES = 220
SECTIONS = 150
ENOUGH = 0.5
"""Seconds that a save may take."""
JUST_THE_PDF = """
import django; django.setup()
from documents.from_rows import document_of
from plans.models import Plan
from publishing.domain.draft_pdf import draft_pdf
plan = Plan.objects.get(year=2019)
draft_pdf(plan, document_of(plan), "{}")
"""


SENT_AND_TAKEN_BACK = """
import django; django.setup()
from django.contrib.auth.models import User
from plans.models import Plan
from publishing.domain.submitting import submit
from publishing.domain.workflow import take_step
from publishing.enums import Step
plan, author = Plan.objects.get(year=2019), User.objects.get(username="forfatter")
for _round in range(10):
    submit(plan, author, waiving="Det er, som det skal være.")
    take_step(plan, Step.TAKE_BACK, author, "Vi mangler noget.")
"""


@dataclass(frozen=True)
class Saves:
    """Seconds that each took."""

    spent: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.spent)

    def __str__(self) -> str:
        median, longest = round(1000 * self.median), round(1000 * max(self.spent))
        return f"{len(self.spent)} saves, median {median} ms, longest {longest} ms"


@pytest.fixture
def long_plan(municipality: Municipality) -> Plan:
    """The real words of Herning's themes, in many sections."""
    themes = [theme for theme in real_plans.filed("herning-2019").themes if theme.actions]
    plan: Plan = PlanFactory(municipality=municipality, year=2019, state=PlanState.APPROVED)
    for number in range(SECTIONS):
        theme = themes[number % len(themes)]
        body = "\n\n".join([theme.ambition, theme.actions])
        SectionFactory(plan=plan, slug=f"afsnit-{number}", title=f"{theme.title} {number}", body=body)
    return plan


def process(tmp_path: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Of the portal, as in service, with the test's database."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "VAR_DIR": str(tmp_path),
        "PDF_SECONDS": "500",
        "PDF_CPU_SECONDS": "500",
    }
    return subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL)


def save_while(editor: Client, theme: Theme, running: subprocess.Popen[bytes] | None, most: int) -> Saves:
    address = reverse("admin:themes_theme_change", args=[theme.pk])
    spent: list[float] = []
    while len(spent) < most and (running is None or running.poll() is None):
        data: dict[str, Any] = {**shown(editor.get(address)), "ambition": f"Gemt {len(spent)} gange"}
        began = time.monotonic()
        assert editor.post(address, data).status_code == 302
        spent.append(time.monotonic() - began)
        time.sleep(0.05)
    return Saves(tuple(spent))


def test_saves_take_no_longer_while_a_plan_of_220_pages_is_published(
    editor: Client,
    municipality: Municipality,
    long_plan: Plan,
    tmp_path: Path,
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    """The measure is the same work of the processor without any publishing, with room for a neighbour's. The
    numbers are in the report of `--junitxml`."""
    theme = ThemeFactory(plan__municipality=municipality, plan__year=2020)
    assert send(editor, reverse("admin:themes_theme_change", args=[theme.pk])).status_code == 302
    alone = save_while(editor, theme, None, 30)
    with process(tmp_path, "-c", JUST_THE_PDF) as only_pdf:
        beside_a_pdf = save_while(editor, theme, only_pdf, 10_000)
    with process(
        tmp_path, "manage.py", "publish", municipality.slug, "2019", "--note", "Vedtaget"
    ) as publishing:
        meanwhile = save_while(editor, theme, publishing, 10_000)
    record_testsuite_property(
        "saves", f"alone: {alone}; beside a PDF: {beside_a_pdf}; meanwhile: {meanwhile}"
    )

    assert (only_pdf.returncode, publishing.returncode) == (0, 0)
    assert Edition.objects.get(plan=long_plan).pdf_pages >= PAGES
    assert len(meanwhile.spent) > 20
    assert meanwhile.median < max(ENOUGH, 2 * beside_a_pdf.median)
    assert max(meanwhile.spent) < max(ENOUGH, 3 * max(beside_a_pdf.spent))


def test_saves_take_no_longer_while_a_plan_of_220_pages_is_sent_for_approval(
    editor: Client,
    municipality: Municipality,
    long_plan: Plan,
    tmp_path: Path,
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    """Sent and taken back ten times, so that some saves fall into each part of it."""
    Plan.objects.filter(pk=long_plan.pk).update(state=PlanState.DRAFT)
    author = UserFactory(username="forfatter")
    MembershipFactory(person=author, municipality=municipality)
    theme = ThemeFactory(plan__municipality=municipality, plan__year=2020)
    assert send(editor, reverse("admin:themes_theme_change", args=[theme.pk])).status_code == 302
    alone = save_while(editor, theme, None, 30)
    with process(tmp_path, "-c", SENT_AND_TAKEN_BACK) as sending:
        meanwhile = save_while(editor, theme, sending, 10_000)
    record_testsuite_property("saves while sending", f"alone: {alone}; meanwhile: {meanwhile}")
    assert sending.returncode == 0
    assert WorkflowStep.objects.filter(plan=long_plan, step=Step.SUBMIT).count() == 10
    assert len(meanwhile.spent) > 10
    assert meanwhile.median < max(ENOUGH, 2 * alone.median)
    assert max(meanwhile.spent) < max(ENOUGH, 3 * max(alone.spent))
