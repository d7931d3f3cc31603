"""A plan that is published again with other goal numbers: what other editions say of its goals is still said of
the goals that they meant."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents import tree
from documents.codec import cached_from_json
from publishing.models import Withdrawal
from tests.publishing.edition_factory import FIRST_DAY, document_of, publish
from tests.website.pages import Page, read

pytestmark = pytest.mark.django_db

JOBS, STREET, TRADE = "Flere unge i job.", "Færre unge på gaden.", "Flere i lære."


def plan(*goals: str, theme: str = "unge") -> tree.PlanDocument:
    """2019, with its goals in that order."""
    numbered = tuple(tree.Goal(number, text) for number, text in enumerate(goals, start=1))
    document = replace(document_of(year=2019), themes=())
    if not theme:
        section = tree.Section("Mål", "maal", "goals")
        return replace(document, goals=numbered, sections=(section,))
    return replace(document, themes=(tree.Theme(1, "Unge", theme, goals=numbered),))


def next_plan(theme: str = "unge") -> tree.PlanDocument:
    """2020, whose only goal continues the first of 2019; the second was dropped."""
    goal = tree.Goal(1, "Mange flere unge i job.", predecessor=tree.GoalRef(2019, theme, 1))
    document = replace(
        document_of(year=2020),
        themes=(),
        predecessor_year=2019,
        dropped_goals=(tree.DroppedGoal(tree.GoalRef(2019, theme, 2), STREET, "Der er bygget boliger."),),
    )
    if not theme:
        return replace(document, goals=(goal,), sections=(tree.Section("Mål", "maal", "goals"),))
    before = tree.ThemeRef(2019, theme)
    return replace(document, themes=(tree.Theme(1, "Unge", theme, goals=(goal,), predecessor=before),))


def get(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, address
    return read(response)


def in_another_order(theme: str) -> None:
    publish(plan(JOBS, STREET, theme=theme))
    publish(next_plan(theme))
    publish(plan(STREET, JOBS, theme=theme), "Ny rækkefølge.")


def a_new_one_in_front(theme: str) -> None:
    publish(plan(JOBS, STREET, theme=theme))
    publish(next_plan(theme))
    publish(plan(STREET, TRADE, JOBS, theme=theme), "Et mål mere.")


def moved_and_later_reworded(theme: str) -> None:
    publish(plan(JOBS, STREET, theme=theme))
    publish(next_plan(theme))
    publish(plan(STREET, JOBS, theme=theme), "Ny rækkefølge.")
    publish(plan("Ingen unge på gaden.", "Flere af de unge i job.", theme=theme), "Andre ord.")


def the_one_before_is_in_force_again(theme: str) -> None:
    first = publish(plan(STREET, JOBS, theme=theme))
    second = publish(plan(JOBS, STREET, theme=theme), "Ny rækkefølge.")
    for note in ("Første udgave.", "Andet.", "Tredje: lavet, mens den anden udgave gjaldt."):
        publish(replace(next_plan(theme), summary=note), note)
    Withdrawal.objects.create(
        edition=second, reason="Forkert.", withdrawn_at=FIRST_DAY.replace(year=2030), in_force=first
    )


AGAIN: list[Callable[[str], None]] = [
    in_another_order,
    a_new_one_in_front,
    moved_and_later_reworded,
    the_one_before_is_in_force_again,
]


def line_of(client: Client, theme: str) -> Page:
    place = f"tema/{theme}/maal/1" if theme else "maal/1"
    return get(client, f"/herning/2020/{place}/gennem-aarene/")


@pytest.mark.parametrize("theme", ["unge", ""])
@pytest.mark.parametrize("again", AGAIN)
def test_goal_through_the_years_is_the_one_that_was_continued(
    client: Client, again: Callable[[str], None], theme: str
) -> None:
    again(theme)
    page = line_of(client, theme)
    told = " ".join(page.text("main"))
    assert "gaden" not in told
    assert [heading[:4] for heading in page.text("h2") if heading[:2] == "20"] == ["2019", "2020"]


@pytest.mark.parametrize("theme", ["unge", ""])
@pytest.mark.parametrize("again", AGAIN)
def test_files_of_a_line_are_of_the_goal_that_was_continued(
    client: Client, again: Callable[[str], None], theme: str
) -> None:
    again(theme)
    place = f"tema/{theme}/maal/1" if theme else "maal/1"
    table = client.get(f"/herning/2020/{place}/gennem-aarene.csv").content.decode()
    assert "gaden" not in table
    assert len(table.splitlines()) == 3


def test_goal_that_was_dropped_has_its_reason_under_its_new_number(client: Client) -> None:
    in_another_order("unge")
    page = get(client, "/herning/2019/tema/unge/maal/1/gennem-aarene/")
    assert STREET in " ".join(page.text("p"))
    assert "Der er bygget boliger." in " ".join(page.text("p"))
    assert "Der er bygget boliger." not in " ".join(line_of(client, "unge").text("p"))


def test_goal_that_was_continued_and_is_no_more_is_no_other(client: Client) -> None:
    publish(plan(JOBS, STREET))
    publish(next_plan())
    publish(plan(STREET, TRADE), "Et mål mindre.")
    page = line_of(client, "unge")
    assert [heading for heading in page.text("h2") if heading[:2] == "20"] == ["2020 Videreført"]


def test_plan_that_was_made_after_the_new_numbers_means_these(client: Client) -> None:
    publish(plan(STREET, JOBS))
    publish(plan(JOBS, STREET), "Ny rækkefølge.")
    for note in ("Første udgave.", "Andet.", "Tredje: lavet efter den anden udgave."):
        publish(replace(next_plan(), summary=note), note)
    assert "gaden" not in " ".join(line_of(client, "unge").text("main"))


def test_line_costs_one_query_more_where_names_are_followed(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    moved_and_later_reworded("unge")
    cached_from_json.cache_clear()
    with django_assert_num_queries(4):
        line_of(client, "unge")


@pytest.mark.parametrize("again", AGAIN)
def test_comparison_holds_goals_against_those_that_they_continue(
    client: Client, again: Callable[[str], None]
) -> None:
    again("unge")
    told = " ".join(get(client, "/herning/2020/sammenlign/2019/").text("main"))
    number = 3 if again is a_new_one_in_front else 2
    assert f"Mål 1.1 nu 1.1, før 1.{number}" in told
