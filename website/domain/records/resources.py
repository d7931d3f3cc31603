"""Which records there are, what each is for, and by what they can be chosen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publishing.models import Edition
from website.domain.records import figures, kinds, making
from website.domain.records.codes import EDITION_KINDS, VERDICTS
from website.domain.records.columns import Column, columns_of
from website.domain.records.published import (
    PublishedPlan,
    Selection,
    by_municipality,
    by_plan,
    by_series,
    current_of,
    editions_of,
    opened,
)

Unit = tuple[Edition, ...]
"""The editions that records are made of together, without their texts."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`pattern` is what a value looks like; `keeps` says of a record whether it is chosen. Those without it choose
    plans before any is opened."""

    name: str
    about: str | Promise
    pattern: str
    example: str
    choices: tuple[str, ...] = ()
    keeps: Callable[[Any, str], bool] | None = None
    required: bool = False


SLUG = r"[-a-zA-Z0-9_]{1,200}"
OF_MUNICIPALITY = Filter("kommune", _("One municipality, by its id."), SLUG, "kommunens-id")
OF_YEAR = Filter("aar", _("Plans that are about the year."), r"20[0-9]{2}", "2024")
OF_SERIES = Filter(
    "serie",
    _("One series; written without a value, the municipalities' first series."),
    r"(?:[a-z][a-z0-9-]{0,39})?",
    "handleplan",
)
OF_PLANS = (OF_MUNICIPALITY, OF_YEAR, OF_SERIES)
OF_THEME = Filter(
    "tema",
    _("One theme, by the last part of its id."),
    SLUG,
    "unge",
    keeps=lambda record, value: record.theme.endswith(f"/tema/{value}"),
)
OF_VERDICT = Filter(
    "resultat",
    _("The municipality's verdict."),
    "|".join(VERDICTS.values()),
    "ikke-opfyldt",
    tuple(VERDICTS.values()),
    keeps=lambda record, value: record.verdict == value,
)
OF_GROUP = Filter(
    "maalgruppe",
    _("One target group, written as in addresses."),
    SLUG,
    "unge",
    keeps=lambda record, value: value in record.target_group_ids,
)
OF_NATIONAL = Filter(
    "ministermaal",
    _("What answers a national goal, by its year and number."),
    r"20[0-9]{2}/[1-9][0-9]{0,3}",
    "2024/1",
    keeps=lambda record, value: value in record.national,
)
OF_INDICATOR = Filter(
    "indikator",
    _("One indicator, by its code."),
    SLUG,
    "ledighed",
    keeps=lambda record, value: record.indicator_id == value,
)
OF_KIND = Filter(
    "type",
    _("What was published."),
    "|".join(EDITION_KINDS),
    "plan",
    EDITION_KINDS,
    keeps=lambda record, value: record.kind == value,
)


def _plans(selection: Selection) -> list[Unit]:
    return by_plan(current_of(selection))


@dataclass(frozen=True, slots=True)
class Resource:
    name: str
    title: str | Promise
    about: str | Promise
    record: type[kinds.Record]
    make: Callable[[PublishedPlan], Iterable[kinds.Record]]
    filters: tuple[Filter, ...] = OF_PLANS
    units: Callable[[Selection], list[Unit]] = _plans
    newest_alone: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.record)

    def records(
        self, units: Sequence[Unit], chosen: Mapping[str, str] | None = None
    ) -> Iterator[kinds.Record]:
        """Of these units, those that the filters leave."""
        tests = [(one.keeps, chosen[one.name]) for one in self.filters if chosen and one.name in chosen]
        for plan in opened(units, newest_alone=self.newest_alone):
            for record in self.make(plan):
                if all(keeps is None or keeps(record, value) for keeps, value in tests):
                    yield record


RESOURCES: Mapping[str, Resource] = {
    one.name: one
    for one in (
        Resource(
            "kommuner",
            _("Municipalities"),
            _("The municipalities that have published something."),
            kinds.MunicipalityRecord,
            making.municipalities,
            (OF_MUNICIPALITY,),
            lambda selection: by_municipality(current_of(selection)),
            newest_alone=True,
        ),
        Resource(
            "serier",
            _("Series"),
            _("The kinds of documents that a municipality makes again and again."),
            kinds.SeriesRecord,
            making.series,
            (OF_MUNICIPALITY, OF_SERIES),
            lambda selection: by_series(current_of(selection)),
            newest_alone=True,
        ),
        Resource(
            "planer",
            _("Plans"),
            _("The plans that can be read, each in the edition in force."),
            kinds.PlanRecord,
            making.plans,
        ),
        Resource(
            "udgaver",
            _("Editions"),
            _(
                "Everything that has been published and can still be read: plans, follow-ups and proposals, old editions too."
            ),
            kinds.EditionRecord,
            making.editions,
            (*OF_PLANS, OF_KIND),
            lambda selection: by_plan(editions_of(selection)),
            newest_alone=True,
        ),
        Resource(
            "temaer",
            _("Themes"),
            _("The themes of the plans in force."),
            kinds.ThemeRecord,
            making.themes,
            (*OF_PLANS, OF_GROUP, OF_NATIONAL),
        ),
        Resource(
            "maal",
            _("Goals"),
            _("Each goal once, with what it is measured by and how it went."),
            kinds.GoalRecord,
            making.goals,
            (*OF_PLANS, OF_THEME, OF_VERDICT, OF_GROUP, OF_NATIONAL),
        ),
        Resource(
            "resultatkrav",
            _("Targets"),
            _("What the goals demand of figures; a goal may have several targets, or none."),
            kinds.TargetRecord,
            making.targets,
            (*OF_PLANS, OF_INDICATOR),
        ),
        Resource(
            "tal",
            _("Figures"),
            _("The figures that plans and follow-ups were published with."),
            kinds.FigureRecord,
            figures.figures,
            (*OF_PLANS, OF_INDICATOR),
        ),
        Resource(
            "vurderinger",
            _("Assessments"),
            _("What each follow-up says of each goal. A goal may have been assessed several times."),
            kinds.AssessmentRecord,
            making.assessments,
            (*OF_PLANS, OF_VERDICT),
        ),
        Resource(
            "ministermaal",
            _("National goals"),
            _("The national goals that each plan names, and what in it answers them."),
            kinds.NationalRecord,
            making.national,
        ),
        Resource(
            "indsatser",
            _("Initiatives"),
            _("What the municipalities do, for whom, with whom and when."),
            kinds.InitiativeRecord,
            figures.initiatives,
            (*OF_PLANS, OF_THEME, OF_GROUP),
        ),
    )
}
