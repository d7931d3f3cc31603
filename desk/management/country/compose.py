"""A municipality's plans, year for year, put together from `texts.py`. The same name gives the same plans."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from random import Random

from desk.management.country import texts
from desk.management.country.texts import INDICATORS, GoalText, ThemeText
from documents import tree
from plans.domain.slugs import slug_of

FIRST_FIGURES = 3
"""Years of figures before the first plan."""
SOURCE = "Opdigtet tal"
BODIES = ("Byrådet", "Kommunalbestyrelsen")
NATIONAL = {
    "virksomheder": "arbejdskraft",
    "integration": "flygtninge",
    "fleksjob": "handicap",
    "kontanthjaelp": "kontanthjælp",
    "dagpenge": "opkvalificeres",
    "unge": "uddannelse",
}
"""By theme: a word of the national goals that its first goal answers."""


@dataclass(frozen=True)
class Town:
    """One municipality through the years."""

    municipality: tree.Municipality
    first_year: int
    years: int
    national: Mapping[int, Sequence[tree.NationalGoal]]

    def plans(self) -> Iterator[tree.PlanDocument]:
        for year in range(self.first_year, self.first_year + self.years):
            yield _PlanOfYear(self, year).document()

    def random(self, *about: object) -> Random:
        """Chance that falls the same way every time."""
        return Random("/".join(map(str, (self.municipality.slug, *about))))

    @cached_property
    def themes(self) -> tuple[tuple[ThemeText, str], ...]:
        """With the title that the municipality gives each."""
        chance = self.random("themes")
        chosen = chance.sample(texts.THEMES, k=chance.randint(5, 7))
        chosen.sort(key=lambda theme: theme.group)
        return tuple((theme, chance.choice(theme.titles)) for theme in chosen)

    @cached_property
    def figures(self) -> Mapping[str, tuple[tree.Figure, ...]]:
        """By indicator, of each year until the last plan's."""
        area = tree.Area("municipality", self.municipality.short_name)
        return {slug: tuple(self._figures(slug, area)) for slug in INDICATORS}

    def _figures(self, slug: str, area: tree.Area) -> Iterator[tree.Figure]:
        chance = self.random("figures", slug)
        kind = INDICATORS[slug]
        value = chance.randint(kind.least, kind.most)
        for year in range(self.first_year - FIRST_FIGURES, self.first_year + self.years - 1):
            yield tree.Figure(area, date(year, 1, 1), date(year, 12, 31), Decimal(value), source=SOURCE)
            value = max(1, round(value * chance.uniform(0.9, 1.08)))

    def figures_until(self, slug: str, year: int) -> tuple[tree.Figure, ...]:
        """The last ones, as a plan or a report of then shows them."""
        known = [figure for figure in self.figures[slug] if figure.period_end.year <= year]
        return tuple(known[-FIRST_FIGURES:])

    def value(self, slug: str, year: int) -> Decimal | None:
        return next((one.value for one in self.figures[slug] if one.period_start.year == year), None)


