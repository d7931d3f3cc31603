from dataclasses import replace

import pytest

from documents import tree
from plans.models import Municipality
from tests.factories import SynonymFactory
from tests.publishing.edition_factory import document_of, publish
from website.domain.search import Filters, filling, search
from website.domain.search.question import MOST_WORDS, understand
from website.domain.search.synonyms import MOST_OTHERS, MOST_ROWS, Synonyms
from website.domain.search.typing_errors import one_slip_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def _towns() -> None:
    for slug in ("herning", "hedensted"):
        body = "Fleksjobbere og ledige med mentorordning får støtte i virksomheden."
        section = tree.Section("Forord", "forord", body=body)
        publish(replace(document_of(slug), sections=(section,)))
    filling.rebuild()


@pytest.mark.usefixtures("_towns")
@pytest.mark.parametrize(
    "typed",
    ["fleksjob", "flexjobbet", "mentor", "ordninger", "virksomhedernes", "VIRKSOMHED", "mentorordninger"],
)
def test_inflections_and_compounds_are_found(typed: str) -> None:
    assert search(typed, Filters(kind="section")).total == 2


@pytest.mark.usefixtures("_towns")
@pytest.mark.parametrize("typed", ["virksomheeden", "virkosmheden", "virksomhden", "virksomhwden"])
def test_one_typing_error_is_seen_through_and_said(typed: str) -> None:
    results = search(typed, Filters(kind="section"))
    assert results.total == 2
    assert results.corrected == {typed: "virksomheden"}


@pytest.mark.usefixtures("_towns")
def test_a_word_that_is_not_finished_is_taken_for_the_published_one_that_begins_so() -> None:
    results = search("virksomhe", Filters(kind="section"))
    assert (results.total, results.corrected) == (2, {"virksomhe": "virksomheden"})
    assert not search("virk").corrected


@pytest.mark.parametrize("name", ["Aalborg", "Ærø", "Høje-Taastrup", "København"])
def test_a_town_is_found_by_its_name(name: str) -> None:
    document = document_of("town")
    town = replace(document.municipality, name=f"{name} Kommune", short_name=name)
    publish(replace(document, municipality=town))
    filling.rebuild()
    assert search(name).total == search(name.lower()).total > 0


@pytest.mark.usefixtures("_towns")
def test_two_typing_errors_find_nothing_and_a_near_word_is_offered() -> None:
    results = search("virksmhden")
    assert results.total == 0
    assert results.near[0].startswith("virksomhed")


@pytest.mark.usefixtures("_towns")
def test_where_no_part_has_all_words_those_with_some_are_found_and_said_to_be() -> None:
    results = search("mentorordning kanariefugl", Filters(municipality="herning"))
    assert (results.total, results.some_words) == (1, True)
    assert not search("mentorordning ledig").some_words


@pytest.mark.usefixtures("_towns")
def test_synonyms_of_the_country_count_everywhere_and_of_a_municipality_in_its_own_texts() -> None:
    SynonymFactory(expressions="arbejdsløs, ledig")
    SynonymFactory(owner=Municipality.objects.get(slug="herning"), expressions="hjælper, mentorordning")
    assert search("arbejdsløse").total == 2
    assert [hit.municipality for hit in search("hjælper").hits] == ["herning"]


@pytest.mark.usefixtures("_towns")
def test_an_expression_of_several_words_is_one_meaning() -> None:
    SynonymFactory(expressions="medarbejder med handicap, fleksjobber")
    assert search("medarbejdere med handicap").total == 2
    assert search("handicap").total == 0


@pytest.mark.usefixtures("_towns")
@pytest.mark.parametrize(
    ("filters", "total"),
    [
        (Filters(), 2),
        (Filters(municipality="herning"), 1),
        (Filters(municipality="ingen"), 0),
        (Filters(year=2019), 2),
        (Filters(year=2018), 0),
        (Filters(kind="section"), 2),
        (Filters(kind="goal"), 0),
        (Filters(group="unge"), 0),
    ],
)
def test_filters_leave_out_the_others(filters: Filters, total: int) -> None:
    assert search("mentorordning", filters).total == total


def test_only_the_first_words_of_a_long_query_count() -> None:
    question = understand(" ".join(f"ord{number}" for number in range(1_000)))
    assert len(question.units) == MOST_WORDS
    assert len(question.typed) <= 200


@pytest.mark.parametrize("form", ["abc", "1234567", "a" * 31])
def test_short_words_numbers_and_what_is_no_word_have_no_slips(form: str) -> None:
    assert one_slip_away(form) == set()


@pytest.mark.usefixtures("_towns")
def test_many_synonyms_of_a_municipality_cost_no_more_than_a_few_and_hide_none_of_the_countrys() -> None:
    herning = Municipality.objects.get(slug="herning")
    for number in range(MOST_ROWS + 20):
        words = ", ".join(f"ord{number}x{one}" for one in range(6))
        SynonymFactory(owner=herning, expressions=f"arbejdsløs, {words}, {words.replace('x', ' y')[:100]}")
    SynonymFactory(expressions="arbejdsløs, ledig")
    assert search("arbejdsløse").total == 2
    assert [len(unit) for unit in understand("arbejdsløs").units] == [1]
    assert len(next(Synonyms(["arbejdsløs"]).spans(("arbejdsløs",)))[1]) == MOST_OTHERS
    assert len(Synonyms(["arbejdsløs"]).rows) == MOST_ROWS
    assert Synonyms(["virksomhed"]).rows == []


def test_a_synonym_that_is_rewritten_is_found_as_it_is_now() -> None:
    row = SynonymFactory(expressions="bistand, kontanthjælp")
    row.expressions = "dagpenge, forsikret ledig"
    row.save()
    assert not Synonyms(["bistand"]).has("bistand")
    assert Synonyms(["dagpengene"]).has("dagpengene")
