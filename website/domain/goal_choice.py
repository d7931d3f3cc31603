"""The goals of a plan chosen by theme, target group, result or national goal: what can be chosen, and where each
choice is read. One choice is a path of its own, several are a query string."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from documents.charts.strip import word
from documents.target_groups import whom
from documents.templatetags.bodies import within_sentence
from documents.tree import Goal, NationalGoalRef, PlanDocument, TargetGroup, Theme
from publishing.domain.addresses import Addresses
from website.domain.results import verdict_of
from website.enums import FACETS, GROUP, NATIONAL, RESULT, RESULTS, THEME

Chosen = Mapping[str, str]
"""By facet, the value that is chosen of it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`url` is where the goals are read that have it beside what is chosen of the other facets; of what is chosen
    already, where they are read without it. `name` says it within a heading."""

    value: str
    label: str
    name: str
    count: int = 0
    url: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    label: str
    choices: tuple[Choice, ...]


def target_groups_of(theme: Theme | None, goal: Goal) -> tuple[TargetGroup, ...]:
    return whom(goal.target_groups, theme.target_groups if theme else ())


def national_goals_of(theme: Theme | None, goal: Goal) -> tuple[NationalGoalRef, ...]:
    """Those that a goal answers, and those that its whole theme does beside its goals."""
    return tuple(dict.fromkeys((*goal.answers, *(theme.answers if theme else ()))))


def values_of(
    report: PlanDocument | None, document: PlanDocument, theme: Theme | None, goal: Goal
) -> dict[str, set[str]]:
    """By facet, what a goal can be chosen by. `report`: as `OpenEdition.verdicts`."""
    return {
        THEME: {theme.slug} if theme else set(),
        GROUP: {group.slug for group in target_groups_of(theme, goal)},
        RESULT: {result_of(report, document, theme, goal)} if report else set(),
        NATIONAL: {_national(ref) for ref in national_goals_of(theme, goal)},
    }


def result_of(report: PlanDocument, document: PlanDocument, theme: Theme | None, goal: Goal) -> str:
    verdict = verdict_of(report, document, theme, goal)
    return next(slug for slug, one in RESULTS.items() if one == verdict)


def _national(ref: NationalGoalRef) -> str:
    return f"{ref.year}-{ref.number}"


class GoalChoice:
    """What is chosen among a document's goals. Values that the document does not know are none."""

    def __init__(
        self, document: PlanDocument, report: PlanDocument | None, addresses: Addresses, asked: Chosen
    ) -> None:
        self.document, self.addresses = document, addresses
        self._values = {
            document.goal_ref(theme, goal): values_of(report, document, theme, goal)
            for theme, goal in document.all_goals()
        }
        self._names = _names(document)
        self.chosen = {
            facet: asked[facet] for facet in FACETS if asked.get(facet) in self._names.get(facet, {})
        }

    @property
    def total(self) -> int:
        return len(self._values)

    @property
    def shown(self) -> int:
        return self._count(self.chosen)

    @property
    def url(self) -> str:
        return self._address(self.chosen)

    @property
    def name(self) -> str:
        """ "ikke opfyldt, målgruppe: unge"; empty where nothing is chosen."""
        return ", ".join(self._names[facet][value].name for facet, value in self.chosen.items())

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        labels = {
            THEME: self.document.theme_label,
            GROUP: _("Target group"),
            RESULT: _("Result"),
            NATIONAL: _("National goal"),
        }
        return tuple(
            Facet(facet, labels[facet], choices)
            for facet in FACETS
            if (choices := tuple(self._choices(facet)))
        )

    @property
    def results(self) -> tuple[Choice, ...]:
        return tuple(choice for facet in self.facets if facet.key == RESULT for choice in facet.choices)

    @property
    def others(self) -> tuple[Facet, ...]:
        """Beside the results. A choice among one alone is none."""
        return tuple(facet for facet in self.facets if facet.key != RESULT and self._is_a_choice(facet))

    def _is_a_choice(self, facet: Facet) -> bool:
        return facet.key in self.chosen or len(facet.choices) > 1

    @property
    def is_narrowed(self) -> bool:
        """By something beside the result."""
        return bool(self.chosen.keys() - {RESULT})

    def _choices(self, facet: str) -> Iterator[Choice]:
        rest = {key: value for key, value in self.chosen.items() if key != facet}
        for value, choice in self._names[facet].items():
            chosen = self.chosen.get(facet) == value
            there = {**rest, facet: value}
            count = self._count(there)
            if count or chosen:
                url = self._address(rest if chosen else there)
                yield replace(choice, count=count, chosen=chosen, url=url)

    def _count(self, chosen: Chosen) -> int:
        return sum(1 for values in self._values.values() if _has(values, chosen))

    def _address(self, chosen: Chosen) -> str:
        if len(chosen) == 1:
            return self.addresses.goals_by(*next(iter(chosen.items())))
        query = urlencode({facet: chosen[facet] for facet in FACETS if facet in chosen})
        return f"{self.addresses.goals}?{query}" if query else self.addresses.goals

    def among(self) -> PlanDocument:
        """The document with the chosen goals alone."""

        def kept(theme: Theme | None, goals: Iterable[Goal]) -> tuple[Goal, ...]:
            return tuple(
                goal for goal in goals if _has(self._values[self.document.goal_ref(theme, goal)], self.chosen)
            )

        if not self.chosen:
            return self.document
        return replace(
            self.document,
            goals=kept(None, self.document.goals),
            themes=tuple(replace(theme, goals=kept(theme, theme.goals)) for theme in self.document.themes),
            national_goals=(),
            dropped_goals=(),
            dropped_themes=(),
        )


