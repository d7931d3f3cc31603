"""The page that waits is told how far the work has come."""

import pytest
from django.core.cache import caches
from django.test import Client

from desk.domain.workflow_status import shown_jobs
from plans.models import Municipality, Plan
from plans.progress import Progress, progress_of
from publishing.domain import jobs
from publishing.domain.progress import file_progress, key_of, page_progress, progress_of_job
from publishing.domain.workflow import take_step
from publishing.enums import JobKind, JobState, Step
from publishing.models import Job, TextPdf
from tests.factories import EditionFactory, JobFactory, SectionFactory, TextPdfFactory
from tests.plans.people import editor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = SectionFactory(plan__municipality=municipality).plan
    return plan


def mistake_messages(plan: Plan, *told: int) -> Progress:
    with page_progress(plan) as tell:
        tell(*told)
        return progress_of(key_of(plan))


def test_pages_of_a_first_text_are_counted_until_all_are_laid_out(plan: Plan) -> None:
    assert mistake_messages(plan, 4) == (4, 0)
    assert mistake_messages(plan, 4, 4) == (4, 4)
    assert progress_of(key_of(plan)) == (0, 0)


def test_pages_of_the_last_text_are_expected_for_as_long_as_that_can_be_right(plan: Plan) -> None:
    TextPdfFactory(text__plan=plan, pdf_pages=20)
    assert mistake_messages(plan, 19) == (19, 20)
    assert mistake_messages(plan, 20) == (20, 0)
    assert mistake_messages(plan, 21) == (21, 0)
    assert mistake_messages(plan, 21, 21) == (21, 21)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ((3,), "Side 3 af cirka 20 sættes op."),
        ((23,), "Side 23 sættes op."),
        ((22, 22), "Alle 22 sider er sat op. Filen gemmes."),
    ],
)
def test_submission_says_how_far_its_pages_are(
    editor: Client, plan: Plan, told: tuple[int, ...], words: str
) -> None:
    TextPdfFactory(text__plan=plan, pdf_pages=20)
    JobFactory(plan=plan, text=plan.frozentexts.get(), state=JobState.RUNNING)
    address = f"/admin/plan/{plan.pk}/"
    with page_progress(plan) as tell:
        tell(*told)
        assert [one["words"] for one in shown_jobs(plan)] == [words]
        for page in (address, f"{address}arbejde/"):
            content = editor.get(page).content.decode()
            assert (content.count(words), content.count("<progress")) == (1, 1)
    assert [one["words"] for one in shown_jobs(plan)] == [""]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Progress]:
    """All that is told in this test."""
    told: list[Progress] = []
    really_set = caches["progress"].set
    monkeypatch.setattr(caches["progress"], "set", lambda key, far: (told.append(far), really_set(key, far)))
    return told


def test_submission_tells_of_every_page(plan: Plan, kept: list[Progress]) -> None:
    take_step(plan, Step.SUBMIT, editor_of(plan))
    assert [job.state for job in jobs.run_waiting(JobKind.SUBMISSION)] == [JobState.DONE]
    pages = TextPdf.objects.get().pdf_pages
    assert kept == [*((page, 0) for page in range(1, pages + 1)), (pages, pages)]


def test_files_made_of_an_edition_are_counted(plan: Plan, kept: list[Progress]) -> None:
    job = JobFactory(plan=plan, kind=JobKind.RENDITIONS, text=None, edition=EditionFactory(plan=plan))
    assert [done.error for done in jobs.run_waiting(JobKind.RENDITIONS)] == [""]
    assert kept == [(0, 1)]
    Job.objects.update(state=JobState.RUNNING)
    job.refresh_from_db()
    with file_progress(job) as tell:
        tell(3, 8)
        assert progress_of_job(job) == (3, 8)
        assert [one["words"] for one in shown_jobs(plan)] == ["3 af 8 er lavet."]
    assert progress_of_job(job) == (0, 0)
