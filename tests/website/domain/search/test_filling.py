"""What can be found is what the public can read, at once, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from documents import tree
from documents.proposal import as_proposal
from publishing.domain import public_changes
from publishing.domain import withdraw as withdrawing
from publishing.enums import PublicChange
from publishing.models import Edition
from tests.publishing.edition_factory import document_of, publish, report_of
from website.domain.search import Filters, filling, search
from website.domain.search.facets import facets
from website.models import SearchForm, SearchPart, SearchSource, SearchWord

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year


def plan_with(word: str, year: int = 2019, slug: str = "herning") -> tree.PlanDocument:
    section = tree.Section("Forord", "forord", body=f"Her står {word}.")
    return replace(document_of(slug, year), sections=(section,))


def out(document: tree.PlanDocument, *, noindex: bool = False) -> Edition:
    edition = publish(document, noindex=noindex)
    public_changes.announce(edition, PublicChange.PUBLISHED)
    return edition


def rows() -> list[int]:
    return [model._default_manager.count() for model in (SearchSource, SearchPart, SearchWord, SearchForm)]


def test_a_withdrawn_edition_leaves_no_part_and_no_word() -> None:
    edition = out(plan_with("kanariefugl"))
    assert search("kanariefugl").hits[0].address == "/herning/2019/afsnit/forord/"
    withdrawing.withdraw(edition, by=None, reason="Fejl.")
    assert search("kanariefugl").total == 0
    assert rows() == [0, 0, 0, 0]


def test_words_that_another_edition_has_stay() -> None:
    out(plan_with("kanariefugl", slug="hedensted"))
    before = rows()
    edition = out(plan_with("kanariefugl og papegøje"))
    withdrawing.withdraw(edition, by=None, reason="Fejl.")
    assert rows() == before
    assert search("kanariefuglen").total == 1
    assert search("papegøjer").total == 0


def test_a_new_edition_takes_the_place_of_the_one_before() -> None:
    out(plan_with("kanariefugl"))
    out(plan_with("papegøje"))
    assert search("kanariefugl").total == 0
    assert search("papegøje").total == 1


def test_with_the_edition_before_in_force_again_its_words_are_back() -> None:
    before = out(plan_with("kanariefugl"))
    withdrawing.withdraw(out(plan_with("papegøje")), by=None, reason="Fejl.", again=before)
    assert search("kanariefugl").total == 1
    assert search("papegøje").total == 0


def test_a_proposal_is_found_as_one_until_the_plan_is_adopted() -> None:
    out(as_proposal(plan_with("kanariefugl")))
    [hit] = search("kanariefugl").hits
    assert (hit.address, hit.state) == ("/herning/2019/forslag/1/afsnit/forord/", "forslag")
    out(plan_with("papegøje"))
    assert search("kanariefugl").total == 0


def test_a_proposal_that_search_engines_shall_leave_out_is_not_found() -> None:
    out(as_proposal(plan_with("kanariefugl")), noindex=True)
    assert search("kanariefugl").total == 0


def test_current_plans_come_before_old_ones_which_say_so() -> None:
    out(plan_with("kanariefugl kanariefugl kanariefugl", YEAR - 1))
    out(plan_with("kanariefugl", YEAR))
    found = [(hit.year, hit.state, hit.is_old) for hit in search("kanariefugl").hits]
    assert found == [(YEAR, "gældende", False), (YEAR - 1, "ældre plan", True)]


def test_what_has_expired_without_a_newer_one_is_not_old() -> None:
    out(plan_with("kanariefugl", YEAR - 3))
    [hit] = search("kanariefugl").hits
    assert (hit.state, hit.is_old) == ("udløbet", False)


def test_a_plan_is_old_from_the_day_that_the_next_one_begins() -> None:
    out(plan_with("kanariefugl", YEAR))
    out(plan_with("kanariefugl", YEAR + 1))
    assert [hit.is_old for hit in search("kanariefugl").hits] == [False, False]
    assert {hit.state for hit in search("kanariefugl").hits} == {"gældende", f"gælder fra {YEAR + 1}"}
    due = SearchSource.objects.filter(changes_on=date(YEAR + 1, 1, 1))
    assert [row.year for row in due] == [YEAR]
    due.update(changes_on=date(YEAR, 1, 1))
    assert list(filling.refresh_by_timer()) == ["herning"]
    assert [row.year for row in SearchSource.objects.filter(changes_on=date(YEAR + 1, 1, 1))] == [YEAR]


def test_a_plan_without_an_end_is_found_under_each_year_that_it_has_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def found(day: date) -> dict[int, list[str]]:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda: day)
        list(filling.refresh_by_timer())
        assert list(filling.refresh_by_timer()) == [], "nothing is left to do on the same day"
        return {
            year: sorted(hit.years for hit in search("kanariefugl", Filters(year=year)).hits)
            for year in facets().years
        }

    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2030, 12, 31))
    out(replace(plan_with("kanariefugl", 2029), last_year=None))
    assert found(date(2030, 12, 31)) == {2030: ["2029 og frem"], 2029: ["2029 og frem"]}
    assert list(found(date(2031, 1, 1))) == [2031, 2030, 2029]
    out(plan_with("kanariefugl", 2033))
    assert list(found(date(2032, 6, 1))) == [2033, 2032, 2031, 2030, 2029]
    ended = {year: ["2029–2032"] for year in range(2029, 2033)}
    assert found(date(2033, 1, 1)) == {2033: ["2033"], **ended}
    assert found(date(2040, 1, 1)) == {2033: ["2033"], **ended}


def test_a_follow_up_is_found_by_its_verdicts() -> None:
    document = plan_with("kanariefugl")
    out(document)
    out(report_of(document, "not_met"))
    found = search("ikke opfyldt", Filters(kind="follow_up")).hits
    assert found[0].address.startswith("/herning/2019/opfoelgning/")
    assert "(ikke opfyldt)" in found[0].title_text


def test_everything_is_rebuilt_alike_and_filled_where_it_is_empty() -> None:
    document = plan_with("kanariefugl")
    for edition in (document, plan_with("papegøje", 2020), report_of(document)):
        out(edition)
    before = rows()
    call_command("rebuild_search", verbosity=0)
    assert rows() == before
    SearchSource.objects.all().delete()
    filling.fill_if_empty()
    assert SearchSource.objects.count() == before[0]
    assert search("kanariefugl").total == 1


def test_of_two_editions_nothing_is_entered_twice() -> None:
    edition = out(plan_with("kanariefugl"))
    before = rows()
    public_changes.announce(edition, PublicChange.PUBLISHED)
    assert rows() == before
