"""The same goal through three years, as Herning had it: another measure each year, and the figures of the
year before, on which each plan stood."""

from dataclasses import replace

from documents import tree
from tests.documents.charts.figures import COUNTRY, OWN, REGION, figure, target
from tests.publishing.edition_factory import document_of, publish, report_of

GROUP = tree.Area("cluster", "kommunerne i Region Midtjylland")
AREAS = {2018: COUNTRY, 2019: REGION, 2020: GROUP}
WORDS = {
    2018: "færre unge end landsgennemsnittet",
    2019: "en lavere andel af unge end Region Midtjylland",
    2020: "færre unge end gennemsnittet af kommunerne",
}
DEPARTING = tree.Computed(
    "not_met",
    "Ikke opfyldt: 10,6 % mod 10,4 %.",
    (
        tree.Result(
            "not_met",
            "Ikke opfyldt: 10,6 % mod 10,4 %.",
            figure(OWN, "2020", "10.6"),
            figure(GROUP, "2020", "10.4"),
        ),
    ),
)


def plan(year: int) -> tree.PlanDocument:
    """Goal 1 is linked through the years; goal 2 is there in 2018 alone, goal 3 from 2019."""
    earlier = year > 2018
    measure = target(
        figure(OWN, str(year - 1), "10.6"), figure(AREAS[year], str(year - 1), "10.4"), comparator=AREAS[year]
    )
    goals = [
        tree.Goal(
            1,
            f"Herning skal i {year} have {WORDS[year]}.",
            targets=(measure,),
            predecessor=tree.GoalRef(year - 1, "unge", 1) if earlier else None,
            change_reason="Regionen ligner os mere." if year == 2019 else "",
        ),
        *([] if earlier else [tree.Goal(2, "Flere unge får en mentor.")]),
        *([tree.Goal(3, "Flere unge i fritidsjob.")] if year == 2019 else []),
        *(
            [tree.Goal(3, "Flere unge i fritidsjob.", predecessor=tree.GoalRef(2019, "unge", 3))]
            if year == 2020
            else []
        ),
    ]
    theme = tree.Theme(
        1,
        "Unge under 25 år",
        "unge",
        ambition=f"Vi vil hjælpe alle unge i {year}.",
        goals=tuple(goals),
        predecessor=tree.ThemeRef(year - 1, "unge") if earlier else None,
    )
    return replace(document_of(year=year), themes=(theme,), predecessor_year=year - 1 if earlier else None)


def report(year: int, *, overrides_computed: bool = False) -> tree.PlanDocument:
    """Every goal met; with `overrides_computed`, against what the figures say of goal 1."""
    found = report_of(plan(year))
    assert found.follow_up
    first, *rest = found.follow_up.assessments
    first = (
        replace(first, computed=DEPARTING, reason="Tallet er påvirket af nedlukningen.")
        if overrides_computed
        else first
    )
    return replace(found, follow_up=replace(found.follow_up, assessments=(first, *rest)))


def with_later_figure(document: tree.PlanDocument) -> tree.PlanDocument:
    """As editions were made before plans held only the figures that they stood on: the municipality's own of
    the year before, and of the plan's own year."""
    theme = document.themes[0]
    first, *rest = theme.goals
    found = (figure(OWN, str(document.year - 1), "10.6"), figure(OWN, str(document.year), "10.0"))
    first = replace(first, targets=(replace(first.targets[0], figures=found),))
    return replace(document, themes=(replace(theme, goals=(first, *rest)),))


def publish_three_years() -> None:
    for year in (2018, 2019, 2020):
        publish(plan(year))
    publish(report(2020, overrides_computed=True))
