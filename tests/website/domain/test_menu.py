from dataclasses import replace

import pytest

from documents.outline import outline
from documents.tree import PlanRef
from publishing.domain.open_edition import open_plan
from publishing.numbering import EditionNumber
from tests.publishing.edition_factory import document_of, publish
from website.domain import menu

pytestmark = pytest.mark.django_db


def test_contents_and_pager_follow_the_outline() -> None:
    publish(document_of())
    open_edition = open_plan("herning", PlanRef(2019), None)
    titles = [entry.title for entry in outline(open_edition.document)]
    walked, part = [], open_edition.parts[0]
    for item in menu.contents(open_edition):
        walked.append(item.title)
    assert walked == titles
    assert menu.pager(open_edition, part).previous is None
    following = menu.pager(open_edition, part).next
    assert following is not None
    assert following.title == titles[1]
    last = menu.pager(open_edition, open_edition.parts[-1])
    assert last.next is None


def test_contents_open_only_the_part_that_is_read() -> None:
    publish(document_of())
    open_edition = open_plan("herning", PlanRef(2019), None)
    here = open_edition.theme_part("tema-2")
    items = menu.contents(open_edition, here)
    assert [item.title for item in items if item.current] == ["Tema nummer 2"]
    assert [len(item.children) for item in items] == [0, 0, 0, 3]


def test_breadcrumb_names_the_part_as_it_is_printed() -> None:
    document = replace(document_of(), theme_label="Fokusområde")
    publish(document)
    open_edition = open_plan("herning", PlanRef(2019), None)
    names = [menu.name_of(part, document) for part in open_edition.parts]
    assert names == ["Indledning", "Kapitel 1", "Fokusområde 1", "Fokusområde 2"]


def test_breadcrumb_stays_within_the_edition_that_is_read() -> None:
    publish(document_of())
    trail = menu.trail(open_plan("herning", PlanRef(2019), EditionNumber(1)), "Tema 1")
    assert [item.url for item in trail] == ["/", "/herning/", "/herning/2019/udgave/1/", ""]