def _has(values: Mapping[str, set[str]], chosen: Chosen) -> bool:
    return all(value in values[facet] for facet, value in chosen.items())


def _names(document: PlanDocument) -> dict[str, dict[str, Choice]]:
    """Everything that can be chosen, in printed order. The results are there before anything is reported."""
    found = {
        THEME: [_of_theme(document, theme) for theme in document.themes],
        GROUP: [_of_group(group) for group in _groups(document)],
        RESULT: [_of_result(slug) for slug in RESULTS],
        NATIONAL: [_of_national(document, ref) for ref in _nationals(document)],
    }
    return {facet: {choice.value: choice for choice in choices} for facet, choices in found.items()}


def _of_theme(document: PlanDocument, theme: Theme) -> Choice:
    name = f"{document.theme_label.lower()} {theme.printed_number}"
    return Choice(theme.slug, f"{theme.printed_number} {theme.menu_title}", name)


def _of_group(group: TargetGroup) -> Choice:
    name = _("target group: %(name)s") % {"name": within_sentence(group.name)}
    return Choice(group.slug, group.name, name)


def _of_result(slug: str) -> Choice:
    label = word(RESULTS[slug])
    return Choice(slug, label, label.lower())


def _of_national(document: PlanDocument, ref: NationalGoalRef) -> Choice:
    number = str(ref.number) if ref.year == document.year else f"{ref.number} ({ref.year})"
    title = next((one.title for one in document.national_goals if _is(ref, one.year, one.number)), "")
    name = _("national goal %(number)s") % {"number": number}
    return Choice(_national(ref), f"{number} {title}".strip(), name)


def _is(ref: NationalGoalRef, year: int, number: int) -> bool:
    return (ref.year, ref.number) == (year, number)


def _groups(document: PlanDocument) -> Iterator[TargetGroup]:
    seen: set[str] = set()
    for theme, goal in document.all_goals():
        for group in target_groups_of(theme, goal):
            if group.slug not in seen:
                seen.add(group.slug)
                yield group


def _nationals(document: PlanDocument) -> list[NationalGoalRef]:
    """Those that the plan answers, or could."""
    known = {NationalGoalRef(one.year, one.number) for one in document.national_goals}
    answered = {ref for theme, goal in document.all_goals() for ref in national_goals_of(theme, goal)}
    return sorted(known | answered, key=lambda ref: (ref.year, ref.number))
