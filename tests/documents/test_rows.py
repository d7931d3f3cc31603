"""Rows: tree → rows → tree loses nothing, in a number of queries that does not grow."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings

from documents import tree
from documents.from_rows import document_of
from documents.to_rows import store
from goals.models import NationalGoal, Observation
from plans.errors import RefusedError
from plans.models import Municipality, Plan
from tests.documents.rows import with_report
from tests.documents.trees import (
    AREAS,
    BEFORE,
    GROUPS,
    INDICATORS,
    MUNICIPALITY,
    NATIONAL,
    OWN,
    TODAY,
    YEAR,
    documents,
)
from tests.factories import NationalGoalFactory, PlanFactory

SMALL = tree.PlanDocument(municipality=MUNICIPALITY, title="Plan", year=YEAR, last_year=YEAR)


@pytest.fixture
def municipality(db: None) -> Municipality:
    row, _ = Municipality.objects.get_or_create(
        slug=MUNICIPALITY.slug,
        defaults={
            "name": MUNICIPALITY.name,
            "short_name": MUNICIPALITY.short_name,
            "code": MUNICIPALITY.code,
            "region": MUNICIPALITY.region,
        },
    )
    return row


@pytest.fixture
def before(municipality: Municipality) -> Plan:
    """The plan that generated ones continue."""
    return store(BEFORE)


def theme(number: int) -> tree.Theme:
    """A theme with one of everything."""
    figure = tree.Figure(OWN, date(2019, 1, 1), date(2019, 12, 31), Decimal("10.0"), source="Kilde")
    target = tree.Target("at_most", INDICATORS[0], Decimal("10.4"), "percent", figures=(figure,))
    relative = tree.Target("below", INDICATORS[1], comparator=AREAS[0])
    group = tree.Area("cluster", "Nabokommunerne")
    beside_a_group = tree.Target("better_than", INDICATORS[0], comparator=group, figures=(figure,))
    initiative = tree.Initiative("Initiativ", target_groups=GROUPS[:2])
    strategy = tree.Strategy(
        "Strategi", initiatives=(initiative,), children=(tree.Strategy("Del", initiatives=(initiative,)),)
    )
    return tree.Theme(
        number=number,
        title=f"Tema {number}",
        slug=f"tema-{number}",
        goals=tuple(
            tree.Goal(n, "Mål", targets=(target, relative, beside_a_group), target_groups=GROUPS[:2])
            for n in (1, 2)
        ),
        strategies=(strategy,),
        initiatives=(initiative,),
        target_groups=GROUPS[:1],
    )


def with_follow_up(document: tree.PlanDocument) -> tree.PlanDocument:
    assessments = tuple(
        tree.Assessment(document.goal_ref(owner, goal), "met") for owner, goal in document.all_goals()
    )
    return replace(document, follow_up=tree.FollowUp("Målopfølgning", assessments=assessments))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(document=documents())
def test_tree_to_rows_to_tree_loses_nothing(before: Plan, document: tree.PlanDocument) -> None:
    with transaction.atomic():
        plan = store(document)
        assert with_report(plan, TODAY) == document
        transaction.set_rollback(True)


@pytest.mark.parametrize("themes", [1, 10])
def test_building_a_tree_takes_the_same_queries_for_any_size(municipality: Municipality, themes: int) -> None:
    answers = tuple(tree.NationalGoalRef(goal.year, goal.number) for goal in NATIONAL)
    answering = tuple(replace(theme(n), answers=answers) for n in range(1, themes + 1))
    plan = store(with_follow_up(replace(SMALL, themes=answering, national_goals=NATIONAL)))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        with_report(plan)
    assert len(queries) == 36  # two say what has replaced which target group and indicator


@pytest.mark.parametrize("last_year", [None, 2021])
def test_tree_has_the_national_goals_of_the_plans_own_years(
    municipality: Municipality, last_year: int | None
) -> None:
    for year in range(YEAR - 1, 2024):
        NationalGoalFactory(year=year, number=1)
    plan = PlanFactory(municipality=municipality, year=YEAR, last_year=last_year or YEAR)
    assert [goal.year for goal in document_of(plan).national_goals] == list(
        range(YEAR, (last_year or YEAR) + 1)
    )


def test_store_refuses_an_existing_plan_and_writes_nothing(municipality: Municipality) -> None:
    store(SMALL)
    with pytest.raises(RefusedError, match="har allerede en plan for 2019"):
        store(replace(SMALL, themes=(theme(1),)))
    assert document_of(Plan.objects.get()).themes == ()


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (replace(SMALL, municipality=replace(MUNICIPALITY, slug="ukendt")), "»ukendt« findes ikke"),
        (replace(SMALL, predecessor_year=2018), "bygger på Prøves plan for 2018"),
        (replace(SMALL, above_year=2018), "ligger under Prøves plan for 2018, som ikke"),
        (replace(SMALL, last_year=2031), "et til tolv år"),
        (replace(SMALL, themes=(replace(theme(1), predecessor=tree.ThemeRef(2018, "x")),)), "»x« fra 2018"),
        (replace(SMALL, themes=(theme(1), replace(theme(2), slug="tema-1"))), "tema-1|allerede|exists"),
    ],
)
def test_store_of_what_does_not_fit_writes_nothing(
    municipality: Municipality, document: tree.PlanDocument, message: str
) -> None:
    with pytest.raises(RefusedError, match=message):
        store(document)
    assert Plan.objects.count() == 0


LONG = "Alle unge " * 48
INDICATOR = tree.Indicator("Ledige", "ledige", "percent", "lower")


def with_target(target: tree.Target) -> tree.PlanDocument:
    return replace(SMALL, goals=(tree.Goal(1, "Et mål", targets=(target,)),))


@pytest.mark.parametrize(
    "document",
    [
        replace(SMALL, title=LONG),
        replace(SMALL, theme_label=LONG),
        replace(SMALL, decisions=(tree.Decision("Byrådet", date(2019, 1, 1), case_number=LONG),)),
        replace(SMALL, sections=(tree.Section(LONG, "forord"),)),
        replace(SMALL, national_goals=(tree.NationalGoal(YEAR, 1, LONG),)),
        replace(SMALL, themes=(replace(theme(1), title=LONG),)),
        replace(SMALL, themes=(replace(theme(1), target_groups=(tree.TargetGroup("unge", LONG),)),)),
        replace(SMALL, strategies=(tree.Strategy("Job", responsible_unit=LONG),)),
        replace(
            SMALL, strategies=(tree.Strategy("Job", initiatives=(tree.Initiative("Ring", partners=LONG),)),)
        ),
        with_target(tree.Target("no_increase", replace(INDICATOR, name=LONG))),
        with_target(tree.Target("below", INDICATOR, comparator=tree.Area("region", LONG))),
        with_target(
            tree.Target(
                "no_increase",
                INDICATOR,
                figures=(
                    tree.Figure(
                        tree.Area("municipality", "Prøve"),
                        date(2018, 1, 1),
                        date(2018, 12, 31),
                        Decimal(4),
                        source=LONG,
                    ),
                ),
            )
        ),
        replace(SMALL, follow_up=tree.FollowUp(LONG)),
    ],
)
def test_store_of_what_is_too_long_names_the_row_and_writes_nothing(
    municipality: Municipality, document: tree.PlanDocument
) -> None:
    """SQLite would store it, and PostgreSQL stop with an error of its own."""
    with pytest.raises(RefusedError, match=r"^[A-ZÆØÅ][^:»]* »[^«]*«: .*(479|480)"):
        store(document)
    assert Plan.objects.count() == 0


def test_store_refuses_a_national_goal_with_another_wording(municipality: Municipality) -> None:
    NationalGoal.objects.create(year=YEAR, number=1, title="Den kendte ordlyd")
    goal = tree.NationalGoal(YEAR, 1, "En anden ordlyd")
    with pytest.raises(RefusedError, match="har en anden ordlyd"):
        store(replace(SMALL, national_goals=(goal,)))


def test_lineage_survives_the_rows(municipality: Municipality) -> None:
    store(replace(SMALL, year=2018, last_year=2018, themes=(theme(1),)))
    goal = tree.Goal(1, "Mål", predecessor=tree.GoalRef(2018, "tema-1", 1), change_reason="Ny målestok")
    later = replace(
        SMALL,
        predecessor_year=2018,
        themes=(tree.Theme(1, "Tema", "tema-1", goals=(goal,), predecessor=tree.ThemeRef(2018, "tema-1")),),
    )
    assert document_of(store(later)) == later


def test_whole_figure_is_written_without_exponent(municipality: Municipality) -> None:
    target = tree.Target("at_least", value=Decimal("10"), unit="persons", baseline=Decimal("100.5"))
    goal = tree.Goal(1, "Mål", targets=(target,))
    stored = document_of(store(replace(SMALL, goals=(goal,)))).goals[0].targets[0]
    assert (str(stored.value), str(stored.baseline)) == ("10", "100.5")


def own_figure(value: str, **more: int) -> tree.Figure:
    return tree.Figure(OWN, date(2018, 1, 1), date(2018, 12, 31), Decimal(value), source="Opgørelsen", **more)


def outcome_figure(value: str) -> tree.Figure:
    return replace(own_figure(value), period_start=date(2019, 1, 1), period_end=date(2019, 12, 31))


def with_figure(figure: tree.Figure) -> tree.PlanDocument:
    target = tree.Target("at_most", INDICATORS[0], Decimal(10), "percent", figures=(figure,))
    return replace(SMALL, goals=(tree.Goal(1, "Mål", targets=(target,)),))


def test_figure_keeps_the_decimals_of_its_source(municipality: Municipality) -> None:
    stored = document_of(store(with_figure(own_figure("10.0"))))
    assert [str(figure.value) for figure in stored.goals[0].targets[0].figures] == ["10.0"]


def test_figure_that_the_portal_knows_otherwise_stays_as_it_is(municipality: Municipality) -> None:
    store(with_figure(own_figure("10.0")))
    later = replace(with_figure(own_figure("9.0")), year=2020, last_year=2020)
    assert document_of(store(later)).goals[0].targets[0].figures == (own_figure("10.0"),)


@pytest.mark.parametrize(
    ("stated", "until", "shown"),
    [
        (None, "2018-12-31", ["10.0"]),
        (date(2019, 6, 30), "2019-06-30", ["10.0", "9.8"]),
        (date(2018, 12, 30), "2018-12-30", []),
    ],
)
def test_plan_holds_the_figures_that_it_stood_on_and_its_report_all(
    municipality: Municipality, stated: date | None, until: str, shown: list[str]
) -> None:
    half = replace(own_figure("9.8"), period_start=date(2018, 7, 1), period_end=date(2019, 6, 30))
    everything = (own_figure("10.0"), half, outcome_figure("9.0"))
    document = with_follow_up(with_figure(own_figure("10.0")))
    [goal] = document.goals
    goals = (replace(goal, targets=(replace(goal.targets[0], figures=everything),)),)
    plan = store(replace(document, goals=goals, figures_until=stated))
    built = document_of(plan)
    assert str(built.figures_end) == until
    assert [str(figure.value) for figure in built.goals[0].targets[0].figures] == shown
    report = with_report(plan, date(2020, 3, 1))
    assert report.figures_end is None
    assert len(report.goals[0].targets[0].figures) == 3


def test_mean_that_the_portal_computed_is_not_stored_as_a_figure(municipality: Municipality) -> None:
    store(with_figure(own_figure("10.0", mean_of=3)))
    assert not Observation.objects.exists()


def test_plan_without_follow_up_computes_nothing_and_one_with_it_as_of_the_day(
    municipality: Municipality,
) -> None:
    document = with_follow_up(with_figure(outcome_figure("9.0")))
    plan = store(document)
    assert document_of(plan).follow_up is None
    verdicts = []
    for today in (date(2019, 12, 30), date(2019, 12, 31)):
        report = with_report(plan, today).follow_up
        assert report is not None
        computed = report.assessments[0].computed
        verdicts.append(computed and computed.verdict)
    assert verdicts == ["cannot_be_assessed", "met"]


def test_computed_sentence_is_danish_whoever_publishes(municipality: Municipality) -> None:
    plan = store(with_follow_up(with_figure(outcome_figure("9.0"))))
    with translation.override("en"):
        report = with_report(plan, TODAY).follow_up
    assert report is not None
    computed = report.assessments[0].computed
    assert computed is not None
    assert computed.sentence == "Opfyldt: 9,0\xa0% i Prøve (2019). Målet var højst 10\xa0%."