class _PlanOfYear:
    def __init__(self, town: Town, year: int) -> None:
        self.town, self.year = town, year
        self.chance = town.random(year)
        self.continues = year > town.first_year
        self.national = tuple(town.national.get(year, ()))

    def document(self) -> tree.PlanDocument:
        town, year = self.town, self.year
        themes = tuple(self._theme(number, *each) for number, each in enumerate(town.themes, start=1))
        document = tree.PlanDocument(
            municipality=town.municipality,
            title=f"Beskæftigelsesplan {year}",
            year=year,
            last_year=year,
            summary=f"{len(themes)} temaer viser, hvordan {town.municipality.short_name} hjælper flere i job i {year}.",
            notice=texts.NOTICE,
            predecessor_year=year - 1 if self.continues else None,
            decisions=(self._decision(),),
            sections=tuple(self._sections()),
            themes=themes,
            national_goals=self.national,
        )
        return document

    def _decision(self) -> tree.Decision:
        day = date(self.year - 1, self.chance.choice((11, 12)), self.chance.randint(1, 20))
        case = f"{self.year - 2001}/{self.chance.randint(1000, 9999)}"
        return tree.Decision(self.town.random("body").choice(BODIES), day, case_number=case)

    def _sections(self) -> Iterator[tree.Section]:
        for title, slug, kind, sentences in texts.CHAPTERS:
            body = self._paragraphs(sentences, 3)
            yield tree.Section(title, slug, kind, body=body)
        if self.national:
            yield tree.Section("Ministerens mål", "ministerens-maal", "national_goals")

    def _theme(self, number: int, theme: ThemeText, title: str) -> tree.Theme:
        slug = slug_of(title)
        groups = tuple(tree.TargetGroup(*group) for group in theme.groups)
        before = tree.ThemeRef(self.year - 1, slug) if self.continues else None
        return tree.Theme(
            number,
            title,
            slug,
            ambition=self._paragraphs(theme.wants, 3),
            actions=self._list(theme.does),
            goals=tuple(self._goals(theme, slug)),
            initiatives=tuple(self._initiatives(theme, groups)),
            target_groups=groups,
            predecessor=before,
        )

    def _goals(self, theme: ThemeText, slug: str) -> Iterator[tree.Goal]:
        for number, goal in enumerate(theme.goals, start=1):
            target = self._target(goal)
            words = {"many": str(target.value)} if target else {}
            if target and "{few}" in goal.text:
                words = {"few": str(target.value)}
            yield tree.Goal(
                number,
                self._filled(goal.text, **words),
                quality="quantified" if target else "qualitative",
                targets=(target,) if target else (),
                answers=tuple(self._answers(theme)) if number == 1 else (),
                predecessor=tree.GoalRef(self.year - 1, slug, number) if self.continues else None,
                responsible_unit=self.town.random(slug, number).choice(texts.UNITS),
            )

    def _target(self, goal: GoalText) -> tree.Target | None:
        """A little better than the figure of the year before the plan."""
        if not goal.indicator:
            return None
        kind = INDICATORS[goal.indicator]
        last = self.town.value(goal.indicator, self.year - 1)
        better = Decimal("0.97") if kind.better == "lower" else Decimal("1.02")
        return tree.Target(
            goal.operator,
            kind.indicator(goal.indicator),
            round((last or Decimal(100)) * better, 0),
            kind.unit,
            due=date(self.year, 12, 31),
            figures=self.town.figures_until(goal.indicator, self.year - 1),
        )

    def _answers(self, theme: ThemeText) -> Iterator[tree.NationalGoalRef]:
        word = NATIONAL.get(theme.slug)
        for goal in self.national:
            if word and word in goal.title.lower():
                yield tree.NationalGoalRef(goal.year, goal.number)

    def _initiatives(
        self, theme: ThemeText, groups: tuple[tree.TargetGroup, ...]
    ) -> Iterator[tree.Initiative]:
        for title, body in theme.initiatives:
            named = self._filled(title)
            month = self.chance.randint(1, 6)
            yield tree.Initiative(
                named,
                f"{self._filled(body)} {self._some(texts.TRIALS, 2)}",
                responsible_unit=self.chance.choice(texts.UNITS),
                partners=self.chance.choice(texts.PARTNERS),
                starts=date(self.year, month, 1),
                ends=date(self.year, month + 5, 28),
                target_groups=groups[:1],
            )

    def _paragraphs(self, sentences: Sequence[str], each: int) -> str:
        """Most of them, in an order of the year's own."""
        chosen = self.chance.sample(sentences, k=max(len(sentences) - 1, 0))
        parts = [chosen[at : at + each] for at in range(0, len(chosen), each)]
        return "\n\n".join(" ".join(map(self._filled, part)) for part in parts)

    def _list(self, sentences: Sequence[str]) -> str:
        chosen = self.chance.sample(sentences, k=len(sentences) - 1)
        return "\n".join(f"- {self._filled(one)}" for one in chosen)

    def _some(self, sentences: Sequence[str], number: int) -> str:
        return " ".join(map(self._filled, self.chance.sample(sentences, k=number)))

    def _filled(self, text: str, **words: str) -> str:
        chance = self.chance
        known = {
            "town": self.town.municipality.short_name,
            "year": str(self.year),
            "few": str(chance.randint(8, 95)),
            "many": str(chance.randint(150, 900)),
            "unit": chance.choice(texts.UNITS),
            "company": _company(chance),
            "partner": chance.choice(texts.PARTNERS),
        }
        filled = text.format_map(known | words)
        return filled[:1].upper() + filled[1:]


def _company(chance: Random) -> str:
    return f"{chance.choice(texts.PLACES)}{chance.choice(texts.LANDS)} {chance.choice(texts.TRADES)}"


def report_on(document: tree.PlanDocument, town: Town) -> tree.PlanDocument:
    """The follow-up, with a verdict on each goal; where there is a target, the one that the figures give."""
    chance = town.random("follow-up", document.year)
    report = tree.FollowUp(
        f"Målopfølgning {document.year}",
        introduction=f"Sådan gik det med målene for {document.year}. {texts.NOTICE}",
        assessments=tuple(_assessments(document, town, chance)),
    )
    themes = tuple(
        replace(theme, goals=tuple(_followed(goal, town, document.year) for goal in theme.goals))
        for theme in document.themes
    )
    return replace(document, themes=themes, decisions=(), follow_up=report)


def _followed(goal: tree.Goal, town: Town, year: int) -> tree.Goal:
    """With the figures that there are at the end of the year."""
    targets = tuple(
        replace(target, figures=town.figures_until(target.indicator.slug, year))
        for target in goal.targets
        if target.indicator
    )
    return replace(goal, targets=targets)


def _assessments(document: tree.PlanDocument, town: Town, chance: Random) -> Iterable[tree.Assessment]:
    verdicts = tuple(texts.VERDICTS)
    for theme, goal in document.all_goals():
        computed = _verdict(goal, town, document.year)
        verdict = chance.choice(verdicts) if computed is None else computed
        yield tree.Assessment(document.goal_ref(theme, goal), verdict, chance.choice(texts.VERDICTS[verdict]))


def _verdict(goal: tree.Goal, town: Town, year: int) -> tree.Verdict | None:
    if not goal.targets:
        return None
    target = goal.targets[0]
    own = town.value(target.indicator.slug, year) if target.indicator else None
    if own is None or target.value is None:
        return None
    is_met = own >= target.value if target.operator == "at_least" else own <= target.value
    return "met" if is_met else "not_met"
