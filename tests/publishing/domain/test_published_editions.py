from dataclasses import replace

import pytest

from documents import tree
from documents.tree import PlanRef, ThemeRef
from publishing.domain.published_editions import NotPublishedError, PublishedEditions, published_editions
from tests.publishing.edition_factory import document_of, publish, report_of, theme_of, withdraw

pytestmark = pytest.mark.django_db


def document_with(year: int, *themes: tuple[int, str | None]) -> tree.PlanDocument:
    """Themes by number, each with its predecessor as "2018 tema-1"."""
    return replace(
        document_of(year=year),
        themes=tuple(
            theme_of(
                number,
                year,
                predecessor=tree.ThemeRef(int(before.split()[0]), before.split()[1]) if before else None,
            )
            for number, before in themes
        ),
    )


def relatives(published: PublishedEditions, year: int, slug: str) -> list[tuple[int, str]]:
    return [(relative.edition.year, relative.slug) for relative in published.relatives(ThemeRef(year, slug))]


def test_it_holds_the_newest_of_each_newest_year_first() -> None:
    publish(document_of(year=2018))
    old, new = publish(document_of(year=2019)), publish(document_of(year=2019))
    report = publish(report_of(document_of(year=2019)))
    publish(document_of("vejle", 2019))
    published = published_editions("herning")
    assert [edition.year for edition in published.editions] == [2019, 2019, 2018]
    assert (published.plan_of(PlanRef(2019)), published.follow_up_of(PlanRef(2019))) == (new, report)
    assert old not in published.editions


def test_municipality_without_editions_is_an_error() -> None:
    with pytest.raises(NotPublishedError):
        published_editions("herning")


def test_current_plan_is_the_newest_that_is_not_withdrawn() -> None:
    first = publish(document_of(year=2018))
    withdraw(publish(document_of(year=2019)))
    published = published_editions("herning")
    assert published.current_plan == first
    assert published.current == (first,)


def test_withdrawn_newest_edition_does_not_bring_the_one_before_back() -> None:
    publish(document_of())
    newest = publish(document_of())
    withdraw(newest)
    published = published_editions("herning")
    assert (published.plan_of(PlanRef(2019)), published.current_plan) == (newest, None)


def test_relatives_reach_all_years_before_and_after() -> None:
    publish(document_with(2017, (1, None)))
    publish(document_with(2018, (3, "2017 tema-1")))
    publish(document_with(2019, (2, "2018 tema-3"), (1, None)))
    publish(document_with(2020, (1, "2019 tema-2")))
    published = published_editions("herning")
    assert relatives(published, 2018, "tema-3") == [(2020, "tema-1"), (2019, "tema-2"), (2017, "tema-1")]
    assert relatives(published, 2019, "tema-1") == []


def test_relatives_name_both_halves_of_a_theme_that_was_split_but_not_each_other() -> None:
    publish(document_with(2018, (1, None)))
    publish(document_with(2019, (1, "2018 tema-1"), (2, "2018 tema-1")))
    published = published_editions("herning")
    assert relatives(published, 2018, "tema-1") == [(2019, "tema-2"), (2019, "tema-1")]
    assert relatives(published, 2019, "tema-1") == [(2018, "tema-1")]


def test_relatives_pass_through_a_withdrawn_year_without_naming_it() -> None:
    publish(document_with(2017, (1, None)))
    withdraw(publish(document_with(2018, (1, "2017 tema-1"))))
    publish(document_with(2019, (1, "2018 tema-1")))
    assert relatives(published_editions("herning"), 2019, "tema-1") == [(2017, "tema-1")]


def test_relatives_are_read_in_the_plan_rather_than_its_follow_up() -> None:
    publish(document_with(2018, (1, None)))
    plan = publish(document_with(2019, (1, "2018 tema-1")))
    publish(report_of(document_with(2019, (1, "2018 tema-1"))))
    later = publish(report_of(document_with(2020, (1, "2019 tema-1"))))
    found = published_editions("herning").relatives(ThemeRef(2018, "tema-1"))
    assert [relative.edition for relative in found] == [later, plan]


def test_relatives_do_not_turn_in_circles() -> None:
    publish(document_with(2018, (1, "2019 tema-1")))
    publish(document_with(2019, (1, "2018 tema-1")))
    assert relatives(published_editions("herning"), 2019, "tema-1") == [(2018, "tema-1")]
