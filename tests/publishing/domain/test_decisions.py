"""A decision is added to a text that stands still: whatever would stop it later stops it at once."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone
from pytest_django import Settings

from documents import printing
from documents.printing import Pdf, print_html
from goals.models import FollowUp, ReportDecision
from plans.errors import RefusedError
from plans.models import Attachment, Decision, Plan
from publishing.domain.decisions import add_decision
from publishing.domain.due import carry_out_due
from publishing.domain.schedule import schedule
from publishing.domain.texts import current_text
from publishing.domain.workflow import history, note
from publishing.enums import ScheduleState, Step
from publishing.models import Edition, FrozenText, ScheduledPublication, Subject
from tests.documents.printing.reading import page_texts
from tests.factories import AssessmentFactory, ScheduledPublicationFactory, ThemeFactory
from tests.plans.people import approver_of, editor_of
from tests.steps import read_by, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan: Plan = ThemeFactory().plan
    return plan


@pytest.fixture
def approver(plan: Plan) -> User:
    """Of the plan, which has been approved."""
    person = approver_of(plan)
    take(plan, Step.SUBMIT, editor_of(plan))
    take(plan, Step.APPROVE, person)
    return person


def decide(plan: Plan, by: User, statement: str = "Vi er imod.") -> None:
    decision = Decision(plan=plan, body="Byrådet", date=date(2018, 12, 11), minority_statement=statement)
    add_decision(plan, decision, None, by=by, read=read_by(plan))


@pytest.mark.parametrize(
    ("statement", "told"),
    [("Vi er \uf0b7 imod.", "U\\+F0B7"), ("தமிழ்", "U\\+0BA4"), ("Ring til 010190-1234.", "CPR")],
    ids=["sign of no typeface", "script of no typeface", "CPR number"],
)
def test_decision_that_could_not_be_published_is_refused_at_once(
    plan: Plan, approver: User, statement: str, told: str
) -> None:
    before = current_text(plan)
    with pytest.raises(RefusedError, match=told):
        decide(plan, approver, statement)
    assert (Decision.objects.count(), FrozenText.objects.count()) == (0, 1)
    assert current_text(plan) == before


def test_decision_is_printed_as_the_edition_will_have_it_before_it_is_stored(
    plan: Plan, approver: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A draft states no adoption: printed as one, nothing of the decision would be tried."""
    file = tmp_path / "beslutning.pdf"

    def kept(*given: Any, **named: Any) -> Pdf:
        made = print_html(*given, **named)
        file.write_bytes(made.content)
        return made

    monkeypatch.setattr(printing, "print_html", kept)
    decide(plan, approver, "Vi er imod budgettet.")
    assert "Vi er imod budgettet." in " ".join(" ".join(page_texts(file)).split())


def decide_with_annex(subject: Subject, by: User, statement: str, read: str) -> None:
    body = {"body": "Byrådet", "date": date(2018, 12, 11), "minority_statement": statement}
    file = ContentFile(b"Referat", name="referat.txt")
    if isinstance(subject, FollowUp):
        row = ReportDecision(follow_up=subject, annex=file, annex_title="Referat", **body)
        add_decision(subject, row, None, by=by, read=read)
    else:
        annex = Attachment(plan=subject, title="Referat", file=file)
        add_decision(subject, Decision(plan=subject, **body), annex, by=by, read=read)


def stored_files(settings: Settings) -> list[str]:
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("why", ["sign", "CPR number", "another text", "role"])
@pytest.mark.parametrize("of_report", [False, True])
def test_annex_of_a_refused_decision_is_not_left_behind(
    settings: Settings, why: str, of_report: bool
) -> None:
    judged = AssessmentFactory()
    subject: Subject = judged.follow_up if of_report else judged.follow_up.plan
    take(subject, Step.SUBMIT, editor_of(judged.follow_up.plan))
    by = editor_of(judged.follow_up.plan) if why == "role" else approver_of(judged.follow_up.plan)
    statement = {"sign": "Vi er \uf0b7 imod.", "CPR number": "Ring til 010190-1234."}.get(why, "Vi er imod.")
    with pytest.raises(RefusedError):
        decide_with_annex(subject, by, statement, "" if why == "another text" else read_by(subject))
    assert stored_files(settings) == []
    decide_with_annex(subject, approver_of(judged.follow_up.plan), "Vi er imod.", read_by(subject))
    assert stored_files(settings) == ["referat.txt"]


def test_decision_stops_the_publication_that_was_planned_without_it(plan: Plan, approver: User) -> None:
    due_at = timezone.now() + timedelta(minutes=1)
    read = read_by(plan)
    schedule(plan, by=approver, due_at=due_at, change_note="Nu", read=read, waiving="Det er i orden.")
    decide(plan, approver)
    assert ScheduledPublication.objects.get().state == ScheduleState.STOPPED
    assert list(carry_out_due(due_at)) == []
    assert next(iter(history(plan))).step == Step.STOP
    assert not Edition.objects.exists()


def test_failure_of_a_planned_publication_changes_nothing_about_which_text_waits(
    plan: Plan, approver: User
) -> None:
    """As it is written down: the step names the text that was planned."""
    without = current_text(plan)
    row = ScheduledPublicationFactory(plan=plan, by=approver, text=without)
    ScheduledPublication.objects.update(state=ScheduleState.STOPPED)
    decide(plan, approver)
    decided = current_text(plan)
    assert decided != without
    note(plan, Step.PUBLISH_FAILED, approver, "Disken er fuld.", text=row.text)
    assert current_text(plan) == decided
