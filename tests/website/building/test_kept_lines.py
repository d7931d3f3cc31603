"""The files with everything, of which each municipality's lines are kept."""

import os
from pathlib import Path

import pytest
from django.test import Client

from publishing.enums import PublicChange
from publishing.models import Edition
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.building.asking import ask, build_everything
from tests.website.building.test_build import tell
from tests.website.pages import body
from tests.website.whole_site import plan
from website.building import changes, folders, waiting
from website.domain.records import files
from website.domain.records.files import LINE_OF, forget_lines, kept_lines, lines_of
from website.domain.records.published import Selection
from website.domain.records.resources import RESOURCES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]

FILES = ["/data/alt.jsonl", *(f"/data/{name}.{form}" for name in RESOURCES for form in LINE_OF)]


@pytest.fixture
def edition() -> Edition:
    made = publish(plan(2019))
    publish(report_of(plan(2019)))
    publish(document_of(year=2019, slug="vejle"))
    build_everything()
    return made


def publish_next_year() -> None:
    tell(publish(document_of(year=2020, slug="vejle")), PublicChange.PUBLISHED)
    assert [outcome for outcome in waiting.build_waiting() if outcome.error] == []


def of(municipality: str) -> list[str]:
    return sorted(file.name for file in (folders.root() / "lines" / municipality).glob("*"))


def test_files_from_kept_lines_are_those_that_the_program_answers(edition: Edition, client: Client) -> None:
    publish_next_year()
    for path in FILES:
        assert ask(path).content == body(client.get(path)), path


def test_lines_of_a_municipality_are_made_again_when_something_of_it_is_published(edition: Edition) -> None:
    before, of_vejle = of("herning"), of("vejle")
    publish_next_year()
    assert of("herning") == before
    assert of("vejle") != of_vejle
    assert len(of("vejle")) == len(of_vejle)


def test_a_withdrawal_leaves_no_line_behind(edition: Edition) -> None:
    assert of("herning")
    withdraw(edition)
    tell(edition, PublicChange.WITHDRAWN)
    assert of("herning") == []
    assert of("vejle")
    list(waiting.build_waiting())
    assert b"Hensigten" not in b"".join(ask(path).content for path in FILES)


def test_an_upgrade_makes_every_line_again(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever builds first after it: nobody need say so."""
    for file in (folders.root() / "lines").rglob("*.jsonl"):
        file.write_text("{}\n")
    monkeypatch.setattr(files, "program", lambda: "the next")
    publish_next_year()
    assert b"{}\n" not in ask("/data/maal.jsonl").content


def test_lines_that_are_written_while_something_is_withdrawn_do_not_stay(edition: Edition) -> None:
    """Another process has begun before."""
    goals, there = RESOURCES["maal"], Edition.objects.get(municipality_slug="vejle")
    units = goals.units(Selection())
    withdraw(there)
    tell(there, PublicChange.WITHDRAWN)
    with kept_lines():
        list(lines_of(goals, units, "csv"))
    (folders.root() / "lines" / "vejle" / ".maal-half.csv").write_text("Hensigten")
    assert len(of("vejle")) == 3
    assert [outcome for outcome in waiting.build_waiting() if outcome.error] == []
    assert of("vejle") == []


def test_whoever_writes_the_lines_is_told_before_a_withdrawal_takes_them(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that what fails then is made again, and is no failure that somebody is told of."""
    forget, told = changes.forget_lines, []

    def forgetting(municipality: str) -> None:
        forget(municipality)
        told.append(folders.is_waiting(folders.DATA))

    monkeypatch.setattr(changes, "forget_lines", forgetting)
    withdraw(edition)
    tell(edition, PublicChange.WITHDRAWN)
    assert told == [True, True]


def test_lines_that_are_not_all_written_are_written_again(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    replace, once = os.replace, list[Path]()

    def interrupted(source: Path, target: Path) -> None:
        if "lines" in target.parts and not once:
            once.append(target)
            raise OSError(28, "No space left on device")
        replace(source, target)

    forget_lines("herning")
    folders.take_mark(folders.DATA)
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", interrupted)
        assert "No space left" in waiting.build_one(folders.DATA).error
    folders.take_mark(folders.DATA)
    assert not waiting.build_one(folders.DATA).error
    for path in FILES:
        assert ask(path).content == body(client.get(path)), path


def test_a_file_that_was_too_small_to_be_packed_stops_no_build(edition: Edition) -> None:
    """As one without records was before long files were written in chunks."""
    for packed in (folders.root() / "units" / folders.DATA).resolve().rglob("*.gz"):
        packed.unlink()
    folders.take_mark(folders.DATA)
    assert not waiting.build_one(folders.DATA).error
