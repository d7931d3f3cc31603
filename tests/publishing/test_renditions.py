"""What is made of an edition after it has come into force: once, kept, and never in its way."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from pytest_django import Settings

from documents.printing import Pdf
from documents.printing.errors import PassingRenderError
from plans.enums import Role
from publishing.domain import jobs, renditions
from publishing.domain.renditions import enqueue_missing, make_missing, missing, wanted
from publishing.domain.verifying import verify
from publishing.domain.withdraw import withdraw as withdraw_by_person
from publishing.enums import JobKind, JobState, PublicChange
from publishing.models import Edition, ImmutableError, Job, Rendition, Suspension
from tests.documents.printing.reading import page_texts
from tests.documents.printing.test_refused import SKIPPED
from tests.factories import MembershipFactory, RenditionFactory
from tests.publishing.edition_factory import document_of, make, make_all, publish, report_of, withdraw
from tests.publishing.test_publish import files, full_disk

pytestmark = pytest.mark.django_db
BARE = document_of(themes=0)
"""A plan without goals: only the print shop gets a file of it."""


def kinds(edition: Edition) -> list[tuple[str, str]]:
    return [(one.kind, one.subject) for one in wanted(edition)]


def made_of(edition: Edition) -> list[tuple[str, str]]:
    return list(edition.renditions.order_by("pk").values_list("kind", "subject"))


def test_everything_is_made_once_and_kept(told: list[PublicChange]) -> None:
    publish(document_of(year=2018, themes=1))
    publish(document_of(themes=1))
    edition = publish(replace(document_of(themes=1), summary="Nyt resumé."))

    outcomes = list(make_missing([edition]))

    expected = ["theme", "goals", "since_plan", "since_edition", "press"]
    assert [(one.wanted.kind, one.error) for one in outcomes] == [(kind, "") for kind in expected]
    assert made_of(edition) == [(kind, "tema-1" if kind == "theme" else "") for kind in expected]
    for rendition in edition.renditions.all():
        with rendition.pdf.open("rb") as handle:
            content = handle.read()
        assert (rendition.pdf_sha256, rendition.pdf_size) == (sha256(content).hexdigest(), len(content))
        with pikepdf.open(BytesIO(content)) as pdf:
            assert len(pdf.pages) == rendition.pdf_pages
            attached = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
        json = edition.document_json.encode()
        assert attached == ({} if rendition.kind == "press" else {"plan.json": json})
    assert list(make_missing([edition])) == []
    assert told == [PublicChange.MADE]


def test_follow_up_is_compared_with_nothing_and_has_no_themes_of_a_plan_that_nobody_can_read() -> None:
    publish(document_of(year=2018))
    publish(report_of(document_of()))
    assert kinds(publish(report_of(document_of(), "partly"))) == [("goals", ""), ("press", "")]


def results_of(rendition: Rendition) -> tuple[str, ...]:
    text = "".join(page_texts(Path(rendition.pdf.path)))
    return tuple(word for word in ("Ikke opfyldt", "Delvist opfyldt", "Opfyldt") if word in text)


def test_themes_have_the_results_that_were_known_and_a_newer_follow_up_makes_new_ones() -> None:
    plan = publish(document_of(themes=1))
    editions = [plan]
    for verdict in ("met", "not_met"):
        make_missing_of(editions)
        editions.append(publish(report_of(document_of(themes=1), verdict)))
    make_missing_of(editions)
    themes = [edition.renditions.of("theme", "tema-1").get() for edition in editions]
    assert [results_of(theme) for theme in themes] == [(), ("Opfyldt",), ("Ikke opfyldt",)]
    assert [theme.against for theme in themes] == [None, plan, plan]
    corrected = publish(replace(document_of(themes=1), summary="Nyt resumé."))
    make_missing_of([corrected])
    assert results_of(corrected.renditions.of("theme", "tema-1").get()) == ("Ikke opfyldt",)
    assert [found for found in verify() if found.faults] == []


def make_missing_of(editions: list[Edition]) -> None:
    assert [one.error for one in make_missing(editions) if one.error] == []


def test_theme_with_results_goes_with_either() -> None:
    first = publish(document_of(themes=1))
    report = publish(report_of(document_of(themes=1)))
    plan = publish(replace(document_of(themes=1), summary="Nyt resumé."))
    made = [make(report, "theme", "tema-1", against=first), make(plan, "theme", "tema-1", against=report)]
    assert list(Rendition.objects.served().order_by("pk")) == made
    withdraw(report)
    assert list(Rendition.objects.served()) == made[:1]
    assert ("theme", "tema-1") in [(one.kind, one.subject) for one in missing(plan)]


def test_theme_with_the_results_of_a_follow_up_goes_while_that_is_suspended() -> None:
    """A follow-up is suspended with the edition that it is of, though another is in force."""
    first = publish(document_of(themes=1))
    report = publish(report_of(document_of(themes=1)))
    plan = publish(replace(document_of(themes=1), summary="Nyt resumé."))
    made = make(plan, "theme", "tema-1", against=report)
    withdraw(first)
    suspension = Suspension.objects.create(edition=report, withdrawal=first.withdrawal)
    assert not Rendition.objects.served().exists()
    suspension.keep = True
    suspension.save()
    assert Rendition.objects.served().get() == made


def test_first_edition_of_the_first_plan_is_compared_with_nothing() -> None:
    assert kinds(publish(BARE)) == [("press", "")]


def test_comparison_is_with_the_newest_that_can_be_read() -> None:
    publish(document_of(year=2016))
    before = publish(document_of(year=2017))
    withdraw(publish(document_of(year=2018)))
    first = publish(document_of(year=2019))
    withdraw(publish(document_of(year=2019)))
    edition = publish(document_of(year=2019))
    against = {one.kind: one.against for one in wanted(edition) if one.against}
    assert against == {"since_plan": before, "since_edition": first}


def test_comparison_is_no_longer_served_when_either_is_withdrawn() -> None:
    before = publish(document_of(year=2018))
    edition = publish(document_of(year=2019))
    made = make(edition, "since_plan", against=before)
    assert list(edition.renditions.served()) == [made]
    withdraw(before)
    assert list(edition.renditions.served()) == []
    assert "since_plan" not in [one.kind for one in missing(edition)]


def test_newer_edition_of_the_plan_before_makes_no_second_comparison() -> None:
    publish(document_of(year=2018))
    edition = publish(document_of(year=2019))
    make_all(edition)
    publish(document_of(year=2018))
    assert missing(edition) == []


def test_failure_stops_none_of_the_others_and_leaves_nothing_behind(settings: Settings) -> None:
    document = document_of(themes=2, goals=1)
    spoilt = replace(document.themes[0], ambition="![Et billede](/media/billeder/findes-ikke.png)")
    edition = publish(replace(document, themes=(spoilt, document.themes[1])))

    outcomes = {(one.wanted.kind, one.wanted.subject): one.error for one in make_missing([edition])}

    assert {key for key, error in outcomes.items() if "findes-ikke.png" in error} == {
        ("theme", "tema-1"),
        ("press", ""),
    }
    assert made_of(edition) == [("theme", "tema-2"), ("goals", "")]
    assert len(files(settings)) == 1 + 2
    assert list(Edition.objects.current()) == [edition]


def test_file_that_is_not_valid_is_not_kept_and_told_until_it_is_made(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    edition = publish(document_of(themes=1))
    kept = files(settings)
    job = jobs.enqueue(JobKind.RENDITIONS, edition.plan, edition=edition)
    with monkeypatch.context() as spoilt:
        spoilt.setattr(renditions, "html_of_theme", lambda *_given: SKIPPED)
        list(jobs.run_waiting(JobKind.RENDITIONS))
    job.refresh_from_db()

    assert job.state == JobState.FAILED
    assert "Unge: Overskriften »Springer over« springer et niveau over" in job.error
    assert ("theme", "tema-1") not in made_of(edition)
    assert len(files(settings)) == len(kept) + len(made_of(edition))
    assert list(jobs.jobs_to_show(edition.plan)) == [job]
    assert client.get("/healthz").content.decode() == f"ok\npdf: {edition}"
    list(make_missing([edition]))
    assert client.get("/healthz").content == b"ok"


def refusals(capsys: pytest.CaptureFixture[str]) -> int:
    """How many PDFs the timer has tried in vain."""
    capsys.readouterr()
    try:
        call_command("make_renditions")
    except CommandError:
        return capsys.readouterr().err.count("ikke lavet")
    return 0


def test_what_is_refused_is_told_of_and_not_tried_again_by_this_program(
    monkeypatch: pytest.MonkeyPatch, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """An edition's words never change."""
    edition = publish(document_of(themes=1))
    with monkeypatch.context() as spoilt:
        spoilt.setattr(renditions, "html_of_theme", lambda *_given: SKIPPED)
        assert [refusals(capsys), refusals(capsys)] == [1, 0]
        assert client.get("/healthz").content.decode() == f"ok\npdf: {edition}"
        (job,) = jobs.jobs_to_show(edition.plan)
        assert "Unge: Overskriften »Springer over« springer et niveau over" in job.error
        with pytest.raises(CommandError):  # somebody asks for it
            call_command("make_renditions", "herning")
        spoilt.setattr(renditions, "program", lambda: "the next")
        assert [refusals(capsys), refusals(capsys)] == [1, 0]
    jobs.retry(jobs.jobs_to_show(edition.plan)[0])
    assert [one.error for one in jobs.run_waiting(JobKind.RENDITIONS)] == [""]
    assert client.get("/healthz").content == b"ok"


