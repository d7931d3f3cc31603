"""The municipalities on the portal's front page."""

from publishing.domain.published_editions import PublishedEditions
from publishing.models import Edition
from website.domain.towns import FEW, by_letter


def town(name: str) -> PublishedEditions:
    return PublishedEditions((Edition(municipality_short_name=name),))


def test_few_stand_together_in_alphabetical_order() -> None:
    (group,) = by_letter(map(town, ["Aarhus", "Vejle", "Herning"]))
    assert group.letter == ""
    assert [one.first.municipality_short_name for one in group.towns] == ["Herning", "Vejle", "Aarhus"]
    assert by_letter([]) == []


def test_many_stand_under_their_first_letters_each_once() -> None:
    names = [f"{letter}by {number}" for letter in "ÅVAB" for number in range(FEW)]
    groups = by_letter(map(town, [*names, "Aarhus"]))
    assert [group.letter for group in groups] == ["A", "B", "V", "Å"]
    assert sum(len(group.towns) for group in groups) == len(names) + 1
