"""The files with everything, of which each municipality's lines are kept."""

import pytest
from django.core.management import call_command
from django.test import Client

from publishing.enums import PublicChange
from publishing.models import Edition
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.building.asking import ask, build_everything
from tests.website.building.test_build import tell
from tests.website.pages import body
from tests.website.whole_site import plan
from website.building import folders, waiting
from website.domain.records.files import LINE_OF
from website.domain.records.resources import RESOURCES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

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


def test_an_upgrade_makes_every_line_again(edition: Edition) -> None:
    for file in (folders.root() / "lines").rglob("*.jsonl"):
        file.write_text("{}\n")
    call_command("build_site")
    assert b"{}\n" not in ask("/data/maal.jsonl").content