def test_what_may_succeed_another_time_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(BARE)

    def in_vain(*_given: object, **_named: object) -> Pdf:
        raise PassingRenderError("Computeren har for travlt.")

    monkeypatch.setattr(renditions, "print_for_press", in_vain)
    assert [refusals(capsys), refusals(capsys)] == [1, 1]


def test_follow_up_that_does_not_speak_for_its_plan_has_no_themes() -> None:
    publish(document_of(themes=1))
    superseded = publish(report_of(document_of(themes=1)))
    report = publish(report_of(document_of(themes=1), "partly"))
    assert [kinds(superseded), kinds(report)] == [
        [("goals", ""), ("press", "")],
        [("theme", "tema-1"), ("goals", ""), ("press", "")],
    ]


def test_withdrawal_orders_what_pages_lack_then() -> None:
    """The plan's theme was made with the results of the follow-up that is withdrawn."""
    report = publish(report_of(document_of(themes=1)))
    plan = publish(document_of(themes=1))
    make_missing_of([plan, report])
    by = MembershipFactory(municipality=plan.plan.municipality, role=Role.APPROVER).person
    withdraw_by_person(report, by=by, reason="Tallene var forkerte.")
    enqueue_missing(report.plan)  # what is ordered is not ordered again
    assert [job.edition for job in Job.objects.filter(kind=JobKind.RENDITIONS)] == [plan]
    assert [one.error for one in jobs.run_waiting(JobKind.RENDITIONS)] == [""]
    assert missing(plan) == []


