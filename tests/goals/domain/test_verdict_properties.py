"""What must hold for any numbers at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from random import Random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from goals.domain.measuring import Figure, Place, Target
from goals.domain.periods import parse
from goals.domain.ranking import Rivals, as_steps, at_place
from goals.domain.verdict import outcome, result, together, wants_less
from goals.enums import BY_MARGIN, BY_RANK, BY_VALUE, SINCE_BEFORE, Direction, Operator, Unit, Verdict

OWN, AREA = Place("municipality", "Herning"), Place("region", "Region Midtjylland")
NOW, YEAR_BEFORE = parse("2020"), parse("2019")
DUE, TODAY = date(2020, 12, 31), date(2021, 3, 1)
COMPARING = [operator for operator in Operator if operator != Operator.DELIVERED]

amounts = st.decimals(Decimal("-999999"), Decimal("999999"), places=4)
margins = st.decimals(Decimal("0"), Decimal("500"), places=2)


@st.composite
def targets(draw: st.DrawFn, operators: list[Operator] = COMPARING) -> Target:
    """One that can be assessed, with figures of four decimals."""
    operator = draw(st.sampled_from(operators))
    beside = operator not in SINCE_BEFORE and (operator not in BY_VALUE or draw(st.booleans()))
    if operator in BY_VALUE:
        value = None if beside else draw(amounts)
    elif operator in BY_MARGIN:
        value = draw(margins)
    elif operator in {Operator.INCREASE, Operator.DECREASE, Operator.GAP_SHRINKS}:
        value = draw(st.none() | margins)
    elif operator in BY_RANK:
        value = Decimal(1)
    else:
        value = None
    other = Figure(AREA, NOW, draw(amounts)) if beside else Figure(OWN, YEAR_BEFORE, draw(amounts))
    in_percent = operator == Operator.BETTER_BY_PERCENT or (
        operator in {Operator.INCREASE, Operator.DECREASE} and draw(st.booleans())
    )
    return Target(
        operator=operator,
        own=OWN,
        due=DUE,
        value=value,
        unit=Unit.PERCENT if in_percent else Unit.PERSONS,
        measured_in=Unit.PERSONS,
        better=draw(st.sampled_from(Direction)),
        comparator=AREA if beside else None,
        figures=(
            Figure(OWN, NOW, draw(amounts)),
            other,
            *(
                Figure(place, YEAR_BEFORE, draw(amounts))
                for place in (OWN, AREA)
                if operator == Operator.GAP_SHRINKS
            ),
        ),
    )


def changed(target: Target, own: Decimal) -> Target:
    mine, *others = target.figures
    return replace(target, figures=(replace(mine, value=own), *others))


def verdict(target: Target) -> Verdict:
    return result(target, TODAY).verdict


@given(targets(), amounts)
def test_monotone_a_figure_further_the_wanted_way_never_turns_met_into_not_met(
    target: Target, step: Decimal
) -> None:
    mine = target.figures[0].value
    further = mine - abs(step) if wants_less(target) else mine + abs(step)
    if verdict(target) == Verdict.MET:
        assert verdict(changed(target, further)) == Verdict.MET


@given(targets())
def test_there_is_one_limit_and_the_verdict_changes_there(target: Target) -> None:
    limit = result(target, TODAY).limit
    assert limit is not None
    assume(-limit.as_tuple().exponent <= 4)
    step = Decimal("0.0001")
    lower, higher = verdict(changed(target, limit - step)), verdict(changed(target, limit + step))
    assert {lower, higher} == {Verdict.MET, Verdict.NOT_MET}
    assert (lower == Verdict.MET) is wants_less(target)


@given(targets())
def test_symmetric_the_opposite_numbers_with_the_opposite_direction_give_the_same_verdict(
    target: Target,
) -> None:
    mirrored = {
        Operator.BELOW: Operator.ABOVE,
        Operator.AT_MOST: Operator.AT_LEAST,
        Operator.NO_INCREASE: Operator.NO_DECREASE,
        Operator.INCREASE: Operator.DECREASE,
        Operator.AMONG_LOWEST: Operator.AMONG_HIGHEST,
    }
    mirrored |= {there: here for here, there in mirrored.items()}
    opposite = replace(
        target,
        operator=mirrored.get(target.operator, target.operator),
        better=Direction.HIGHER if target.better == Direction.LOWER else Direction.LOWER,
        value=-target.value if target.operator in BY_VALUE and target.value is not None else target.value,
        figures=tuple(replace(figure, value=-figure.value) for figure in target.figures),
    )
    assert verdict(opposite) == verdict(target)


@given(targets(), st.sampled_from(["0.001", "0.5", "3", "1000", "123.4567"]))
def test_scale_invariant_other_units_of_measure_give_the_same_verdict(target: Target, factor: str) -> None:
    """Persons or thousands of persons. A margin in per cent stays what it is."""
    size = Decimal(factor)
    relative = target.operator == Operator.BETTER_BY_PERCENT or target.unit == Unit.PERCENT
    scaled = replace(
        target,
        value=target.value * size if target.value is not None and not relative else target.value,
        figures=tuple(replace(figure, value=figure.value * size) for figure in target.figures),
    )
    assert verdict(scaled) == verdict(target)


@given(targets([Operator.BELOW, Operator.AT_LEAST, Operator.ABOVE, Operator.AT_MOST]))
def test_below_and_at_least_are_never_both_met_nor_both_missed(target: Target) -> None:
    opposite = {
        Operator.BELOW: Operator.AT_LEAST,
        Operator.AT_LEAST: Operator.BELOW,
        Operator.ABOVE: Operator.AT_MOST,
        Operator.AT_MOST: Operator.ABOVE,
    }
    found = {verdict(target), verdict(replace(target, operator=opposite[target.operator]))}
    assert found == {Verdict.MET, Verdict.NOT_MET}


@given(targets([Operator.BETTER_BY_PERCENT, Operator.BETTER_BY_POINTS]), margins)
def test_larger_margin_is_never_easier(target: Target, more: Decimal) -> None:
    assert target.value is not None
    if verdict(replace(target, value=target.value + more)) == Verdict.MET:
        assert verdict(target) == Verdict.MET


@given(targets([Operator.BETTER_BY_PERCENT, Operator.BETTER_BY_POINTS]))
def test_margin_of_nothing_is_as_good_as(target: Target) -> None:
    mine, other = (figure.value for figure in target.figures)
    level = mine <= other if target.better == Direction.LOWER else mine >= other
    assert (verdict(replace(target, value=Decimal(0))) == Verdict.MET) is level


@given(targets(), st.integers(0, 4))
def test_more_printed_zeros_on_both_sides_change_nothing(target: Target, decimals: int) -> None:
    step = Decimal(1).scaleb(-4 - decimals)
    figures = tuple(replace(figure, value=figure.value.quantize(step)) for figure in target.figures)
    assert verdict(replace(target, figures=figures)) == verdict(target)


@given(targets(), st.randoms())
def test_order_of_the_figures_does_not_matter(target: Target, random: Random) -> None:
    shuffled = replace(target, figures=tuple(random.sample(target.figures, len(target.figures))))
    assert result(shuffled, TODAY) == result(target, TODAY)


@given(st.lists(st.sampled_from(Verdict), min_size=1, max_size=4))
def test_order_of_the_targets_does_not_matter(verdicts: list[Verdict]) -> None:
    assert len({together(order) for order in permutations(verdicts)}) == 1


@given(st.lists(st.sampled_from([Verdict.MET, Verdict.NOT_MET]), min_size=1, max_size=4), st.data())
def test_verdict_given_while_a_target_is_open_stands_whatever_it_turns_out_to_be(
    verdicts: list[Verdict], data: st.DataObject
) -> None:
    early = together([*verdicts, Verdict.CANNOT_BE_ASSESSED])
    late = together([*verdicts, data.draw(st.sampled_from([Verdict.MET, Verdict.NOT_MET]))])
    assert early in (late, Verdict.CANNOT_BE_ASSESSED)


values = st.lists(st.integers(-50, 50).map(Decimal), min_size=1, max_size=7)


@given(st.integers(-50, 50).map(Decimal), values, st.integers(1, 7), st.booleans())
def test_place_is_met_where_fewer_than_so_many_are_better(
    own: Decimal, others: list[Decimal], place: int, highest: bool
) -> None:
    """A tie is shared. The count of better ones, written out, gives the same answer as the figure at the place."""
    figure = Figure(OWN, NOW, own)
    steps = tuple(as_steps(str(value), "0")[0] for value in others)
    found = at_place(AREA, {NOW: Rivals(steps, 0)}, [figure], place, highest=highest)
    assert len(found) == 1
    operator = Operator.AMONG_HIGHEST if highest else Operator.AMONG_LOWEST
    target = Target(
        *(operator, OWN, DUE, Decimal(place), None, Unit.PERSONS, Direction.LOWER, AREA),
        figures=(figure, *found),
    )
    better = sum(value > own if highest else value < own for value in others)
    assert (verdict(target) == Verdict.MET) == (better < place)
    assert (found[0].rank, found[0].rank_of) == (better + 1, len(others) + 1)


@given(targets([Operator.GAP_SHRINKS]))
def test_gap_that_is_no_more_or_is_closed_is_met_and_one_that_grows_is_not(target: Target) -> None:
    own, area, own_before, area_before = (figure.value for figure in target.figures)
    sign = 1 if target.better == Direction.LOWER else -1
    now, before = sign * (own - area), sign * (own_before - area_before)
    if now <= 0:
        assert verdict(target) == Verdict.MET
    elif now >= before and (target.value is None or target.value > 0):
        assert verdict(target) == Verdict.NOT_MET


EACH = st.lists(st.none() | st.integers(0, 10).map(Decimal), min_size=2, max_size=5)


def of_each_year(limits: list[Decimal], figures: list[Decimal | None], **more: Any) -> list[Target]:
    """At most so much in each of the years from 2016 on, in which there were these figures or none."""
    known = tuple(
        Figure(OWN, parse(str(2016 + n)), value) for n, value in enumerate(figures) if value is not None
    )
    return [
        Target(
            *(Operator.AT_MOST, OWN, date(2016 + n, 12, 31), limit, Unit.PERSONS, Unit.PERSONS),
            better=Direction.LOWER,
            figures=known,
            **more,
        )
        for n, limit in enumerate(limits)
    ]


@given(EACH, st.integers(0, 6))
def test_in_each_year_is_what_the_years_say_together(figures: list[Decimal | None], years: int) -> None:
    """One missed year decides, whatever is unknown of the others; each known and met so far is met."""
    single = of_each_year([Decimal(5)] * len(figures), figures)
    today = date(2015 + years, 12, 31)
    come = [result(each, today).verdict for each in single if each.due <= today]
    whole = result(replace(single[-1], first_year=2016), today).verdict
    if Verdict.NOT_MET in come:
        assert whole == Verdict.NOT_MET
    elif not come or Verdict.CANNOT_BE_ASSESSED in come:
        assert whole == Verdict.CANNOT_BE_ASSESSED
    else:
        assert whole == Verdict.MET


@given(EACH, st.data(), st.integers(0, 7))
def test_of_values_by_year_the_newest_that_is_due_is_the_goal_s(
    figures: list[Decimal | None], data: st.DataObject, years: int
) -> None:
    limits = [data.draw(st.integers(0, 10).map(Decimal)) for _figure in figures]
    found = of_each_year(limits, figures, series=1)
    today = date(2015 + years, 12, 31)
    come = [each for each in found if each.due <= today]
    counting = come[-1] if come else found[0]
    whole = outcome(data.draw(st.permutations(found)), today)
    assert whole is not None
    assert (whole.verdict, whole.sentence) == (
        result(counting, today).verdict,
        result(counting, today).sentence,
    )
    assert len(whole.results) == len(found)
