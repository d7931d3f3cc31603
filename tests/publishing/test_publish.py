"""Publishing is all or nothing: whatever fails, the edition before stays and no half-made one is left."""

import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, connection
from django.db.models.signals import post_save
from django.test import Client
from pytest_django import Settings

from documents.codec import from_json
from documents.from_rows import document_of
from plans.enums import PlanState, Role
from plans.errors import RefusedError
from plans.models import Deadline, Plan
from publishing.domain import jobs
from publishing.domain.texts import freeze
from publishing.enums import JobKind, JobState, Step
from publishing.models import Edition, WorkflowStep
from tests.factories import (
    AssessmentFactory,
    FollowUpFactory,
    MembershipFactory,
    PlanFactory,
    SectionFactory,
    ThemeFactory,
)
from tests.mail_server import mail_server
from tests.plans.people import approver_of
from tests.steps import publish


@pytest.fixture
def plan(db: None) -> Plan:
    return ThemeFactory(ambition="Flere i arbejde.").plan


def files(settings: Settings) -> list[str]:
    folder = Path(settings.STORAGES["editions"]["OPTIONS"]["location"])
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@contextmanager
def full_disk() -> Iterator[None]:
    """The kernel itself refuses to write more than a page of any file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_publish_freezes_the_draft(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED)
    person = approver_of(plan)
    edition = publish(plan, by=person, note="  Vedtaget af byrådet ")
    stored = Edition.objects.get()
    assert stored.pk == edition.pk
    assert (stored.number, stored.change_note, stored.published_by) == (1, "Vedtaget af byrådet", person)
    assert from_json(stored.document_json) == document_of(plan)
    assert stored.document_sha256 == sha256(stored.document_json.encode()).hexdigest()
    with stored.pdf.open("rb") as handle:
        content = handle.read()
    assert content.startswith(b"%PDF-")
    assert (stored.pdf_sha256, stored.pdf_size) == (sha256(content).hexdigest(), len(content))
    assert stored.pdf_pages >= 2


def test_publish_again_makes_the_next_number_and_keeps_the_first(plan: Plan) -> None:
    first = publish(plan, by=None, note="Første")
    plan.themes.update(ambition="Endnu flere i arbejde.")
    second = publish(plan, by=None, note="Anden")
    assert second.number == 2
    assert list(Edition.objects.current()) == [second]
    assert "Flere i arbejde." in Edition.objects.get(pk=first.pk).document_json


def test_publish_of_unchanged_text_is_refused(plan: Plan) -> None:
    publish(plan, by=None, note="Første")
    with pytest.raises(RefusedError):
        publish(plan, by=None, note="Igen")
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("note", ["", "  \n"])
def test_publish_without_a_note_is_refused(plan: Plan, note: str) -> None:
    with pytest.raises(RefusedError):
        publish(plan, by=None, note=note)
    assert not Edition.objects.exists()


def test_publish_of_an_empty_plan_is_refused(db: None) -> None:
    with pytest.raises(RefusedError):
        publish(PlanFactory(), by=None, note="Tom")
    assert not Edition.objects.exists()


def test_publish_of_a_deleted_plan_is_refused(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).delete()
    with pytest.raises((RefusedError, Plan.DoesNotExist)):
        publish(plan, by=None, note="Væk")


def test_publish_of_a_follow_up_is_numbered_by_itself(db: None) -> None:
    assessment = AssessmentFactory()
    follow_up = assessment.follow_up
    publish(follow_up.plan, by=None, note="Plan")
    edition = publish(follow_up, by=None, note="Opfølgning")
    assert (edition.number, edition.title) == (1, follow_up.title)
    assert edition.document.follow_up is not None
    assert Edition.objects.current().count() == 2


def test_publish_of_a_follow_up_without_assessments_is_refused(plan: Plan) -> None:
    with pytest.raises(RefusedError):
        publish(FollowUpFactory(plan=plan), by=None, note="Tom")


def test_publish_when_rendering_fails_leaves_the_edition_before(plan: Plan, settings: Settings) -> None:
    first = publish(plan, by=None, note="Første")
    kept = files(settings)
    SectionFactory(plan=plan, body="![Et billede](/media/billeder/findes-ikke.png)")
    with pytest.raises(RefusedError, match=r"findes-ikke\.png"):
        publish(plan, by=None, note="Med billede, der mangler")
    assert list(Edition.objects.current()) == [first]
    assert files(settings) == kept


def test_publish_when_the_disk_is_full_leaves_the_edition_before(plan: Plan, settings: Settings) -> None:
    first = publish(plan, by=None, note="Første")
    kept = files(settings)
    plan.themes.update(ambition="Nyt")
    freeze(plan, None)  # the table has its row; the disk is full when the file comes
    with full_disk(), pytest.raises(RefusedError, match=r"Errno 27|File too large"):
        publish(plan, by=None, note="Ingen plads")
    assert list(Edition.objects.current()) == [first]
    assert files(settings) == kept


def test_publish_of_a_text_that_breaks_a_limit_leaves_the_edition_before(
    plan: Plan, settings: Settings
) -> None:
    first = publish(plan, by=None, note="Første")
    served = Client().get(first.get_absolute_url()).content
    settings.PDF_CPU_SECONDS = 0
    plan.themes.update(ambition="Flere i arbejde.\n\n" * 900)
    with pytest.raises(RefusedError, match="færdig i tide") as refused:
        publish(plan, by=None, note="For meget")
    assert str(refused.value).count("PDF'en") == 1
    assert list(Edition.objects.current()) == [first]
    assert Client().get(first.get_absolute_url()).content == served
    settings.PDF_CPU_SECONDS = 60
    assert publish(plan, by=None, note="Nu går det").number == 2


def test_publish_when_the_row_cannot_be_stored_removes_the_file(plan: Plan, settings: Settings) -> None:
    Plan.objects.filter(pk=plan.pk).update(last_year=plan.year)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publishing_edition RENAME COLUMN change_note TO gone")
    with pytest.raises(Exception, match="change_note"):
        publish(plan, by=None, note="Tabellen er i stykker")
    assert files(settings) == []


@pytest.mark.django_db(transaction=True)
def test_publish_that_the_database_refuses_at_the_last_moment_leaves_no_file(settings: Settings) -> None:
    """A reference to nothing is found when the outermost transaction commits, after every row was written."""
    plan = ThemeFactory(plan__state=PlanState.APPROVED).plan

    def refer_to_nothing(**_sent: object) -> None:
        Deadline.objects.create(plan_id=0, what="Frist", date=date(2019, 1, 1))

    post_save.connect(refer_to_nothing, sender=Edition)
    try:
        with pytest.raises(IntegrityError):
            publish(plan, by=approver_of(plan), note="Ny")
    finally:
        post_save.disconnect(refer_to_nothing, sender=Edition)
    assert files(settings) == []
    assert not Edition.objects.exists()
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED
    assert publish(plan, by=approver_of(plan), note="Ny").number == 1


@pytest.mark.django_db(transaction=True)
def test_publish_told_to_an_impossible_address_keeps_the_edition_and_its_file(
    settings: Settings,
) -> None:
    """Mail is sent when the edition is stored: what fails then may not take the file away again."""
    plan = ThemeFactory(plan__state=PlanState.APPROVED).plan
    person = approver_of(plan)
    colleague = MembershipFactory(municipality=plan.municipality, role=Role.EDITOR).person
    type(colleague).objects.filter(pk=colleague.pk).update(email="anna@kommune.dk; bo@kommune.dk")
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        edition = publish(plan, by=person, note="Ny")
        [told] = jobs.run_waiting(JobKind.MAIL)
    assert told.state == JobState.FAILED
    assert files(settings) == ["plan-1.pdf"]
    assert edition.pdf.size == edition.pdf_size
    steps = WorkflowStep.objects.order_by("pk").values_list("step", flat=True)
    assert list(steps) == [Step.PUBLISH, Step.MAIL_FAILED]


@pytest.mark.django_db(transaction=True)
def test_publish_that_is_ended_while_it_tells_keeps_the_edition_and_its_file(settings: Settings) -> None:
    plan = ThemeFactory(plan__state=PlanState.APPROVED).plan
    MembershipFactory(municipality=plan.municipality, role=Role.EDITOR)
    settings.EMAIL_BACKEND = "tests.mail_server.Stopping"
    publish(plan, by=approver_of(plan), note="Ny")
    with pytest.raises(SystemExit):
        list(jobs.run_waiting(JobKind.MAIL))
    assert files(settings) == ["plan-1.pdf"]
    assert Edition.objects.get().pdf.size > 0


@pytest.mark.django_db(transaction=True)
def test_publish_by_two_at_the_same_moment_makes_one_edition(settings: Settings) -> None:
    plan = ThemeFactory().plan

    def attempt(_: int) -> str:
        try:
            return f"udgave {publish(plan, by=None, note='Samtidig').number}"
        except RefusedError:
            return "afvist"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(attempt, range(2)))
    assert outcomes == ["afvist", "udgave 1"]
    assert Edition.objects.count() == 1
    assert len(files(settings)) == 1


def test_pdf_lies_outside_the_public_media_folder(plan: Plan, settings: Settings) -> None:
    edition = publish(plan, by=None, note="Første")
    path = Path(storages["editions"].path(edition.pdf.name))
    assert path.is_file()
    assert Path(settings.MEDIA_ROOT) not in path.parents