def test_full_disk_leaves_no_half_file(settings: Settings) -> None:
    edition = publish(BARE)
    kept = files(settings)
    with full_disk():
        outcomes = list(make_missing([edition]))
    assert ["File too large" in one.error for one in outcomes] == [True]
    assert (made_of(edition), files(settings)) == ([], kept)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one(settings: Settings) -> None:
    edition = publish(BARE)

    def attempt(_: int) -> list[str]:
        try:
            return [one.error for one in make_missing([edition])]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        errors = [error for found in pool.map(attempt, range(2)) for error in found if error]
    assert (errors, made_of(edition), len(files(settings))) == ([], [("press", "")], 2)


@pytest.mark.django_db(transaction=True)
def test_in_the_background_it_waits_for_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_in_threads", True)
    edition = publish(BARE)
    before = set(threading.enumerate())
    with transaction.atomic():
        job = jobs.enqueue(JobKind.RENDITIONS, edition.plan, edition=edition)
        assert set(threading.enumerate()) == before
    for thread in set(threading.enumerate()) - before:
        thread.join()
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DONE, "")
    assert made_of(edition) == [("press", "")]


CHANGES: dict[str, Callable[[Rendition], object]] = {
    "save": lambda rendition: rendition.save(),
    "delete": lambda rendition: rendition.delete(),
    "update": lambda _: Rendition.objects.update(pdf_pages=2),
    "filtered delete": lambda _: Rendition.objects.all().delete(),
    "related update": lambda rendition: rendition.edition.renditions.update(pdf_pages=2),
}


@pytest.mark.parametrize("name", CHANGES)
def test_rendition_refuses_every_change(name: str) -> None:
    rendition = RenditionFactory()
    with pytest.raises(ImmutableError):
        CHANGES[name](rendition)
    assert Rendition.objects.get().pdf_pages == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE publishing_variant SET pdf_pages = 2", "DELETE FROM publishing_variant"]
)
def test_database_refuses_every_change(statement: str) -> None:
    RenditionFactory()
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Rendition.objects.get().pdf_pages == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "poster"},
        {"kind": "theme", "subject": ""},
        {"kind": "goals", "subject": "tema-1"},
        {"kind": "since_plan", "against": None},
    ],
)
def test_database_refuses_what_cannot_be(wrong: dict[str, str]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        RenditionFactory(**wrong)


def test_edition_that_something_was_made_of_cannot_be_deleted() -> None:
    rendition = RenditionFactory()
    with pytest.raises((ProtectedError, ImmutableError)):
        rendition.edition.plan.delete()


@pytest.mark.parametrize("spoil", ["change", "delete"])
def test_verify_reads_every_file(spoil: str) -> None:
    edition = publish(BARE)
    (rendition,) = make_all(edition)
    assert [finding.faults for finding in verify()] == [()]
    storage = storages["editions"]
    if spoil == "delete":
        storage.delete(rendition.pdf.name)
    else:
        with open(storage.path(rendition.pdf.name), "ab") as handle:
            handle.write(b"x")
    (finding,) = verify()
    assert [fault.split(")")[0] for fault in finding.faults] == ["PDF (til trykkeriet"]


def test_command_makes_what_is_missing_of_all_that_is_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    publish(BARE)
    publish(document_of("hedensted", themes=0))
    withdraw(publish(document_of("vejle", themes=0)))
    call_command("make_renditions", "herning", "2019")
    assert capsys.readouterr().out.splitlines()[-1] == "1 PDF lavet."
    call_command("make_renditions")
    assert [variant.edition.municipality_slug for variant in Rendition.objects.order_by("pk")] == [
        "herning",
        "hedensted",
    ]
    capsys.readouterr()
    call_command("make_renditions")
    assert capsys.readouterr().out == "Ingen PDF'er mangler.\n"


def test_command_says_what_could_not_be_made(capsys: pytest.CaptureFixture[str]) -> None:
    publish(replace(BARE, summary="", sections=(replace(BARE.sections[0], body="![x](/media/a/b.png)"),)))
    with pytest.raises(CommandError, match="1 PDF'er kunne ikke laves"):
        call_command("make_renditions")
    assert "til trykkeriet: ikke lavet." in capsys.readouterr().err
