"""Tables of key figures that show nothing, and figures that do not say where they are from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from documents import tree
from tests.publishing.checks.check_input import GOAL, PLAN, THEME, found, places

OWN = tree.Indicator("Ventetid", "ventetid", "other", "lower", own=True)
HERE, COUNTRY = tree.Area("municipality", "Prøve"), tree.Area("country", "hele landet")


def figure(source: str = "KMD Momentum, liste 12, udtræk 10.06.2018", area: tree.Area = HERE) -> tree.Figure:
    return tree.Figure(area, date(2018, 1, 1), date(2018, 12, 31), Decimal(9), source=source)


def table(*rows: tuple[tree.Figure, ...]) -> tree.KeyFigures:
    lines = tuple(
        tree.KeyFigureRow(f"Række {number}", OWN, figures) for number, figures in enumerate(rows, 1)
    )
    return tree.KeyFigures("Nøgletal", "year", 2, lines, COUNTRY)


def showing(shown: tree.KeyFigures, where: str) -> tree.PlanDocument:
    inner = tree.Section("Tal", "tal", key_figures=(shown,))
    if where == "theme":
        return replace(PLAN, themes=(replace(THEME, key_figures=(shown,)),))
    if where == "chapter":
        return replace(PLAN, follow_up=tree.FollowUp("Status", after=(inner,)))
    return replace(PLAN, sections=(tree.Section("Kapitel", "kapitel", children=(inner,)),))


@pytest.mark.parametrize(
    ("where", "place"),
    [("section", "section:tal"), ("theme", "theme:unge"), ("chapter", "chapter:tal")],
)
def test_table_without_figures_is_warned_of_wherever_it_is_shown(where: str, place: str) -> None:
    for empty in (table(), table((), (figure(area=COUNTRY),))):
        [finding] = found("key_figures_empty", showing(empty, where))
        assert (finding.place.id, finding.message) == (
            f"{place}:key_figures",
            "Tabellen »Nøgletal« har ingen tal.",
        )
    [finding] = found("key_figures_empty", showing(table((figure(),), ()), where))
    assert finding.message == "Tabellen »Nøgletal« har ingen tal for: Række 2."
    assert found("key_figures_empty", showing(table((figure(),)), where)) == []


def test_own_figures_without_an_origin_are_asked_about_once() -> None:
    target = tree.Target("below", OWN, Decimal(9), figures=(figure(), figure("Jobcenteret")))
    document = replace(PLAN, goals=(replace(GOAL, targets=(target,)),))
    document = replace(document, sections=showing(table((figure("Jobcenteret"),)), "section").sections)
    [finding] = found("figures_without_origin", document)
    assert finding.place.id == "indicator:ventetid:source"
    assert finding.message == "Kilden til tallene nævner ikke tabel og udtræksdag. Der står »Jobcenteret«."


def test_country_s_figures_and_computed_ones_are_not_asked_about() -> None:
    mean = replace(figure("Jobcenteret"), mean_of=3)
    for indicator, told in ((OWN, mean), (replace(OWN, own=False), figure("Jobcenteret"))):
        target = tree.Target("below", indicator, Decimal(9), figures=(told,))
        document = replace(PLAN, goals=(replace(GOAL, targets=(target,)),))
        assert places(found("figures_without_origin", document)) == []
