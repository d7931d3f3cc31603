"""When a page is built, when it is not served from a file any more, and what a failure leaves."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from lxml import etree

from documents import tree
from plans.models import Municipality
from publishing.domain import jobs
from publishing.domain.public_changes import announce
from publishing.enums import PublicChange
from publishing.models import Edition
from tests.factories import AreaFactory, TargetGroupContactFactory
from tests.publishing.edition_factory import make_all, publish, report_of, withdraw
from tests.website.building.asking import ask, build_everything
from tests.website.whole_site import plan
from website.building import build, folders, waiting
from website.building.folders import DATA, SHARED
from website.building.rendering import Answer
from website.domain.plan_addresses import PublicAddress

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]


@pytest.fixture
def edition() -> Edition:
    publish(plan(2019, "vejle"))
    edition = publish(plan(2019))
    build_everything()
    return edition


def tell(edition: Edition, change: PublicChange) -> None:
    with transaction.atomic():
        announce(edition, change)


def test_a_withdrawal_leaves_no_file_behind(edition: Edition) -> None:
    assert b"Hensigten" not in ask("/herning/2019/").content
    assert ask("/herning/2019/tema/tema-1/").is_file
    withdraw(edition)
    tell(edition, PublicChange.WITHDRAWN)
    for path in ("/", "/herning/", "/herning/2019/", "/herning/2019/udgave/1/", "/herning/2019/plan.pdf"):
        assert not ask(path).is_file
    assert [file for file in (folders.root() / "builds" / "herning").rglob("*") if file.is_file()] == []
    assert ask("/vejle/2019/").is_file
    list(waiting.build_waiting())
    assert ask("/herning/").is_file
    assert not ask("/herning/2019/").is_file


def test_what_is_published_is_not_hidden_behind_the_file_before(edition: Edition) -> None:
    again = publish(replace(plan(2019), summary="Rettet."))
    of_series = replace(plan(2020), series=tree.Series("handleplan", "Handleplaner", "Handleplan"))
    tell(publish(of_series), PublicChange.PUBLISHED)
    list(waiting.build_waiting())
    assert ask("/herning/handleplan/2020/").is_file
    tell(publish(replace(of_series, summary="Rettet.")), PublicChange.PUBLISHED)
    assert not ask("/herning/handleplan/2020/").is_file
    publish(plan(2018))
    tell(again, PublicChange.PUBLISHED)
    for path in ("/", "/herning/", "/herning/2019/", "/herning/2019/tema/tema-1/", "/herning/2019/plan.pdf"):
        assert not ask(path).is_file
    assert ask("/vejle/2019/").is_file
    assert [outcome.unit for outcome in waiting.build_waiting()] == ["herning", SHARED, DATA]
    assert "Rettet." in ask("/herning/2019/").content.decode()
    assert ask("/herning/2018/").is_file
    assert list(waiting.build_waiting()) == []


def test_a_build_that_began_before_a_withdrawal_is_not_switched_to(edition: Edition) -> None:
    """Another process is building while the click is answered."""
    mark = folders.mark_of("herning")
    folder = folders.begin("herning")
    build._make("herning", folder, mark)
    withdraw(edition)
    tell(edition, PublicChange.WITHDRAWN)
    assert not folders.switch("herning", folder, mark)
    assert not ask("/herning/2019/").is_file


def test_what_changes_while_a_unit_is_built_is_built_too(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.take_mark("herning")
    made, once = build._make, []

    def interrupted(unit: str, folder: Path, mark: str) -> build.Build:
        found = made(unit, folder, mark)
        if not once:
            once.append(publish(plan(2018)))
            tell(once[0], PublicChange.PUBLISHED)
        return found

    monkeypatch.setattr(build, "_make", interrupted)
    assert not waiting.build_one("herning").error
    assert ask("/herning/2018/").is_file
    assert not folders.is_waiting("herning")


def test_a_failed_build_leaves_the_one_before_and_says_so(
    client: Client, superuser: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(build: build.Build, *_rest: object) -> None:
        raise OSError(28, "No space left on device")

    folders.take_mark("herning")
    with monkeypatch.context() as patched:
        patched.setattr(build, "_place", broken)
        assert "No space left" in waiting.build_one("herning").error
    assert ask("/herning/2019/").is_file
    assert "No space left" in folders.state_of("herning")["error"]
    assert client.get("/healthz").content == b"ok\nsite: herning"
    assert "No space left" in superuser.get("/admin/").content.decode()
    assert "No space left" in superuser.get(f"/admin/plan/{edition.plan_id}/").content.decode()
    assert len(list((folders.root() / "builds" / "herning").iterdir())) == 1
    folders.take_mark("herning")
    assert not waiting.build_one("herning").error
    assert folders.state_of("herning")["error"] == ""


def test_a_page_that_is_as_before_is_the_same_file(edition: Edition) -> None:
    paths = ("/herning/2019/udgave/1/", "/herning/2019/", "/herning/2019/maal.csv")
    before = [ask(path).headers["ETag"] for path in paths]
    publish(report_of(plan(2019)))
    folders.take_mark("herning")
    waiting.build_one("herning")
    after = [ask(path).headers["ETag"] for path in paths]
    assert (before[0] == after[0], before[1] == after[1], before[2] == after[2]) == (False, False, False)
    folders.take_mark("herning")
    waiting.build_one("herning")
    assert [ask(path).headers["ETag"] for path in paths] == after
    assert len(list((folders.root() / "builds" / "herning").iterdir())) == 2


def test_the_timer_builds_what_nobody_told_of(edition: Edition) -> None:
    assert list(waiting.build_by_timer()) == []
    publish(plan(2018))
    assert [line.partition(":")[0] for line in waiting.build_by_timer()] == ["herning", SHARED, DATA]
    AreaFactory(kind="cluster", name="en ny gruppe")
    assert [line.partition(":")[0] for line in waiting.build_by_timer()] == ["herning", "vejle", SHARED, DATA]
    TargetGroupContactFactory(municipality=Municipality.objects.get(slug="vejle"))
    assert [line.partition(":")[0] for line in waiting.build_by_timer()] == ["vejle"]
    assert list(waiting.build_by_timer()) == []


def test_nothing_is_built_where_files_are_turned_off(edition: Edition) -> None:
    settings.SITE_FILES = False
    shutil.rmtree(folders.root())
    tell(edition, PublicChange.PUBLISHED)
    assert list(waiting.build_by_timer()) == []
    assert not folders.root().exists()


def test_a_withdrawal_leaves_no_file_behind_while_files_are_turned_off(edition: Edition) -> None:
    """They may be turned on again, and a file server may serve them meanwhile."""
    settings.SITE_FILES = False
    withdraw(edition)
    tell(edition, PublicChange.WITHDRAWN)
    settings.SITE_FILES = True
    for path in ("/", "/herning/2019/", "/herning/2019/plan.pdf", "/data/maal.csv", "/api/v1/maal"):
        assert not ask(path).is_file
    assert ask("/vejle/2019/").is_file


def test_everything_as_data_is_a_file_until_something_else_is_published(edition: Edition) -> None:
    paths = ("/data/", "/data/maal.csv", "/data/alt.jsonl", "/api/v1/", "/api/v1/maal")
    assert [path for path in paths if not ask(path).is_file] == []
    tell(edition, PublicChange.PUBLISHED)
    assert [path for path in paths if ask(path).is_file] == []


def served(unit: str) -> dict[str, bytes]:
    """What is built of it, by name."""
    folder = folders.current(unit)
    assert folder
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_further_pdfs_have_the_pages_of_their_plan_made_again_and_no_others(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(plan(2020))
    publish(report_of(plan(2019)))
    for unit in ("herning", SHARED, DATA):
        folders.take_mark(unit)
    build_everything()
    before, placed, asked = served("herning"), build._place, []

    def place(there: build.Build, address: PublicAddress, answer: Answer) -> None:
        asked.append(address.path)
        placed(there, address, answer)

    monkeypatch.setattr(build, "_place", place)
    made = make_all(edition)
    tell(edition, PublicChange.MADE)
    assert [outcome.unit for outcome in waiting.build_waiting()] == ["herning"]
    assert {path.split("/")[2] for path in asked} == {"2019"}
    alone, pages = served("herning"), folders.state_of("herning")
    assert len([name for name in alone.keys() - before.keys() if name.endswith(".pdf")]) >= len(made)
    folders.take_mark("herning")
    list(waiting.build_waiting())
    assert served("herning") == alone
    assert {key: pages[key] for key in ("pages", "bytes", "missing")}.items() <= (
        folders.state_of("herning").items()
    )


def test_pdfs_that_are_made_while_a_unit_is_built_are_shown_after_it(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.take_mark("herning")
    made, seen = build._make, []

    def interrupted(unit: str, folder: Path, mark: str) -> build.Build:
        found = made(unit, folder, mark)
        make_all(edition)
        tell(edition, PublicChange.MADE)
        seen.append(unit)
        return found

    monkeypatch.setattr(build, "_make", interrupted)
    assert not waiting.build_one("herning").error
    assert ask("/herning/2019/tema/tema-1.pdf").is_file
    assert (seen, folders.is_waiting("herning")) == (["herning"], False)


def test_the_timer_makes_the_pages_of_a_plan_again_whose_pdfs_nobody_told_of(edition: Edition) -> None:
    make_all(edition)
    assert [line.partition(":")[0] for line in waiting.build_by_timer()] == ["herning"]
    assert ask("/herning/2019/tema/tema-1.pdf").is_file
    assert list(waiting.build_by_timer()) == []


def test_a_full_disk_has_everything_made_again(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_rest: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(folders, "_write", full)
        tell(edition, PublicChange.MADE)
    assert (folders.noted("herning"), folders.mark_of("herning")) == ([], "")


def test_what_shows_the_plan_is_a_file_before_all_else_is_made(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(plan(2020))
    folders.take_mark("herning")
    waiting.build_one("herning")
    tell(publish(replace(plan(2019), summary="Rettet.")), PublicChange.PUBLISHED)
    made, seen = build._make, []
    pages = ["/herning/", "/herning/2019/", "/herning/2019/maal/", "/herning/2019/tema/tema-1/"]
    pages += ["/herning/2019/udgave/2/", "/herning/2019/plan.pdf", "/herning/2019/maal.csv"]
    pages += ["/herning/2020/sammenlign/2019/", "/herning/maalgrupper/"]

    def make(unit: str, folder: Path, mark: str) -> build.Build:
        seen.append([path for path in pages if ask(path).is_file])
        seen.append(["Rettet."] if "Rettet." in ask("/herning/2019/").content.decode() else [])
        return made(unit, folder, mark)

    monkeypatch.setattr(build, "_make", make)
    assert not waiting.build_one("herning", "herning/2019").error
    assert seen == [pages, ["Rettet."]]


def test_pages_that_are_shown_first_are_none_of_what_has_been_withdrawn_meanwhile(edition: Edition) -> None:
    mark, folder = folders.mark_of("herning"), folders.begin("herning")
    page = folder / "pages" / "herning" / "2019" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("Hensigten")
    folders.take_mark("herning")
    folders.put(folder, "herning", mark)
    assert page.exists()


def test_the_rooms_below_tell_the_public_pages(edition: Edition) -> None:
    assert waiting.build_by_timer in jobs.by_timer


def test_a_withdrawal_leaves_no_file_behind_where_the_process_ends_then(edition: Edition) -> None:
    """Nothing that follows the transaction is done any more."""
    with transaction.atomic():
        announce(edition, PublicChange.WITHDRAWN)
        assert not ask("/herning/2019/").is_file
        assert not ask("/").is_file


def test_a_withdrawal_leaves_no_file_behind_where_the_disk_is_full(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_rest: object) -> None:
        raise OSError(28, "No space left on device")

    folder = folders.begin("herning")
    mark = folders.mark_of("herning")
    with monkeypatch.context() as patched:
        patched.setattr(folders, "_write", full)
        withdraw(edition)
        tell(edition, PublicChange.WITHDRAWN)
    assert not ask("/herning/2019/").is_file
    assert not folders.switch("herning", folder, mark)
    assert not folders.switch("herning", folder, "")
    assert folders.is_waiting("herning")


def test_the_timer_builds_a_municipality_whose_contact_is_another(edition: Edition) -> None:
    Municipality.objects.filter(slug="herning").update(phone="96 28 28 28")
    assert [line.partition(":")[0] for line in waiting.build_by_timer()] == ["herning"]
    assert "96 28 28 28" in ask("/herning/").content.decode()


def test_a_note_with_characters_that_xml_cannot_have_stops_no_build(edition: Edition) -> None:
    """A vertical tab is what Word calls a new line. Stored ones are published already."""
    note = "Linje\x0bskift\x01 \ufffe]]></script><script>"
    theme = replace(plan(2018).themes[0], title=note)
    publish(replace(plan(2018), themes=(theme,)), note=note)
    withdraw(edition, note)
    for unit in ("herning", SHARED, DATA):
        folders.take_mark(unit)
    build_everything()
    for path in ("/feed.xml", "/herning/feed.xml"):
        assert "skift" in "".join(etree.fromstring(ask(path).content).itertext())
