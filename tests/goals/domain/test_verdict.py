"""The rules of docs/verdicts.md, in its order."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from goals.domain.measuring import Figure, Place, Target
from goals.domain.periods import parse
from goals.domain.verdict import Outcome, Result, outcome, result
from goals.enums import Direction, Operator, Unit, Verdict

HERNING = Place("municipality", "Herning")
REGION = Place("region", "Region Midtjylland")
AFTER = date(2021, 3, 1)
END_OF_2020 = date(2020, 12, 31)
MET, NOT_MET, PARTLY, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.PARTLY, Verdict.CANNOT_BE_ASSESSED


def own(value: str, period: str = "2020", **more: Any) -> Figure:
    return Figure(HERNING, parse(period), Decimal(value), **more)


def region(value: str, period: str = "2020", **more: Any) -> Figure:
    return Figure(REGION, parse(period), Decimal(value), **more)


def target(operator: Operator, *figures: Figure, **more: Any) -> Target:
    """In per cent, lower is better, due at the end of 2020, unless `more` says otherwise."""
    given: dict[str, Any] = {
        "due": END_OF_2020,
        "measured_in": Unit.PERCENT,
        "unit": Unit.PERCENT,
        "better": Direction.LOWER,
        **more,
    }
    if "value" in given:
        given["value"] = Decimal(given["value"])
    return Target(operator, HERNING, figures=figures, **given)


def beside(operator: Operator, *figures: Figure, **more: Any) -> Target:
    return target(operator, *figures, comparator=REGION, **more)


def judged(one: Target, today: date = AFTER) -> Result:
    with translation.override("da"):
        return result(one, today)


def test_figures_that_can_be_compared_give_verdict_numbers_and_rule() -> None:
    found = judged(beside(Operator.BELOW, own("10.0"), region("10.4")))
    assert found == Result(
        MET,
        "Opfyldt: 10,0\xa0% i Herning mod 10,4\xa0% i Region Midtjylland (2020)."
        " Målet var at ligge lavere end Region Midtjylland.",
        own("10.0"),
        region("10.4"),
        Decimal("10.4"),
    )


# Which figures


def test_when_before_the_due_date_nothing_is_concluded() -> None:
    found = judged(
        beside(Operator.BELOW, own("10.2", "2020K1"), region("10.3", "2020K1")), today=date(2020, 8, 1)
    )
    assert (found.verdict, found.sentence) == (
        OPEN,
        "Kan ikke vurderes endnu: Målet skal være nået den 31. december 2020."
        " Indtil nu: 10,2\xa0% i Herning mod 10,3\xa0% i Region Midtjylland (1. kvartal 2020).",
    )


def test_when_before_the_due_date_without_comparison_the_own_figure_is_told() -> None:
    found = judged(beside(Operator.BELOW, own("10.2", "2020K1")), today=date(2020, 8, 1))
    assert found.sentence.endswith(" Indtil nu: 10,2\xa0% i Herning (1. kvartal 2020).")


def test_when_before_the_due_date_without_figures_only_the_date_is_told() -> None:
    found = judged(beside(Operator.BELOW, own("10", "2020K4")), today=date(2020, 8, 1))
    assert found.sentence == "Kan ikke vurderes endnu: Målet skal være nået den 31. december 2020."


def test_when_on_the_due_date_itself_the_target_is_judged() -> None:
    assert judged(beside(Operator.BELOW, own("10"), region("11")), today=END_OF_2020).verdict == MET


@pytest.mark.parametrize(
    ("periods", "due", "chosen"),
    [
        (["2019", "2020"], END_OF_2020, "2020"),
        (["2020K3", "2020K4", "2020"], END_OF_2020, "2020"),
        (["2020K1", "2020K3"], END_OF_2020, "2020K3"),
        (["2019", "2020", "2021"], END_OF_2020, "2020"),
        (["2020K1", "2020K2", "2020K3", "2020"], date(2020, 6, 30), "2020K2"),
        (["2019", "2020", "2019M07-2020M12"], date(2020, 6, 30), "2020"),
    ],
)
def test_own_figure_is_the_newest_by_the_due_date(periods: list[str], due: date, chosen: str) -> None:
    figures = [own(str(n), period) for n, period in enumerate(periods)]
    found = judged(target(Operator.AT_MOST, *figures, value="50", due=due))
    assert found.own is not None
    assert found.own.period == parse(chosen)


def test_own_figure_of_an_earlier_year_is_never_used() -> None:
    found = judged(target(Operator.AT_MOST, own("3", "2019"), own("3", "2021"), value="5"))
    assert (found.verdict, found.sentence) == (
        OPEN,
        "Kan ikke vurderes: der er intet tal for Herning i 2020.",
    )


def test_another_area_without_a_figure_for_the_same_period() -> None:
    found = judged(beside(Operator.BELOW, own("10.0"), region("10.4", "2019"), region("10.4", "2020K4")))
    assert (found.verdict, found.sentence, found.own) == (
        OPEN,
        "Kan ikke vurderes: der er intet tal for Region Midtjylland i samme periode (2020).",
        own("10.0"),
    )


def test_another_area_is_compared_in_the_newest_period_that_both_have() -> None:
    figures = (own("9", "2020K4"), own("11", "2020K3"), region("10", "2020K3"))
    found = judged(beside(Operator.BELOW, *figures))
    assert (found.verdict, found.own, found.other) == (NOT_MET, own("11", "2020K3"), region("10", "2020K3"))


def test_before_is_the_same_period_of_the_year_before() -> None:
    found = judged(
        target(
            Operator.NO_DECREASE,
            own("406"),
            own("408", "2019"),
            own("500", "2019K4"),
            measured_in=Unit.COURSES,
            unit=None,
        )
    )
    assert (found.verdict, found.sentence) == (
        NOT_MET,
        "Ikke opfyldt: 406 forløb i Herning (2020) mod 408 forløb året før (2019). Tallet måtte ikke falde.",
    )


def test_before_is_the_baseline_where_the_target_has_one() -> None:
    one = target(Operator.NO_INCREASE, own("410"), own("400", "2019"), baseline=Decimal("412.0000"))
    assert judged(one).sentence == (
        "Opfyldt: 410\xa0% i Herning (2020), med udgangspunkt i 412\xa0%. Tallet måtte ikke stige."
    )


def test_before_without_figure_or_baseline_cannot_be_assessed() -> None:
    found = judged(target(Operator.NO_INCREASE, own("410"), own("400", "2018")))
    assert (found.verdict, found.sentence) == (
        OPEN,
        "Kan ikke vurderes: der er intet tal for Herning i 2019.",
    )


def test_a_new_series_since_the_figure_before_breaks_the_comparison() -> None:
    found = judged(target(Operator.NO_INCREASE, own("410", series_break=True), own("400", "2019")))
    assert (found.verdict, found.sentence) == (
        OPEN,
        "Kan ikke vurderes: en ny talrække begynder i 2020 og kan ikke sammenlignes med tallene før.",
    )


def test_a_new_series_between_the_two_in_a_shorter_period_breaks_the_comparison_too() -> None:
    figures = (own("410"), own("400", "2019"), own("100", "2019K3", series_break=True))
    assert judged(target(Operator.NO_INCREASE, *figures)).verdict == OPEN


def test_a_new_series_that_began_with_the_figure_before_breaks_nothing() -> None:
    figures = (own("390"), own("400", "2019", series_break=True))
    assert judged(target(Operator.NO_INCREASE, *figures)).verdict == MET


def test_a_new_series_does_not_stand_between_two_areas() -> None:
    figures = (own("10", series_break=True), region("11"))
    assert judged(beside(Operator.BELOW, *figures)).verdict == MET


def test_a_group_compared_as_a_mean_is_said_to_be_one() -> None:
    found = judged(beside(Operator.BELOW, own("10.0"), region("10.4", mean_of=19)))
    assert found.sentence.endswith(" Tallet for Region Midtjylland er gennemsnittet af de 19 kommuner.")


@pytest.mark.parametrize("which", [0, 1])
def test_provisional_figures_count_and_are_said_to_be_so(which: int) -> None:
    marks = [{"provisional": n == which} for n in (0, 1)]
    found = judged(beside(Operator.BELOW, own("10.0", **marks[0]), region("10.4", **marks[1])))
    assert (found.verdict, found.provisional) == (MET, True)
    assert found.sentence.endswith(" Tallene er foreløbige og kan ændre sig.")


# Rounding


@pytest.mark.parametrize(
    ("mine", "theirs", "operator", "verdict"),
    [
        ("10.04", "10.0", Operator.BELOW, NOT_MET),
        ("10.04", "10.0", Operator.AT_MOST, MET),
        ("9.96", "10.0", Operator.BELOW, NOT_MET),
        ("9.94", "10.0", Operator.BELOW, MET),
        ("10", "10.4", Operator.BELOW, NOT_MET),
        ("10", "10.5", Operator.BELOW, MET),
        ("10.0", "10.4", Operator.BELOW, MET),
    ],
)
def test_rounding_two_published_figures_are_compared_with_the_fewer_decimals(
    mine: str, theirs: str, operator: Operator, verdict: Verdict
) -> None:
    assert judged(beside(operator, own(mine), region(theirs))).verdict == verdict


def test_rounding_is_said_where_it_was_done() -> None:
    found = judged(beside(Operator.BELOW, own("10.04"), region("10.0")))
    assert found.sentence == (
        "Ikke opfyldt: 10,04\xa0% i Herning mod 10,0\xa0% i Region Midtjylland (2020)."
        " Målet var at ligge lavere end Region Midtjylland."
        " Sammenlignet med 1 decimal, fordi det ene tal ikke er offentliggjort mere nøjagtigt."
        " De to er ens, og det er ikke nok."
    )


def test_rounding_leaves_a_value_that_the_plan_sets_exact() -> None:
    assert judged(target(Operator.AT_MOST, own("10.4"), value="10")).verdict == NOT_MET
    assert judged(target(Operator.AT_MOST, own("10"), value="9.9999")).verdict == NOT_MET


def test_rounding_leaves_a_baseline_exact() -> None:
    one = target(Operator.NO_INCREASE, own("10"), baseline=Decimal("9.9"))
    assert judged(one).verdict == NOT_MET


def test_rounding_leaves_what_is_computed_exact() -> None:
    found = judged(beside(Operator.BETTER_BY_PERCENT, own("10.2"), region("10.4"), value="2"))
    assert (found.verdict, found.limit) == (NOT_MET, Decimal("10.192"))
    assert found.sentence == (
        "Ikke opfyldt: 10,2\xa0% i Herning mod 10,4\xa0% i Region Midtjylland (2020)."
        " Målet var at være mindst 2\xa0% bedre end Region Midtjylland. Grænsen er så 10,192\xa0%."
    )


def test_arithmetic_of_the_largest_and_finest_numbers_is_exact() -> None:
    figures = (own("1.0000"), region("999999999999.9999"))
    found = judged(beside(Operator.BETTER_BY_PERCENT, *figures, value="123456789012.3457"))
    assert found.limit == Decimal("-1234567889123456876543.2110876543")


# Conditions


@pytest.mark.parametrize(
    ("operator", "lower", "equal", "higher"),
    [
        (Operator.BELOW, MET, NOT_MET, NOT_MET),
        (Operator.AT_MOST, MET, MET, NOT_MET),
        (Operator.AT_LEAST, NOT_MET, MET, MET),
        (Operator.ABOVE, NOT_MET, NOT_MET, MET),
    ],
)
@pytest.mark.parametrize("against", ["value", "area"])
def test_condition_bound(
    operator: Operator, lower: Verdict, equal: Verdict, higher: Verdict, against: str
) -> None:
    def verdict(mine: str) -> Verdict:
        if against == "value":
            return judged(target(operator, own(mine), value="10.0")).verdict
        return judged(beside(operator, own(mine), region("10.0"))).verdict

    assert [verdict("9.9"), verdict("10.0"), verdict("10.1")] == [lower, equal, higher]


@pytest.mark.parametrize("better", list(Direction))
def test_condition_bound_does_not_depend_on_the_direction(better: Direction) -> None:
    assert judged(target(Operator.BELOW, own("9"), value="10", better=better)).verdict == MET


@pytest.mark.parametrize(
    ("better", "mine", "verdict"),
    [
        (Direction.LOWER, "9.9", MET),
        (Direction.LOWER, "10.0", NOT_MET),
        (Direction.HIGHER, "10.0", NOT_MET),
        (Direction.HIGHER, "10.1", MET),
    ],
)
def test_condition_better_than_follows_the_direction(better: Direction, mine: str, verdict: Verdict) -> None:
    assert judged(beside(Operator.BETTER_THAN, own(mine), region("10.0"), better=better)).verdict == verdict


@pytest.mark.parametrize(
    ("better", "theirs", "limit"),
    [
        (Direction.LOWER, "200", "196"),
        (Direction.HIGHER, "200", "204"),
        (Direction.LOWER, "-200", "-204"),
        (Direction.HIGHER, "-200", "-196"),
        (Direction.LOWER, "0", "0"),
    ],
)
def test_condition_better_by_percent_is_of_the_areas_figure(
    better: Direction, theirs: str, limit: str
) -> None:
    step = Decimal("1") if better == Direction.LOWER else Decimal("-1")
    for mine, verdict in [(Decimal(limit), MET), (Decimal(limit) + step, NOT_MET)]:
        one = beside(Operator.BETTER_BY_PERCENT, own(str(mine)), region(theirs), value="2", better=better)
        found = judged(one)
        assert (found.verdict, found.limit) == (verdict, Decimal(limit))


def test_condition_better_by_points_is_in_the_indicators_unit() -> None:
    found = judged(beside(Operator.BETTER_BY_POINTS, own("8.4"), region("10.4"), value="2"))
    assert (found.verdict, found.sentence) == (
        MET,
        "Opfyldt: 8,4\xa0% i Herning mod 10,4\xa0% i Region Midtjylland (2020)."
        " Målet var at være mindst 2 procentpoint bedre end Region Midtjylland. Grænsen er så 8,4\xa0%."
        " De to er ens, og det er nok.",
    )


@pytest.mark.parametrize(
    ("operator", "lower", "equal", "higher"),
    [
        (Operator.NO_INCREASE, MET, MET, NOT_MET),
        (Operator.NO_DECREASE, NOT_MET, MET, MET),
        (Operator.INCREASE, NOT_MET, NOT_MET, MET),
        (Operator.DECREASE, MET, NOT_MET, NOT_MET),
    ],
)
def test_condition_change(operator: Operator, lower: Verdict, equal: Verdict, higher: Verdict) -> None:
    verdicts = [judged(target(operator, own(mine), own("10", "2019"))).verdict for mine in ("9", "10", "11")]
    assert verdicts == [lower, equal, higher]


@pytest.mark.parametrize(
    ("operator", "unit", "limit"),
    [
        (Operator.INCREASE, Unit.PERCENT, "2200"),
        (Operator.DECREASE, Unit.PERCENT, "1800"),
        (Operator.INCREASE, Unit.PERSONS, "2010"),
        (Operator.DECREASE, Unit.PERSONS, "1990"),
    ],
)
def test_condition_change_of_a_size_is_in_per_cent_or_in_the_indicators_unit(
    operator: Operator, unit: Unit, limit: str
) -> None:
    figures = (own(limit), own("2000", "2019"))
    found = judged(target(operator, *figures, value="10", unit=unit, measured_in=Unit.PERSONS))
    assert (found.verdict, found.limit) == (MET, Decimal(limit))


@pytest.mark.parametrize(("mine", "verdict"), [("1", MET), ("0", NOT_MET)])
def test_condition_delivered_is_met_when_there_is_any(mine: str, verdict: Verdict) -> None:
    found = judged(target(Operator.DELIVERED, own(mine), measured_in=Unit.COURSES, unit=None))
    assert found.verdict == verdict
    assert found.sentence.endswith(f"{mine} forløb i Herning (2020). Det skulle gennemføres.")


def test_condition_delivered_without_a_figure_cannot_be_assessed() -> None:
    assert judged(target(Operator.DELIVERED)).verdict == OPEN


def test_condition_without_an_indicator_is_for_people_to_judge() -> None:
    found = judged(target(Operator.DELIVERED, measured_in=None, better=None))
    assert (found.verdict, found.sentence) == (
        OPEN,
        "Kan ikke vurderes: målet har ingen indikator med tal, så kommunen vurderer det i ord.",
    )


@pytest.mark.parametrize("operator", [Operator.AT_MOST, Operator.INCREASE])
def test_condition_in_another_unit_than_the_figures_cannot_be_assessed(operator: Operator) -> None:
    figures = (own("10"), own("9", "2019"))
    found = judged(target(operator, *figures, value="10", unit=Unit.KRONER))
    assert (found.verdict, found.sentence) == (
        OPEN,
        "Kan ikke vurderes: målet er sat i en anden enhed end den, tallene er opgjort i.",
    )


# Several targets


def goal(*verdicts: Verdict) -> Outcome | None:
    """Of targets that come out so."""
    made = {
        MET: target(Operator.AT_MOST, own("9"), value="10"),
        NOT_MET: target(Operator.AT_MOST, own("11"), value="10"),
        OPEN: target(Operator.AT_MOST, value="10"),
    }
    with translation.override("da"):
        return outcome([made[verdict] for verdict in verdicts], AFTER)


@pytest.mark.parametrize(
    ("verdicts", "verdict"),
    [
        ((MET,), MET),
        ((NOT_MET,), NOT_MET),
        ((OPEN,), OPEN),
        ((MET, MET), MET),
        ((NOT_MET, NOT_MET), NOT_MET),
        ((MET, NOT_MET), PARTLY),
        ((MET, OPEN), OPEN),
        ((NOT_MET, OPEN), OPEN),
        ((MET, NOT_MET, OPEN), PARTLY),
        ((OPEN, OPEN), OPEN),
    ],
)
def test_several_targets_together(verdicts: tuple[Verdict, ...], verdict: Verdict) -> None:
    found = goal(*verdicts)
    assert found is not None
    assert (found.verdict, [each.verdict for each in found.results]) == (verdict, list(verdicts))


@pytest.mark.parametrize(
    ("verdicts", "sentence"),
    [
        ((MET, NOT_MET), "Delvist opfyldt: 1 af 2 krav er opfyldt."),
        ((MET, NOT_MET, OPEN), "Delvist opfyldt: 1 af 3 krav er opfyldt, 1 kan ikke vurderes."),
        ((MET, MET), "Opfyldt: 2 af 2 krav er opfyldt."),
    ],
)
def test_several_targets_are_counted(verdicts: tuple[Verdict, ...], sentence: str) -> None:
    found = goal(*verdicts)
    assert found is not None
    assert found.sentence == sentence


def test_one_target_speaks_for_its_goal() -> None:
    found = goal(MET)
    assert found is not None
    assert found.sentence == found.results[0].sentence


def test_goal_without_targets_has_no_computed_verdict() -> None:
    assert goal() is None
